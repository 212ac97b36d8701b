/**
 * hang's legacy container: a varint timestamp in microseconds, then the codec's bytes. The first frame of a
 * group is a keyframe.
 */
import { readVarint, varintSize, writeVarint } from "../varint.ts";

/** A frame of a codec's bitstream. */
export interface MediaFrame {
  timestampUs: number;
  /** A view into what was decoded: valid as long as that is. Empty where the frame only marks a time. */
  data: Uint8Array;
}

/** Something that can copy its bytes out, such as a WebCodecs chunk. */
export interface Copyable {
  readonly byteLength: number;
  copyTo(target: Uint8Array<ArrayBuffer>): void;
}

/** A frame's payload, in a buffer of its own. */
export function encodeFrame(source: Copyable | Uint8Array, timestampUs: number): Uint8Array<ArrayBuffer> {
  const header = varintSize(timestampUs);
  const payload = new Uint8Array(header + source.byteLength);
  writeVarint(payload, timestampUs);
  if (source instanceof Uint8Array) payload.set(source, header);
  else source.copyTo(payload.subarray(header));
  return payload;
}

/** The frame in a payload. Throws a `RangeError` where the timestamp is cut short or out of range. */
export function decodeFrame(payload: Uint8Array): MediaFrame {
  const { value, size } = readVarint(payload);
  return { timestampUs: value, data: payload.subarray(size) };
}
