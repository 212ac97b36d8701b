/** Fragments, written: one sample each. */
import { writeMfhd, writeTfdt, writeTfhd, writeTrun } from "@svta/cml-iso-bmff";
import { FormatError } from "../../../error.ts";
import { type Copyable, copyInto, type FrameInfo } from "../frame.ts";
import { fromMicros } from "../time.ts";
import { makeBox } from "./boxes.ts";
import type { Init } from "./init.ts";

/** Flags of a sample: whether others are needed for it, and whether it is a sync sample. */
const SYNC_SAMPLE = 0x0200_0000;
const OTHER_SAMPLE = 0x0101_0000;

/** Offsets in a fragment count from the start of its moof box. */
const DEFAULT_BASE_IS_MOOF = 0x02_0000;

/** A run says where its data is, and of each sample its duration, size and flags. */
const RUN_FLAGS = 0x0001 | 0x0100 | 0x0200 | 0x0400;

/** A payload with one frame. Throws a `FormatError` for a time or duration that has no bytes. */
export function encodeSegment(
  data: Copyable | Uint8Array,
  info: FrameInfo,
  { timescale, trackId }: Pick<Init, "timescale" | "trackId">,
): Uint8Array<ArrayBuffer> {
  const duration = fromMicros(info.durationUs ?? 0, timescale);
  const sequenceNumber = info.sequence ?? 0;
  for (const value of [duration, sequenceNumber, data.byteLength]) {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32)
      throw new FormatError(
        "unrepresentable",
        `${value} does not fit the 32 bits that a fragment has for it`,
      );
  }
  const sample = {
    sampleDuration: duration,
    sampleSize: data.byteLength,
    sampleFlags: info.keyframe ? SYNC_SAMPLE : OTHER_SAMPLE,
  };
  const time = fromMicros(info.timestampUs, timescale);
  const mfhd = writeMfhd({ type: "mfhd", version: 0, flags: 0, sequenceNumber });
  const tfhd = writeTfhd({ type: "tfhd", version: 0, flags: DEFAULT_BASE_IS_MOOF, trackId });
  const tfdt = writeTfdt({ type: "tfdt", version: 1, flags: 0, baseMediaDecodeTime: time });
  const moof = (dataOffset: number) => {
    const run = { type: "trun", version: 0, flags: RUN_FLAGS, sampleCount: 1 } as const;
    const trun = writeTrun({ ...run, dataOffset, samples: [sample] });
    return makeBox("moof", mfhd, makeBox("traf", tfhd, tfdt, trun));
  };
  const bytes = new Uint8Array(data.byteLength);
  copyInto(bytes, data);
  const mdat = makeBox("mdat", bytes);
  // The data is behind both headers.
  const dataOffset = moof(0).byteLength + mdat.byteLength - data.byteLength;
  const payload = new Uint8Array(dataOffset + data.byteLength);
  payload.set(moof(dataOffset));
  payload.set(mdat, dataOffset + data.byteLength - mdat.byteLength);
  return payload;
}
