/** Which sizes a picture is offered in, and at what bitrates. Pure functions. */
import type { VideoFamily } from "./codecs.ts";

/** Of what is captured. */
export interface PictureSize {
  /** Pixels. */
  width: number;
  height: number;
  /** Frames a second. */
  framerate: number;
}

/** One of the sizes. */
export interface Rung extends PictureSize {
  /** The name of its track: the same for as long as it stands for the same size. */
  name: string;
}

/** The shorter sides that are offered beside the source's own, in pixels. */
export const DEFAULT_SIZES: readonly number[] = [720, 360, 180];

/** The longest shorter side that is encoded: more is scaled down. */
const SHORT_SIDE_MAX = 1080;

const FRAMERATE_MAX = 60;

/** A size is offered where it saves something: its sides are at most this part of the next larger one's. */
const STEP = 0.8;

/** Bits a second of H.264 for 1280 × 720 at 30 frames a second. */
const REFERENCE_BITRATE = 2_500_000;
const REFERENCE_PIXELS = 1280 * 720;
const REFERENCE_FRAMERATE = 30;

const BITRATE_MIN = 80_000;
const BITRATE_MAX = 12_000_000;

/** What a codec needs for the same picture, against H.264. */
const EFFICIENCY: Record<VideoFamily, number> = { h264: 1, vp8: 1, vp9: 0.7, av1: 0.6 };

/** H.264 and VP9 halve the resolution of colour: sides are even. */
const even = (length: number) => Math.max(2, 2 * Math.round(length / 2));

function scaled({ width, height, framerate }: PictureSize, shortSide: number): PictureSize {
  const scale = Math.min(1, shortSide / Math.min(width, height));
  return {
    width: even(width * scale),
    height: even(height * scale),
    framerate: Math.min(framerate, FRAMERATE_MAX),
  };
}

/**
 * The sizes to offer, the largest first: the source's own, named `video/source`, and those of `sizes` that are
 * clearly smaller, named by their shorter side, such as `video/360`. None for a source without a size.
 */
export function makeLadder(source: PictureSize, sizes: readonly number[] = DEFAULT_SIZES): Rung[] {
  if (!(source.width > 0 && source.height > 0 && source.framerate > 0)) return [];
  let shortSide = Math.min(source.width, source.height, SHORT_SIDE_MAX);
  const rungs: Rung[] = [{ name: "video/source", ...scaled(source, shortSide) }];
  for (const size of [...new Set(sizes)].sort((a, b) => b - a)) {
    if (!(size >= 2 && size <= shortSide * STEP)) continue;
    rungs.push({ name: `video/${size}`, ...scaled(source, size) });
    shortSide = size;
  }
  return rungs;
}

/**
 * Bits a second for pictures of this size and rate. Twice the pixels need less than twice the bits, since they
 * hold the same edges, and twice the frames less still, since they differ less.
 */
export function videoBitrate(size: PictureSize, family: VideoFamily = "h264"): number {
  const pixels = (size.width * size.height) / REFERENCE_PIXELS;
  const rate = size.framerate / REFERENCE_FRAMERATE;
  const bitrate = REFERENCE_BITRATE * pixels ** 0.75 * rate ** 0.6 * EFFICIENCY[family];
  return Math.round(Math.min(BITRATE_MAX, Math.max(BITRATE_MIN, bitrate)) / 1000) * 1000;
}

/** Bits a second for sound, whatever the codec: what speech and music are clear at. */
export function audioBitrate(numberOfChannels: number): number {
  return numberOfChannels >= 2 ? 96_000 : 48_000;
}
