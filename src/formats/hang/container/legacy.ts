/**
 * hang's legacy container: a varint timestamp in microseconds, then the codec's bytes. The first frame of a
 * group is a keyframe.
 */
import { readVarint, varintSize, writeVarint } from "../../varint.ts";
import { type Copyable, copyInto, type Format, type MediaFrame } from "./frame.ts";

/** A frame's payload, in a buffer of its own. Throws a `FormatError` for a time that is none. */
export function encodeFrame(data: Copyable | Uint8Array, timestampUs: number): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(varintSize(timestampUs) + data.byteLength);
  copyInto(payload.subarray(writeVarint(payload, 0, timestampUs)), data);
  return payload;
}

/**
 * The frame in a payload. Its data is empty where it only marks a time: what came before ends there. Throws a
 * `FormatError` where the timestamp is cut short or out of range.
 */
export function decodeFrame(payload: Uint8Array): MediaFrame {
  const { value, end } = readVarint(payload);
  return { timestampUs: value, data: payload.subarray(end) };
}

export const format: Format = {
  encode: (data, { timestampUs }) => encodeFrame(data, timestampUs),
  decode(payload) {
    const frame = decodeFrame(payload);
    return frame.data.byteLength > 0 ? [frame] : [];
  },
};
