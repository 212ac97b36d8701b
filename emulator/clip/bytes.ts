import { ClipError } from "./error.ts";

/** Writes numbers and bytes one behind the other; grows as it must. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** What was written so far. A copy. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** LEB128: seven bits a byte, the lowest first. A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Little-endian, of 2 or 4 bytes. */
  fixed(value: number, size: 2 | 4): void {
    for (let shift = 0; shift < size * 8; shift += 8) this.byte((value >>> shift) & 0xff);
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #room(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what `ByteWriter` writes. Throws a `ClipError` `damaged` where there is less than is asked for. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw damaged();
    this.#at += 1;
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor < Number.MAX_SAFE_INTEGER; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) break;
      if (byte < 0x80) return value;
    }
    throw damaged();
  }

  fixed(size: 2 | 4): number {
    let value = 0;
    for (let shift = 0; shift < size * 8; shift += 8) value |= this.byte() << shift;
    return value >>> 0;
  }

  /** A view of the next bytes. */
  bytes(length: number): Uint8Array {
    if (length > this.left) throw damaged();
    const view = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }
}

export function damaged(cause?: unknown): ClipError {
  return new ClipError("damaged", "This clip is damaged: get it again from where it came from.", { cause });
}
