import type { Emulator } from "../emulator.ts";
import { xxh32 } from "../hash.ts";

/** A picture's hash in a clip: of the colours on the screen, so that it is the same in each build of a core. */
export function pictureHash(emulator: Emulator): number {
  return xxh32(bytesOf(emulator.rgba())) & 0xffff;
}

/** The hash of a stretch's sound up to this frame, from that up to the frame before: 0 where a stretch begins. */
export function soundHash(emulator: Emulator, seed: number): number {
  return xxh32(bytesOf(emulator.samples()), seed);
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Numbers that are appended to for as long as a session lasts. */
export class NumberList {
  #values = new Uint32Array(256);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** A copy. */
  toArray(): Uint32Array {
    return this.#values.slice(0, this.#length);
  }
}
