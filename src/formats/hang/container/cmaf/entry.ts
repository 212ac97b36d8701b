/** Sample entries: what an init segment says of a codec. The opposite of `description.ts`. */
import { FormatError } from "../../../error.ts";
import { fromHex } from "../../../text.ts";
import type { AudioRendition, VideoRendition } from "../../catalog/index.ts";
import { makeBox } from "./boxes.ts";

/** By the start of WebCodecs' name of a codec: the box of its description. */
const CONFIGURATIONS: Record<string, string> = {
  avc1: "avcC",
  avc3: "avcC",
  hvc1: "hvcC",
  hev1: "hvcC",
  av01: "av1C",
};

/** 72 pixels an inch, in 16.16 fixed point: what everybody writes. */
const RESOLUTION = 0x0048_0000;

/** Samples that an Opus encoder puts in front: libopus' lookahead of 6.5 ms. */
const OPUS_PRE_SKIP = 312;

/** Fields as in ISO/IEC 14496-12, 12.1.3. */
export function videoEntry({ codec, description, codedWidth, codedHeight }: VideoRendition): Uint8Array {
  const type = codec.slice(0, 4);
  const configuration = CONFIGURATIONS[type];
  if (!configuration || !description)
    throw new FormatError(
      "unrepresentable",
      `an init segment needs a description of ${type}, or knows no such codec`,
    );
  const fields = new Uint8Array(78);
  const view = new DataView(fields.buffer);
  view.setUint16(6, 1);
  view.setUint16(24, size(codedWidth));
  view.setUint16(26, size(codedHeight));
  view.setUint32(28, RESOLUTION);
  view.setUint32(32, RESOLUTION);
  view.setUint16(40, 1);
  view.setUint16(74, 24);
  view.setInt16(76, -1);
  return makeBox(type, fields, makeBox(configuration, fromHex(description)));
}

/** Fields as in ISO/IEC 14496-12, 12.2.3. */
export function audioEntry(rendition: AudioRendition): Uint8Array {
  const { codec, sampleRate, numberOfChannels } = rendition;
  const fields = new Uint8Array(28);
  const view = new DataView(fields.buffer);
  view.setUint16(6, 1);
  view.setUint16(16, numberOfChannels);
  view.setUint16(18, 16);
  // 16.16 fixed point; what does not fit is in the codec's description.
  view.setUint16(24, sampleRate < 2 ** 16 ? sampleRate : 0);
  if (codec === "opus") return makeBox("Opus", fields, opusBox(rendition));
  if (codec.startsWith("mp4a") && rendition.description)
    return makeBox("mp4a", fields, aacBox(fromHex(rendition.description)));
  throw new FormatError(
    "unrepresentable",
    `an init segment needs a description of ${codec}, or knows no such codec`,
  );
}

/** "Encapsulation of Opus in ISO Base Media", section 4.3.2; from an OpusHead (RFC 7845, 5.1) where there is one. */
function opusBox({ description, sampleRate, numberOfChannels }: AudioRendition): Uint8Array {
  const head = fromHex(description ?? "");
  const magic = 8;
  const body = new Uint8Array(Math.max(head.byteLength - magic, 11));
  const to = new DataView(body.buffer);
  if (head.byteLength < magic + 11) {
    to.setUint8(1, numberOfChannels);
    to.setUint16(2, OPUS_PRE_SKIP);
    to.setUint32(4, sampleRate);
    return makeBox("dOps", body);
  }
  body.set(head.subarray(magic));
  const from = new DataView(head.buffer, magic);
  to.setUint8(0, 0);
  to.setUint16(2, from.getUint16(2, true));
  to.setUint32(4, from.getUint32(4, true));
  to.setInt16(8, from.getInt16(8, true));
  return makeBox("dOps", body);
}

/** An `esds` box around an AudioSpecificConfig. Source: ISO/IEC 14496-1, 7.2.6. */
function aacBox(config: Uint8Array): Uint8Array {
  const descriptor = (tag: number, ...parts: Uint8Array[]) => {
    const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
    const high = [21, 14, 7].map((shift) => 0x80 | ((length >> shift) & 0x7f));
    return Uint8Array.from([tag, ...high, length & 0x7f, ...parts.flatMap((part) => [...part])]);
  };
  // Object type AAC, an audio stream; buffer size and bitrates are not said.
  const decoder = Uint8Array.from([0x40, 0x15, ...Array<number>(11).fill(0)]);
  const stream = descriptor(
    0x03,
    new Uint8Array(3),
    descriptor(0x04, decoder, descriptor(0x05, config)),
    descriptor(0x06, Uint8Array.of(2)),
  );
  return makeBox("esds", new Uint8Array(4), stream);
}

function size(pixels: number | undefined): number {
  if (!pixels || pixels >= 2 ** 16)
    throw new FormatError(
      "unrepresentable",
      "an init segment needs the coded size, up to 65,535 pixels a side",
    );
  return pixels;
}
