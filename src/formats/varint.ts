/**
 * QUIC's variable-length integers, as the legacy container uses them.
 *
 * Source: RFC 9000, section 16. Values are numbers: up to 2^53 - 1 they are exact, above they are refused.
 */

/** How many bytes a value takes: 1, 2, 4 or 8. */
export function varintSize(value: number): 1 | 2 | 4 | 8 {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} is no varint: a whole number from 0 to 2^53 - 1 is`);
  if (value < 2 ** 6) return 1;
  if (value < 2 ** 14) return 2;
  if (value < 2 ** 30) return 4;
  return 8;
}

/** Writes a value at the start of `target` and returns how many bytes it took. */
export function writeVarint(target: Uint8Array, value: number): number {
  const size = varintSize(value);
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  if (size === 1) view.setUint8(0, value);
  else if (size === 2) view.setUint16(0, value | 0x4000);
  else if (size === 4) view.setUint32(0, (value | 0x8000_0000) >>> 0);
  else view.setBigUint64(0, BigInt(value) | 0xc000_0000_0000_0000n);
  return size;
}

/** Reads a value at the start of `bytes`. Throws where they end within it, or it is above 2^53 - 1. */
export function readVarint(bytes: Uint8Array): { value: number; size: number } {
  const first = bytes[0];
  if (first === undefined) throw new RangeError("no bytes where a varint should be");
  const size = 1 << (first >> 6);
  if (bytes.byteLength < size)
    throw new RangeError(`a varint of ${size} bytes ends after ${bytes.byteLength}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  if (size === 1) return { value: first & 0x3f, size };
  if (size === 2) return { value: view.getUint16(0) & 0x3fff, size };
  if (size === 4) return { value: view.getUint32(0) & 0x3fff_ffff, size };
  const value = Number(view.getBigUint64(0) & 0x3fff_ffff_ffff_ffffn);
  if (!Number.isSafeInteger(value)) throw new RangeError("a varint above 2^53 - 1");
  return { value, size };
}
