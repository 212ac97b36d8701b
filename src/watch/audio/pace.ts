/**
 * Sound that is heard a little before or after it is due is played a little slower or faster until it is not: a clock
 * that drifts, and a latency that changes, are followed without a cut. From numbers alone.
 */

/** By how much faster or slower: a twelfth of a semitone. */
const BY = 0.005;

/** Sound that is off by more than this, in milliseconds, as a mean, is brought back to within {@link DONE_MS}. */
const OFF_MS = 8;
const DONE_MS = 1;

/** Each packet is so much of the mean: a device takes its gulps meanwhile. */
const WEIGHT = 1 / 32;

/** Sound is not played faster while less than this is left of it, in milliseconds. */
const KEPT_MS = 15;

/** Of one player, packet by packet. */
export class SoundPace {
  #offMs: number | undefined;
  #isAdjusting = false;

  /**
   * How long a packet is to be, as a part of its length.
   * @param lateMs how much later than due it will be heard, in milliseconds
   * @param bufferedMs what waits in the ring before it, in milliseconds
   */
  next(lateMs: number, bufferedMs: number): number {
    if (!Number.isFinite(lateMs)) return 1;
    this.#offMs = (this.#offMs ?? lateMs) * (1 - WEIGHT) + lateMs * WEIGHT;
    const off = Math.abs(this.#offMs);
    this.#isAdjusting = off > (this.#isAdjusting ? DONE_MS : OFF_MS);
    if (!this.#isAdjusting) return 1;
    if (this.#offMs < 0) return 1 + BY;
    return bufferedMs > KEPT_MS ? 1 - BY : 1;
  }

  /** Sound was placed anew: what was off is not any more. */
  reset(): void {
    this.#offMs = undefined;
    this.#isAdjusting = false;
  }
}
