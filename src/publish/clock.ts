/** One clock for all that is captured. Pure: the time is handed in. */

/** Pictures and sound that wait longer than this on their way mean that the source's clock has jumped. */
const JUMP_US = 1_500_000;

/** How long to look for the quickest delivery before the clocks are compared anew. */
const WINDOW_US = 10_000_000;

/**
 * Puts a source's timestamps on the broadcast's clock. Each source counts from a start of its own, and its clock
 * runs a little fast or slow; what they have in common is that nothing arrives before it was captured. So the
 * quickest delivery tells how the clocks stand to each other, and what was slower is known to be earlier.
 *
 * What comes out always grows, and is never later than the time at which it was handed in by more than the
 * microsecond that keeps two apart.
 */
export class SourceClock {
  #offsetUs: number | undefined;
  #quickestUs = Number.POSITIVE_INFINITY;
  #windowEndUs = 0;
  #lastUs = -1;

  /** The time of a timestamp of the source that has arrived now. All in microseconds; what comes out is whole. */
  map(timestampUs: number, nowUs: number): number {
    const offsetUs = nowUs - timestampUs;
    const late = this.#offsetUs === undefined ? 0 : offsetUs - this.#offsetUs;
    if (this.#offsetUs === undefined || late < 0 || late > JUMP_US) this.#restart(offsetUs, nowUs);
    this.#quickestUs = Math.min(this.#quickestUs, offsetUs);
    if (nowUs >= this.#windowEndUs) this.#restart(this.#quickestUs, nowUs);
    const mapped = Math.round(timestampUs + (this.#offsetUs ?? offsetUs));
    this.#lastUs = Math.max(this.#lastUs + 1, mapped);
    return this.#lastUs;
  }

  #restart(offsetUs: number, nowUs: number): void {
    this.#offsetUs = offsetUs;
    this.#quickestUs = Number.POSITIVE_INFINITY;
    this.#windowEndUs = nowUs + WINDOW_US;
  }
}

/** A gap in the sound, or an overlap, that is heard of: less is how deliveries vary. */
const GAP_US = 60_000;

/** Where a piece of sound belongs. */
export interface SoundPlace {
  /** Microseconds. */
  timestampUs: number;
  /** Whether something is missing before it, so that an encoder cannot simply go on counting. */
  isGap: boolean;
}

/**
 * Lays pieces of sound end to end. An encoder counts samples from where it began; so for as long as they follow
 * one another their times are counted too, and only a gap is believed.
 */
export class SoundTimeline {
  #startUs: number | undefined;
  #samples = 0;
  #sampleRate = 0;

  /** @param timestampUs when it was captured, on the broadcast's clock */
  place(timestampUs: number, samples: number, sampleRate: number): SoundPlace {
    const next =
      this.#startUs === undefined || sampleRate !== this.#sampleRate
        ? undefined
        : this.#startUs + Math.round((this.#samples / this.#sampleRate) * 1e6);
    const isGap = next === undefined || Math.abs(timestampUs - next) > GAP_US;
    // What overlaps would go back in time.
    const placedUs = isGap ? Math.max(timestampUs, next ?? timestampUs) : next;
    if (isGap) {
      this.#startUs = placedUs;
      this.#samples = 0;
      this.#sampleRate = sampleRate;
    }
    this.#samples += samples;
    return { timestampUs: placedUs, isGap };
  }
}
