/** Fragments: `moof` and `mdat`, with the samples of one track. */
import { readTfdt, readTfhd, readTrun, type TrackRunBox } from "@svta/cml-iso-bmff";
import { FormatError } from "../../../error.ts";
import type { MediaFrame } from "../frame.ts";
import { toMicros } from "../time.ts";
import { type Box, boxesIn, fields, find } from "./boxes.ts";
import type { Init, SampleDefaults } from "./init.ts";

/** Samples in a payload at most. */
const SAMPLES_MAX = 16 * 1024;

/** The bit of a sample's flags that says it cannot be decoded by itself. */
const NON_SYNC = 0x0001_0000;

/**
 * The frames in a payload: all the samples of the track in each of its fragments. Their data is a view into
 * the payload. Throws a `FormatError`.
 */
export function decodeSegment(payload: Uint8Array, init: Init): MediaFrame[] {
  const boxes = boxesIn(payload);
  const frames: MediaFrame[] = [];
  const budget: Budget = { samples: SAMPLES_MAX };
  let hasFragment = false;
  for (const [i, moof] of boxes.entries()) {
    if (moof.type !== "moof") continue;
    hasFragment = true;
    const mdat = find(boxes.slice(i), "mdat");
    if (!mdat) throw new FormatError("malformed", "a fragment has an mdat box");
    frames.push(...readFragment(payload, moof, mdat, init, budget));
  }
  if (!hasFragment) throw new FormatError("malformed", "the payload has no moof box");
  return frames;
}

/** How many samples there may still be in a payload. */
interface Budget {
  samples: number;
}

function* readFragment(
  payload: Uint8Array,
  moof: Box,
  mdat: Box,
  init: Init,
  budget: Budget,
): Generator<MediaFrame, void> {
  const boxes = trafOf(moof, init.trackId);
  const tfhdBox = find(boxes, "tfhd");
  if (!tfhdBox) throw new FormatError("malformed", "a track's fragment has a tfhd box");
  const tfhd = fields(tfhdBox, readTfhd);
  const defaults: SampleDefaults = {
    duration: tfhd.defaultSampleDuration ?? init.defaults.duration,
    size: tfhd.defaultSampleSize ?? init.defaults.size,
    flags: tfhd.defaultSampleFlags ?? init.defaults.flags,
  };
  const tfdtBox = find(boxes, "tfdt");
  let time = tfdtBox ? fields(tfdtBox, readTfdt).baseMediaDecodeTime : 0;
  if (!Number.isSafeInteger(time)) throw new FormatError("too-large", "a fragment's time is above 2^53 - 1");
  let offset = mdat.bodyStart;
  const end = mdat.bodyStart + mdat.body.byteLength;
  for (const box of boxes) {
    if (box.type !== "trun") continue;
    const run = readRun(box, budget);
    // An offset in the file that the fragment was cut from means nothing here.
    if (run.dataOffset !== undefined && tfhd.baseDataOffset === undefined)
      offset = moof.start + run.dataOffset;
    for (const [i, sample] of run.samples.entries()) {
      const size = sample.sampleSize ?? defaults.size;
      if (offset < mdat.bodyStart || offset + size > end)
        throw new FormatError("truncated", `sample ${i} of a run is not within the mdat box`);
      const duration = sample.sampleDuration ?? defaults.duration;
      const first = i === 0 ? run.firstSampleFlags : undefined;
      const flags = first ?? sample.sampleFlags ?? defaults.flags;
      if (size > 0)
        yield {
          timestampUs: toMicros(time + (sample.sampleCompositionTimeOffset ?? 0), init.timescale),
          data: payload.subarray(offset, offset + size),
          keyframe: (flags & NON_SYNC) === 0,
          durationUs: toMicros(duration, init.timescale),
        };
      offset += size;
      time += duration;
    }
  }
}

/** The boxes of a track's fragment: by its id, or of the only one there is. */
function trafOf(moof: Box, trackId: number): Box[] {
  const trafs = boxesIn(moof.body).filter(({ type }) => type === "traf");
  const all = trafs.map(({ body }) => boxesIn(body));
  const [only, ...others] = all;
  if (!only) throw new FormatError("malformed", "a fragment has a traf box");
  if (others.length === 0) return only;
  const wanted = all.find((boxes) => {
    const tfhd = find(boxes, "tfhd");
    return tfhd && fields(tfhd, readTfhd).trackId === trackId;
  });
  if (!wanted) throw new FormatError("malformed", `none of a fragment's tracks is track ${trackId}`);
  return wanted;
}

/** A run, once it is sure that its samples are there: the library would make as many as it is told. */
function readRun(box: Box, budget: Budget): TrackRunBox {
  if (box.body.byteLength < 8) throw new FormatError("truncated", "the box trun ends before its fields do");
  const view = new DataView(box.body.buffer, box.body.byteOffset, box.body.byteLength);
  const flags = view.getUint32(0) & 0xff_ffff;
  const count = view.getUint32(4);
  const perSample = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
  if (count > budget.samples)
    throw new FormatError("too-large", `a payload has at most ${SAMPLES_MAX} samples`);
  budget.samples -= count;
  if (count * perSample > box.body.byteLength)
    throw new FormatError("truncated", `a run of ${count} samples ends within them`);
  return fields(box, readTrun);
}
