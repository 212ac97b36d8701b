/** When the next frame is due: decisions from numbers alone. */

/** A host that is further behind than this (its tab slept) goes on from now, rather than race to catch up. */
const BEHIND_MAX_MS = 100;

/** Keeps a steady pace without drift: each frame is due at its own multiple of the frame's length. */
export class Pace {
  readonly #frameMs: number;
  #startMs = 0;
  #frames = 0;

  constructor(frameMs: number) {
    this.#frameMs = frameMs;
  }

  /** Begins (again) at `nowMs`, where the first frame is due. */
  start(nowMs: number): void {
    this.#startMs = nowMs;
    this.#frames = 0;
  }

  /** How many frames are due by `nowMs`; they count as done. At most a few, however late it is. */
  due(nowMs: number): number {
    const elapsed = nowMs - this.#startMs;
    const total = Math.floor(elapsed / this.#frameMs) + 1;
    const due = total - this.#frames;
    if (due * this.#frameMs > BEHIND_MAX_MS) {
      this.start(nowMs);
      this.#frames = 1;
      return 1;
    }
    this.#frames += Math.max(0, due);
    return Math.max(0, due);
  }

  /** How long until the next frame is due, in milliseconds. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#startMs + this.#frames * this.#frameMs - nowMs);
  }
}
