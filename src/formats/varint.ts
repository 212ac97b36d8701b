/**
 * QUIC's variable-length integers, as the legacy container and LOC use them.
 *
 * Source: RFC 9000, section 16. Values are numbers: up to 2^53 - 1 they are exact, above they are refused.
 */
import { FormatError } from "./error.ts";

/** How many bytes a value takes: 1, 2, 4 or 8. */
export function varintSize(value: number): 1 | 2 | 4 | 8 {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new FormatError("unrepresentable", `${value} is no varint: a whole number from 0 to 2^53 - 1 is`);
  if (value < 2 ** 6) return 1;
  if (value < 2 ** 14) return 2;
  if (value < 2 ** 30) return 4;
  return 8;
}

/** Writes a value into `target` from `offset` on and returns the offset behind it. */
export function writeVarint(target: Uint8Array, offset: number, value: number): number {
  const size = varintSize(value);
  const view = new DataView(target.buffer, target.byteOffset + offset, size);
  if (size === 1) view.setUint8(0, value);
  else if (size === 2) view.setUint16(0, value | 0x4000);
  else if (size === 4) view.setUint32(0, (value | 0x8000_0000) >>> 0);
  else view.setBigUint64(0, BigInt(value) | 0xc000_0000_0000_0000n);
  return offset + size;
}

/** Reads a value from `offset` on, and the offset behind it. */
export function readVarint(bytes: Uint8Array, offset = 0): { value: number; end: number } {
  const first = bytes[offset];
  if (first === undefined) throw new FormatError("truncated", "there are no bytes where a varint should be");
  const size = 1 << (first >> 6);
  const end = offset + size;
  if (bytes.byteLength < end)
    throw new FormatError(
      "truncated",
      `a varint of ${size} bytes ends after ${bytes.byteLength - offset} of them`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  if (size === 1) return { value: first & 0x3f, end };
  if (size === 2) return { value: view.getUint16(0) & 0x3fff, end };
  if (size === 4) return { value: view.getUint32(0) & 0x3fff_ffff, end };
  const value = Number(view.getBigUint64(0) & 0x3fff_ffff_ffff_ffffn);
  if (!Number.isSafeInteger(value)) throw new FormatError("too-large", "a varint is above 2^53 - 1");
  return { value, end };
}
