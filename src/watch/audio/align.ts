/** Where decoded sound goes in the ring, so that it is heard when it is due; and at which rate. From numbers alone. */

/** Sound that is off by less than this stays: a correction would be heard, the difference is not. */
export const TOLERANCE_MS = 30;

/** No more silence than this is written at once: a due time further off is an error, or will be told anew. */
const SILENCE_MAX_MS = 1_000;

export type Alignment =
  /** Write it behind what is there. */
  | { type: "write" }
  /** Write so much silence before it. */
  | { type: "silence"; ms: number }
  /** Leave so much out of its beginning. */
  | { type: "drop"; ms: number };

/**
 * What to do with sound that is due at `dueMs` (local clock) and would be heard after what is buffered.
 * @param bufferedMs what waits in the ring, in milliseconds
 * @param earlyMs by how much it may be heard too early, in milliseconds
 */
export function alignSound(
  dueMs: number,
  nowMs: number,
  bufferedMs: number,
  earlyMs = TOLERANCE_MS,
): Alignment {
  const lateMs = nowMs + bufferedMs - dueMs;
  if (!Number.isFinite(lateMs) || (lateMs <= TOLERANCE_MS && -lateMs <= earlyMs)) return { type: "write" };
  return lateMs > 0
    ? { type: "drop", ms: lateMs }
    : { type: "silence", ms: Math.min(-lateMs, SILENCE_MAX_MS) };
}

/** Packets that may be cut whole, one after the other, before sound is rather heard late than not at all. */
const CUT_MAX = 10;

/** Sound that is late catches up by itself where it gains at least this part of the time that passes. */
const CATCHING_UP = 0.5;

/** One that does so again within this time, in milliseconds, comes in bursts: without a lag each of them would be lost. */
const BURSTS_MS = 10_000;

/** How fast sound that is heard late catches up again, in milliseconds a packet. */
const CATCH_UP_MS = 0.05;

/** So much sound in a row, in milliseconds, that came with time to spare shows that it need not be heard so late. */
const SPARE_AFTER_MS = 1_000;

/** What is left in the ring when the lag is cut, in milliseconds: a Worker is late now and then. */
const KEPT_MS = 40;

/** A packet that finds less in the ring than this, in milliseconds, finds it empty: there was, or was nearly, a gap. */
const EMPTY_MS = 3;

/** So many packets in a second that find the ring empty are no hiccup: what is heard is heard as it comes. */
const EMPTY_MAX = 4;

/** How much later sound is heard then, in milliseconds; as often as needed. */
const HEADROOM_MS = 20;

/** Sound is not put off by this more than by this much, in milliseconds. */
const HEADROOM_MAX_MS = 300;

/**
 * Places one packet after the other, by {@link alignSound}; what would always come too late is heard late, for as long
 * as that is so: what is late at the beginning, when all has only just been opened, is in time a second later. What is a little late, and so never
 * ahead of the device, is put off by what it takes to be: to be heard with gaps is worse.
 */
export class SoundPlacer {
  #lagMs = 0;
  #cut = 0;
  /** When the first of those that were cut came, and how late it was, in milliseconds. */
  #cutFromMs = 0;
  #cutLateMs = 0;
  #isCatchingUp = false;
  /** Until then, nothing else may. */
  #isBurstUntilMs = Number.NEGATIVE_INFINITY;
  /** The least that waited in the ring when a packet came, over {@link #placedMs}. */
  #leastMs = Number.POSITIVE_INFINITY;
  #placedMs = 0;
  /** Packets over {@link #placedMs} that found the ring empty. */
  #empty = 0;

  /** How much later than due sound is heard, in milliseconds. */
  get lagMs(): number {
    return this.#lagMs;
  }

  /**
   * @param durationMs of the packet, in milliseconds
   * @param isDry whether the ring has run dry before it: there is a gap already, in which all is put right
   */
  place(dueMs: number, nowMs: number, bufferedMs: number, durationMs: number, isDry = false): Alignment {
    this.#catchUp(bufferedMs, durationMs);
    const alignment = alignSound(dueMs + this.#lagMs, nowMs, bufferedMs, isDry ? 0 : TOLERANCE_MS);
    if (alignment.type !== "drop" || alignment.ms < durationMs) {
      this.#cut = 0;
      this.#isCatchingUp = false;
      return alignment.type === "write" && this.#isStarved(bufferedMs) ? this.#putOff() : alignment;
    }
    // While there is sound in the ring, none is missed by the cut: there is too much of it.
    if (bufferedMs > durationMs || this.#mayCut(alignment.ms, durationMs, nowMs)) return alignment;
    this.#lagMs += alignment.ms;
    this.#restart();
    return { type: "write" };
  }

  /**
   * What a decoder that was slow to begin gives all at once is soon in time: heard late, it would be for seconds. It
   * shows in how much of it comes, where a picture that came by a faster way has made all of it later meanwhile; and in
   * how late it is, where some of it was passed over.
   */
  #mayCut(lateMs: number, durationMs: number, nowMs: number): boolean {
    if (this.#cut++ === 0) {
      this.#cutFromMs = nowMs;
      this.#cutLateMs = lateMs;
    }
    if (this.#cut < CUT_MAX) return true;
    // Those that follow are judged by themselves.
    this.#cut = 0;
    const passedMs = nowMs - this.#cutFromMs;
    const gainedMs = Math.max(CUT_MAX * durationMs - passedMs, this.#cutLateMs - lateMs);
    if (!(gainedMs > CATCHING_UP * passedMs)) return false;
    if (!this.#isCatchingUp && nowMs < this.#isBurstUntilMs) return false;
    this.#isCatchingUp = true;
    this.#isBurstUntilMs = nowMs + BURSTS_MS;
    return true;
  }

  #catchUp(bufferedMs: number, durationMs: number): void {
    this.#leastMs = Math.min(this.#leastMs, bufferedMs);
    this.#placedMs += durationMs;
    // What the device takes at a time is in the ring for it, or there would be gaps again.
    if (bufferedMs > KEPT_MS) this.#lagMs = Math.max(0, this.#lagMs - CATCH_UP_MS);
    if (this.#placedMs < SPARE_AFTER_MS) return;
    const spareMs = Math.min(this.#leastMs - KEPT_MS, this.#lagMs);
    if (spareMs > TOLERANCE_MS) this.#lagMs -= spareMs;
    this.#restart();
  }

  #isStarved(bufferedMs: number): boolean {
    if (bufferedMs < EMPTY_MS) this.#empty++;
    return this.#empty >= EMPTY_MAX && this.#lagMs < HEADROOM_MAX_MS;
  }

  #putOff(): Alignment {
    this.#lagMs += HEADROOM_MS;
    this.#empty = 0;
    return { type: "silence", ms: HEADROOM_MS };
  }

  #restart(): void {
    this.#empty = 0;
    this.#leastMs = Number.POSITIVE_INFINITY;
    this.#placedMs = 0;
  }
}

/** The same sound at another rate, by straight lines between samples. The same array where the rates are one. */
export function resample(
  samples: Float32Array<ArrayBuffer>,
  from: number,
  to: number,
): Float32Array<ArrayBuffer> {
  if (from === to || samples.length === 0) return samples;
  const resampled = new Float32Array(Math.max(1, Math.round((samples.length * to) / from)));
  const last = samples.length - 1;
  for (let i = 0; i < resampled.length; i++) {
    const at = Math.min(last, (i * from) / to);
    const before = Math.floor(at);
    const [a, b] = [samples[before] as number, samples[Math.min(last, before + 1)] as number];
    resampled[i] = a + (b - a) * (at - before);
  }
  return resampled;
}
