/**
 * How long sound is kept waiting for its device in real time: as little as has been enough of late. From numbers alone.
 *
 * What is needed is seen where it counts: how little was left in the ring when a packet came. What the network, the
 * decoder, this thread and the device's gulps take is all in that.
 */

/** Where nothing is known yet, and where it has not been enough: what an audio device takes at a time, and a late Worker. */
export const FLOOR_MAX_MS = 60;

/** However steady the path: a device's gulp and a timer that is late. */
export const FLOOR_MIN_MS = 25;

/** What should be left in the ring when the next packet comes, beside what the device takes at a time, in milliseconds. */
const GUARD_MS = 5;

const WINDOW_MS = 1_000;

/** So many windows are looked back at. */
const WINDOWS = 6;

/** The floor is lowered by no more than this a window, in milliseconds: sound that is played faster is as quick. */
const LOWER_MS = 5;

/** How long the floor is left alone after the ring ran dry, in milliseconds; twice as long each time. */
const HOLD_MS = 60_000;
const HOLD_MAX_MS = 600_000;

/** What is known when a packet goes into the ring. */
export interface Placed {
  /** From when it could have been heard, by the path's fastest, to when it will be, in milliseconds. */
  heldMs: number;
  /** What waits in the ring before it, in milliseconds. */
  bufferedMs: number;
  nowMs: number;
}

/** One player's floor. Allocates nothing a packet. */
export class SoundFloor {
  #floorMs = FLOOR_MAX_MS;
  /** What each of the last windows needed, in milliseconds, the newest overwriting the oldest. */
  #needed = new Float64Array(WINDOWS);
  #windows = 0;
  #startMs: number | undefined;
  #heldMs = 0;
  #packets = 0;
  #leastMs = Number.POSITIVE_INFINITY;
  #holdMs = HOLD_MS;
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  #blockMs: number;

  /** @param blockMs what the device takes at a time, in milliseconds */
  constructor(blockMs: number) {
    this.#blockMs = blockMs;
  }

  /** How long sound is held at least beyond the path's fastest, in milliseconds. */
  get floorMs(): number {
    return this.#floorMs;
  }

  /** A packet goes into the ring behind what is there. */
  note({ heldMs, bufferedMs, nowMs }: Placed): void {
    this.#startMs ??= nowMs;
    this.#heldMs += heldMs;
    this.#packets++;
    if (bufferedMs < this.#leastMs) {
      this.#leastMs = bufferedMs;
      // What is nearly too little is given more before it is.
      if (this.#windows >= WINDOWS) this.#raise(this.#neededMs);
    }
    if (nowMs - this.#startMs < WINDOW_MS) return;
    this.#needed[this.#windows++ % WINDOWS] = this.#neededMs;
    this.#restart(nowMs);
    this.#update(nowMs);
  }

  /** The ring has run dry: at once there is as much again as where nothing is known. */
  ranDry(nowMs: number): void {
    this.#heldUntilMs = nowMs + this.#holdMs;
    // Only a floor that was lowered is to blame for it.
    if (this.#floorMs < FLOOR_MAX_MS) this.#holdMs = Math.min(HOLD_MAX_MS, this.#holdMs * 2);
    this.#floorMs = FLOOR_MAX_MS;
    this.#windows = 0;
    this.#restart(nowMs);
  }

  #update(nowMs: number): void {
    if (this.#windows < WINDOWS) return;
    const needed = Math.max(FLOOR_MIN_MS, ...this.#needed);
    this.#raise(needed);
    if (needed < this.#floorMs && nowMs >= this.#heldUntilMs)
      this.#floorMs = Math.max(needed, this.#floorMs - LOWER_MS);
  }

  #raise(neededMs: number): void {
    this.#floorMs = Math.max(this.#floorMs, Math.min(FLOOR_MAX_MS, neededMs));
  }

  /** By this window so far. */
  get #neededMs(): number {
    return this.#heldMs / this.#packets - this.#leastMs + this.#blockMs + GUARD_MS;
  }

  #restart(nowMs: number): void {
    this.#startMs = nowMs;
    this.#heldMs = 0;
    this.#packets = 0;
    this.#leastMs = Number.POSITIVE_INFINITY;
  }
}
