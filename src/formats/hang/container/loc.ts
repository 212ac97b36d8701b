/**
 * LOC, the Low Overhead Container: a block of properties, among them the timestamp, then the codec's bytes.
 * The first frame of a group is a keyframe.
 *
 * Source: draft-ietf-moq-loc-04 as npm `@moq/loc` 0.2.2 has it. A payload is a varint with the length of the
 * block, the block, and the data. Each property is the difference of its type to the one before it, as a
 * varint, and a value: a varint where the type is even, a varint length and bytes where it is odd.
 */
import { FormatError } from "../../error.ts";
import { readVarint, varintSize, writeVarint } from "../../varint.ts";
import { type Copyable, copyInto, type Format, type MediaFrame } from "./frame.ts";
import { MICROS, toMicros } from "./time.ts";

/** In the units of the timescale. */
const TIMESTAMP = 0x10;
/** The same in draft 03's table; read alone. */
const TIMESTAMP_DRAFT_03 = 0x06;
/** Units a second; microseconds where it is absent. */
const TIMESCALE = 0x08;

/** Bytes of the properties at most. */
const PROPERTIES_MAX_BYTES = 64 * 1024;

/** A frame's payload, in a buffer of its own. Throws a `FormatError` for a time that is none. */
export function encodeFrame(data: Copyable | Uint8Array, timestampUs: number): Uint8Array<ArrayBuffer> {
  const properties = varintSize(TIMESTAMP) + varintSize(timestampUs);
  const payload = new Uint8Array(varintSize(properties) + properties + data.byteLength);
  let offset = writeVarint(payload, 0, properties);
  offset = writeVarint(payload, offset, TIMESTAMP);
  offset = writeVarint(payload, offset, timestampUs);
  copyInto(payload.subarray(offset), data);
  return payload;
}

/** The frame in a payload. Properties that are not known are passed over. Throws a `FormatError`. */
export function decodeFrame(payload: Uint8Array): MediaFrame {
  const { value: size, end: start } = readVarint(payload);
  if (size > PROPERTIES_MAX_BYTES)
    throw new FormatError(
      "too-large",
      `LOC properties have at most ${PROPERTIES_MAX_BYTES} bytes, not ${size}`,
    );
  const data = start + size;
  if (data > payload.byteLength)
    throw new FormatError("truncated", `the frame ends within its ${size} bytes of LOC properties`);
  const { timestamp, timescale } = readProperties(payload.subarray(start, data));
  if (timestamp === undefined) throw new FormatError("malformed", "a LOC frame has a timestamp");
  return { timestampUs: toMicros(timestamp, timescale), data: payload.subarray(data) };
}

export const format: Format = {
  encode: (data, { timestampUs }) => encodeFrame(data, timestampUs),
  decode(payload) {
    const frame = decodeFrame(payload);
    return frame.data.byteLength > 0 ? [frame] : [];
  },
};

function readProperties(bytes: Uint8Array): { timestamp: number | undefined; timescale: number } {
  let timestamp: number | undefined;
  let timescale = MICROS;
  let type = 0;
  for (let offset = 0; offset < bytes.byteLength; ) {
    const difference = readVarint(bytes, offset);
    const { value, end } = readVarint(bytes, difference.end);
    type += difference.value;
    if (!Number.isSafeInteger(type))
      throw new FormatError("too-large", "a LOC property's type is above 2^53 - 1");
    offset = type % 2 === 0 ? end : end + value;
    if (offset > bytes.byteLength)
      throw new FormatError("truncated", `LOC property ${type} goes beyond the properties`);
    if (type === TIMESTAMP || type === TIMESTAMP_DRAFT_03) timestamp = value;
    else if (type === TIMESCALE) timescale = value;
  }
  if (timescale === 0) throw new FormatError("malformed", "a LOC timescale is above 0");
  return { timestamp, timescale };
}
