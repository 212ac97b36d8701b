/** Going fast: several steps of the machine in the time of one frame. Viewers get one picture of them, at their usual pace. */

/** How many times as fast, at most: as much as the machine takes in a frame's time. */
export const FAST_SPEED = 4;

/** How much of a frame's time the steps of a frame may take; the rest is for encoding and sending. */
const SHARE = 0.6;

/** How long the steps of one frame may take together before the next is one too many. @param frameMs of the console */
export const fastBudgetMs = (frameMs: number): number => frameMs * SHARE;

/**
 * The sound of several frames in the time of one: of so many sample pairs the first, and so as much higher as it is
 * faster.
 *
 * @param frames interleaved pairs; they are copied
 */
export function hastened(frames: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const step = frames.length;
  const pairs = frames.reduce((sum, { length }) => sum + (length >> 1), 0);
  const out = new Int16Array(Math.ceil(pairs / step) * 2);
  let at = 0;
  let skip = 0;
  for (const samples of frames) {
    let pair = skip;
    for (; pair < samples.length >> 1; pair += step) {
      out[at++] = samples[pair * 2] ?? 0;
      out[at++] = samples[pair * 2 + 1] ?? 0;
    }
    skip = pair - (samples.length >> 1);
  }
  return out.subarray(0, at);
}
