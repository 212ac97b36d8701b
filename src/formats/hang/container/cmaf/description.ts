/** What WebCodecs wants to know of a codec, out of an init segment's sample entry. */
import { FormatError } from "../../../error.ts";
import { type Box, boxesIn, find } from "./boxes.ts";

/** Where the boxes of a sample entry begin, by its type: behind the fields of its kind. */
const VISUAL_FIELDS_BYTES = 78;
const AUDIO_FIELDS_BYTES = 28;
const AUDIO_ENTRIES = new Set(["mp4a", "Opus", "fLaC", "ac-3", "ec-3", "enca"]);

/** The configuration boxes whose bodies are WebCodecs' `description` as they are. */
const CONFIGURATIONS = ["avcC", "hvcC", "av1C"];

/** Behind version and flags, and the count of entries. */
const ENTRIES_START = 8;

/** The description of the first sample entry, or `undefined` where its codec has none. */
export function descriptionOf(stsd: Box): Uint8Array | undefined {
  const entry = boxesIn(stsd.body.subarray(ENTRIES_START))[0];
  if (!entry) throw new FormatError("malformed", "the init segment has no sample entry");
  const skipped = AUDIO_ENTRIES.has(entry.type) ? AUDIO_FIELDS_BYTES : VISUAL_FIELDS_BYTES;
  if (entry.body.byteLength < skipped)
    throw new FormatError("truncated", `the sample entry ${entry.type} is cut short`);
  const boxes = boxesIn(entry.body.subarray(skipped));
  for (const type of CONFIGURATIONS) {
    const box = find(boxes, type);
    if (box) return box.body;
  }
  const esds = find(boxes, "esds");
  if (esds) return audioSpecificConfig(esds.body);
  const dops = find(boxes, "dOps");
  return dops && opusHead(dops.body);
}

/**
 * The AudioSpecificConfig in an `esds` box: descriptors within descriptors, each a tag, a length of up to four
 * bytes with seven bits each, and a body. Source: ISO/IEC 14496-1, 7.2.6.
 */
function audioSpecificConfig(esds: Uint8Array): Uint8Array | undefined {
  /** Bytes of fields before the descriptors within, by the tag of what holds them. */
  const holders = new Map([
    [0x03, 3],
    [0x04, 13],
  ]);
  const found = 0x05;
  for (let offset = 4; offset < esds.byteLength; ) {
    const tag = esds[offset++] as number;
    let size = 0;
    for (let i = 0; i < 4; i++) {
      const byte = esds[offset++] ?? 0;
      size = size * 128 + (byte & 0x7f);
      if (byte < 0x80) break;
    }
    if (tag === found) {
      if (offset + size > esds.byteLength)
        throw new FormatError("truncated", "the AAC configuration is cut short");
      return esds.subarray(offset, offset + size);
    }
    offset += holders.get(tag) ?? size;
  }
  return undefined;
}

/**
 * The OpusHead that WebCodecs wants, from the `dOps` box that ISO base media has: the same fields, the other
 * way round. Sources: RFC 7845, section 5.1; "Encapsulation of Opus in ISO Base Media", section 4.3.2.
 */
function opusHead(dops: Uint8Array): Uint8Array {
  const magic = new TextEncoder().encode("OpusHead");
  const fixed = 11;
  if (dops.byteLength < fixed) throw new FormatError("truncated", "the Opus configuration is cut short");
  const head = new Uint8Array(magic.byteLength + dops.byteLength);
  head.set(magic);
  head.set(dops, magic.byteLength);
  const from = new DataView(dops.buffer, dops.byteOffset, dops.byteLength);
  const to = new DataView(head.buffer, magic.byteLength);
  to.setUint8(0, 1);
  to.setUint16(2, from.getUint16(2), true);
  to.setUint32(4, from.getUint32(4), true);
  to.setInt16(8, from.getInt16(8), true);
  return head;
}
