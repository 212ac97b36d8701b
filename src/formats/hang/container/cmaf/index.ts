/**
 * CMAF: each payload is one or more fragments of an MP4 file, `moof` and `mdat`; what comes before the first,
 * `ftyp` and `moov`, is in the catalog.
 *
 * Source: ISO/IEC 14496-12 (ISO base media) and 23000-19 (CMAF). The fields of boxes are read and written by
 * `@svta/cml-iso-bmff`. What may not come in: the network, and anything else of ours.
 *
 * @module
 */
import type { Format } from "../frame.ts";
import { encodeSegment } from "./encode.ts";
import type { Init } from "./init.ts";
import { decodeSegment } from "./segment.ts";

export { encodeSegment } from "./encode.ts";
export { encodeAudioInit, encodeVideoInit } from "./encode-init.ts";
export { decodeInit, type Init, type SampleDefaults } from "./init.ts";
export { decodeSegment } from "./segment.ts";

/** The format of the fragments that belong to an init segment. */
export function formatOf(init: Init): Format {
  return {
    encode: (data, info) => encodeSegment(data, info, init),
    decode: (payload) => decodeSegment(payload, init),
  };
}
