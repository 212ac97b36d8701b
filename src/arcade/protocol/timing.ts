/** Frames and times of a Game Boy. */

/** Clock ticks in a frame, and in a second. Source: Pan Docs, "Rendering" and "Specifications". */
const FRAME_TICKS = 70_224;
const TICKS_PER_SECOND = 4_194_304;

/** 59.7275 a second. */
export const FRAMES_PER_SECOND = TICKS_PER_SECOND / FRAME_TICKS;

/** The length of a frame, in milliseconds. */
export const FRAME_MS = 1000 / FRAMES_PER_SECOND;

/** A frame's timestamp on every rendition, in whole microseconds. */
export function frameTimestampUs(frame: number): number {
  return Math.round((frame * FRAME_TICKS * 1e6) / TICKS_PER_SECOND);
}

/** The frame that a timestamp belongs to. */
export function frameOf(timestampUs: number): number {
  return Math.round((timestampUs * TICKS_PER_SECOND) / 1e6 / FRAME_TICKS);
}
