/** Init segments: `ftyp` and `moov`, from which a decoder is configured and samples get their defaults. */
import { readMdhd, readTkhd, readTrex } from "@svta/cml-iso-bmff";
import { FormatError } from "../../../error.ts";
import { type Box, boxesIn, fields, find, findIn } from "./boxes.ts";
import { descriptionOf } from "./description.ts";

/** What the fragments of a track are read with. */
export interface Init {
  /** Units a second of the fragments' times. */
  timescale: number;
  trackId: number;
  /** WebCodecs' `description`, where the codec has one. */
  description: Uint8Array | undefined;
  /** Of samples that a fragment says nothing else of. */
  defaults: SampleDefaults;
}

/** What holds for samples that do not say it themselves. */
export interface SampleDefaults {
  /** In units of the timescale. */
  duration: number;
  /** Bytes. */
  size: number;
  /** As in ISO/IEC 14496-12, 8.8.3.1. */
  flags: number;
}

/** Reads the first track of an init segment. Throws a `FormatError`. */
export function decodeInit(bytes: Uint8Array): Init {
  const moov = findIn(bytes, "moov");
  const inMoov = boxesIn(moov.body);
  const trak = find(inMoov, "trak");
  if (!trak) throw new FormatError("malformed", "there is no track in the init segment");
  const { trackId } = fields(findIn(trak.body, "tkhd"), readTkhd);
  const { timescale } = fields(findIn(trak.body, "mdia", "mdhd"), readMdhd);
  if (timescale === 0) throw new FormatError("malformed", "the timescale of an init segment is above 0");
  const description = descriptionOf(findIn(trak.body, "mdia", "minf", "stbl", "stsd"));
  return { timescale, trackId, description, defaults: defaultsOf(find(inMoov, "mvex"), trackId) };
}

function defaultsOf(mvex: Box | undefined, trackId: number): SampleDefaults {
  const all = mvex ? boxesIn(mvex.body).filter(({ type }) => type === "trex") : [];
  const trex = all.map((box) => fields(box, readTrex)).find((box) => box.trackId === trackId);
  return {
    duration: trex?.defaultSampleDuration ?? 0,
    size: trex?.defaultSampleSize ?? 0,
    flags: trex?.defaultSampleFlags ?? 0,
  };
}
