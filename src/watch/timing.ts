/**
 * When a frame is due: decisions from numbers alone, so that they can be tested without media.
 *
 * The two clocks need not be in step. A frame's delay is its arrival (local clock) less its timestamp (the
 * publisher's clock); the least delay of late is the path at its fastest, and what the others have on top
 * is jitter. A frame is due when all but the slowest of its kind would have arrived.
 */

/** How many frames the estimate looks back: about two seconds of video. */
const WINDOW_FRAMES = 120;

/** The share of frames that should arrive in time. */
const QUANTILE = 0.95;

/** How often the quantile is worked out anew, in frames. */
const UPDATE_FRAMES = 15;

/** No more than this is waited for a frame: a path with more jitter is shown with it. */
export const JITTER_MAX_MS = 100;

/** What arrives in the first while is a backlog: it says nothing of jitter. */
const SETTLE_MS = 500;

/** A frame later than this is none of the path's: the publisher has paused, or the path has stalled. */
const PAUSE_MS = 2_000;

/** Estimates the path's delay and jitter from arrivals. Allocates nothing a frame. */
export class ArrivalClock {
  /** How long a frame is held beyond the path's fastest, in milliseconds. */
  targetMs = 0;
  #delays = new Float64Array(WINDOW_FRAMES);
  #sorted = new Float64Array(WINDOW_FRAMES);
  #count = 0;
  #least = Number.POSITIVE_INFINITY;
  #startMs: number | undefined;
  #settled = false;

  /** The path at its fastest: from a frame's timestamp to its arrival, in milliseconds; infinite before the first. */
  get leastMs(): number {
    return this.#least;
  }

  /** Takes note of a frame that arrived. */
  arrived(timestampUs: number, nowMs: number): void {
    const delayMs = nowMs - timestampUs / 1000;
    if (delayMs - this.#least > PAUSE_MS) this.reset();
    this.#startMs ??= nowMs;
    if (!this.#settled) {
      this.#least = Math.min(this.#least, delayMs);
      if (nowMs - this.#startMs < SETTLE_MS) return;
      this.#settled = true;
      this.#count = 0;
    }
    this.#delays[this.#count % WINDOW_FRAMES] = delayMs;
    this.#count++;
    // A faster path shows at once; a slower one as the fast frames leave the window.
    if (delayMs < this.#least) this.#least = delayMs;
    if (this.#count % UPDATE_FRAMES === 0) this.#update();
  }

  /** When a frame is due, on the local clock, in milliseconds. */
  dueMs(timestampUs: number): number {
    return timestampUs / 1000 + this.#least + this.targetMs;
  }

  /** Forgets all: the timestamps began anew. */
  reset(): void {
    this.targetMs = 0;
    this.#count = 0;
    this.#least = Number.POSITIVE_INFINITY;
    this.#startMs = undefined;
    this.#settled = false;
  }

  #update(): void {
    const size = Math.min(this.#count, WINDOW_FRAMES);
    const sorted = this.#sorted.subarray(0, size);
    sorted.set(this.#delays.subarray(0, size));
    sorted.sort();
    this.#least = sorted[0] ?? this.#least;
    const slow = sorted[Math.min(size - 1, Math.floor(size * QUANTILE))] ?? this.#least;
    this.targetMs = Math.min(slow - this.#least, JITTER_MAX_MS);
  }
}

/** How many measured delays the mean that is told is of. */
const MEAN_FRAMES = 30;

/** The mean of the last {@link MEAN_FRAMES} values: of what was before them, nothing is left in it. Allocates nothing a value. */
export class RecentMean {
  #values = new Float64Array(MEAN_FRAMES);
  #count = 0;

  add(value: number): void {
    this.#values[this.#count % MEAN_FRAMES] = value;
    this.#count += 1;
  }

  reset(): void {
    this.#count = 0;
  }

  /** 0 of no values. */
  get mean(): number {
    const size = Math.min(this.#count, MEAN_FRAMES);
    let sum = 0;
    for (let index = 0; index < size; index++) sum += this.#values[index] as number;
    return size === 0 ? 0 : sum / size;
  }
}

/** A picture that is due this soon is drawn now: the next refresh, of 60 a second, would be later by more than this is early. */
const EARLY_MS = 8;

/**
 * Which of the frames that wait to show: the newest that is due by `nowMs`, so that the ones before it are
 * passed over; where none is, the first if it soon will be; else -1. `dues` ascends.
 */
export function newestDue(dues: readonly number[], nowMs: number): number {
  let newest = -1;
  while (newest + 1 < dues.length && (dues[newest + 1] as number) <= nowMs) newest++;
  if (newest < 0 && dues.length > 0 && (dues[0] as number) <= nowMs + EARLY_MS) return 0;
  return newest;
}

/** How far a timestamp may jump before it is a new beginning rather than a late or early frame. */
const JUMP_US = 2_000_000;

/** Whether a frame's timestamp does not belong to the same run as the one before it. */
export function isJump(previousUs: number | undefined, timestampUs: number): boolean {
  return previousUs !== undefined && Math.abs(timestampUs - previousUs) > JUMP_US;
}

/** A rendition whose timestamps are not the other's is not waited for longer than this. */
const TAKE_OVER_MS = 2_000;

/**
 * Whether a rendition that prepares to take over may, with this picture: not before it is as far as the one that is
 * shown, for what was seen already would be seen again.
 * @param waitedMs how long its pictures have come, in milliseconds
 */
export function isCaughtUp(pictureUs: number, shownUs: number | undefined, waitedMs: number): boolean {
  return shownUs === undefined || pictureUs >= shownUs || waitedMs > TAKE_OVER_MS;
}
