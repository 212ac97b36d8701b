/** One clock for all that is captured. Pure: the time is handed in. */

/** Pictures and sound that wait longer than this on their way mean that the source's clock has jumped. */
const JUMP_US = 1_500_000;

/** A source that goes back by more than this has begun to count anew; by less, its times are estimates. */
const BACK_US = 100_000;

/** How long to look for the quickest delivery before the clocks are compared anew. */
const WINDOW_US = 10_000_000;

/**
 * Puts a source's timestamps on the broadcast's clock. Each source counts from a start of its own, and its clock
 * runs a little fast or slow; what they have in common is that nothing arrives before it was captured. So the
 * quickest delivery tells how the clocks stand to each other, and what was slower is known to be earlier. A source that
 * goes back has begun to count anew: Chromium's first piece of sound may be dated half a second after the next ones.
 *
 * What comes out always grows, and is never later than the time at which it was handed in by more than the
 * microsecond that keeps two apart.
 */
export class SourceClock {
  #offsetUs: number | undefined;
  #quickestUs = Number.POSITIVE_INFINITY;
  #windowEndUs = 0;
  #sourceUs = Number.NEGATIVE_INFINITY;
  #lastUs = -1;

  /** The time of a timestamp of the source that has arrived now. All in microseconds; what comes out is whole. */
  map(timestampUs: number, nowUs: number): number {
    const offsetUs = nowUs - timestampUs;
    const late = this.#offsetUs === undefined ? 0 : offsetUs - this.#offsetUs;
    const goesBack = timestampUs < this.#sourceUs - BACK_US;
    this.#sourceUs = timestampUs;
    if (this.#offsetUs === undefined || goesBack || late < 0 || late > JUMP_US)
      this.#restart(offsetUs, nowUs);
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
 * one another their times are counted too, and only a gap is believed. An overlap is left out: where the first piece
 * was late to be handed over, or the source's clock is fast, all that follows would be late with it, for good.
 */
export class SoundTimeline {
  #startUs = 0;
  #samples = 0;
  /** 0 before there was any sound. */
  #sampleRate = 0;
  #isOverlap = false;

  /**
   * @param timestampUs when it was captured, on the broadcast's clock
   * @returns nothing where there is no place for it, since there is sound of that time already
   */
  place(timestampUs: number, samples: number, sampleRate: number): SoundPlace | undefined {
    if (sampleRate !== this.#sampleRate)
      return this.#begin(Math.max(timestampUs, this.#nextUs), samples, sampleRate);
    const gapUs = timestampUs - this.#nextUs;
    this.#isOverlap = gapUs < (this.#isOverlap ? 0 : -GAP_US);
    if (this.#isOverlap) return undefined;
    if (gapUs > GAP_US) return this.#begin(timestampUs, samples, sampleRate);
    const placed = { timestampUs: this.#nextUs, isGap: false };
    this.#samples += samples;
    return placed;
  }

  /** Where what there is ends, in microseconds. */
  get #nextUs(): number {
    if (this.#sampleRate === 0) return 0;
    return this.#startUs + Math.round((this.#samples / this.#sampleRate) * 1e6);
  }

  #begin(timestampUs: number, samples: number, sampleRate: number): SoundPlace {
    this.#startUs = timestampUs;
    this.#samples = samples;
    this.#sampleRate = sampleRate;
    this.#isOverlap = false;
    return { timestampUs, isGap: true };
  }
}
