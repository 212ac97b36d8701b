/**
 * Variable-length integers: QUIC's (RFC 9000, section 16) and moq-transport's with leading ones
 * (draft-17, section 1.4.1).
 *
 * @module
 */

/** The largest value in 1 byte of QUIC's form. */
export const MAX_U6 = 2 ** 6 - 1;
/** The largest value in 2 bytes of QUIC's form. */
export const MAX_U14 = 2 ** 14 - 1;
/** The largest value in 4 bytes of QUIC's form. */
export const MAX_U30 = 2 ** 30 - 1;
/** The largest value that a `number` holds exactly. */
export const MAX_U53 = Number.MAX_SAFE_INTEGER;

const MAX_U62 = (1n << 62n) - 1n;
const MAX_U64 = (1n << 64n) - 1n;

/** How many bytes QUIC's form of `v` takes. Throws above {@link MAX_U53}. */
export function size(v: number): number {
  if (!(v <= MAX_U53)) throw new Error(`overflow: ${v} has more than 53 bits`);
  return quicSize(v);
}

/** Writes QUIC's form to the start of `dst` and returns what was written, a view of `dst`. */
export function encodeTo(dst: ArrayBuffer, v: number | bigint): Uint8Array {
  const value = BigInt(v);
  if (value < 0n) throw new Error(`underflow: ${v} is negative`);
  if (value > MAX_U62) throw new Error(`overflow: ${v} has more than 62 bits`);
  const length = quicSize(value);
  const prefix = BigInt(Math.log2(length)) << BigInt(length * 8 - 2);
  return bigEndian(dst, value | prefix, length);
}

/** QUIC's form of `v`, in memory of its own. Throws where it is negative or has more than 62 bits. */
export function encode(v: number | bigint): Uint8Array {
  return encodeTo(new ArrayBuffer(8), v);
}

/** The value at the start of `buf`, exactly, and what follows it, a view of `buf`. */
export function decodeBigInt(buf: Uint8Array): [bigint, Uint8Array] {
  const length = 1 << (first(buf) >> 6);
  return read(buf, length, length * 8 - 2);
}

/** As {@link decodeBigInt}; a value of more than 53 bits is not exact. */
export function decode(buf: Uint8Array): [number, Uint8Array] {
  const [value, rest] = decodeBigInt(buf);
  return [Number(value), rest];
}

/** How many bytes the form with leading ones takes. Throws where `v` is negative or has more than 64 bits. */
export function sizeLeadingOnes(v: number | bigint): number {
  const value = BigInt(v);
  if (value < 0n) throw new RangeError(`underflow: ${v} is negative`);
  if (value > MAX_U64) throw new RangeError(`value exceeds 64 bits: ${v}`);
  for (let length = 1; length <= 8; length++) {
    // The form of 7 bytes is not written: draft-17 does not know it.
    if (length !== 7 && value < 1n << BigInt(length * 7)) return length;
  }
  return 9;
}

/** Writes the form with leading ones to the start of `dst` and returns what was written, a view of `dst`. */
export function encodeLeadingOnesTo(dst: ArrayBuffer, v: number | bigint): Uint8Array {
  const length = sizeLeadingOnes(v);
  const value = BigInt(v);
  if (length === 9) {
    bigEndian(dst, value, 8, 1);
    const written = new Uint8Array(dst, 0, 9);
    written[0] = 0xff;
    return written;
  }
  // As many ones as bytes follow the first, then a zero.
  const ones = ((1n << BigInt(length - 1)) - 1n) << BigInt(9 - length);
  return bigEndian(dst, value | (ones << BigInt(8 * (length - 1))), length);
}

/** The form with leading ones, in memory of its own. */
export function encodeLeadingOnes(v: number | bigint): Uint8Array {
  return encodeLeadingOnesTo(new ArrayBuffer(9), v);
}

/** The value at the start of `buf`, and what follows it, a view of `buf`. Reads the form of 7 bytes too. */
export function decodeLeadingOnes(buf: Uint8Array): [bigint, Uint8Array] {
  const length = Math.clz32(~(first(buf) << 24)) + 1;
  if (length < 9) return read(buf, length, length * 7);
  return read(buf, 9, 64);
}

function quicSize(value: number | bigint): number {
  if (value <= MAX_U6) return 1;
  if (value <= MAX_U14) return 2;
  return value <= MAX_U30 ? 4 : 8;
}

function first(buf: Uint8Array): number {
  const byte = buf[0];
  if (byte === undefined) throw new Error("buffer is empty");
  return byte;
}

/** The low `bits` of the first `length` bytes, and what follows them. */
function read(buf: Uint8Array, length: number, bits: number): [bigint, Uint8Array] {
  if (buf.length < length) throw new Error(`buffer too short: a varint of ${length} bytes in ${buf.length}`);
  let value = 0n;
  for (const byte of buf.subarray(0, length)) value = (value << 8n) | BigInt(byte);
  return [BigInt.asUintN(bits, value), buf.subarray(length)];
}

function bigEndian(dst: ArrayBuffer, value: bigint, length: number, offset = 0): Uint8Array {
  const bytes = new Uint8Array(dst, offset, length);
  let left = value;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = Number(left & 0xffn);
    left >>= 8n;
  }
  return bytes;
}
