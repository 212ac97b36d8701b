/** When to build: changes come in bursts and at any time, and one build runs at a time. */

/** How long no further change has to come before a build starts: an editor saves several files, or one in steps. */
const QUIET_MS = 100;

/**
 * Runs `build` after changes. However many come while it runs, it runs once more after that, since only a run that
 * begins after a change has surely seen it.
 */
export class RebuildQueue {
  readonly #build: () => Promise<void>;
  readonly #quietMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;

  /**
   * @param build is expected to handle its own failures
   * @param quietMs in milliseconds
   */
  constructor(build: () => Promise<void>, quietMs: number = QUIET_MS) {
    this.#build = build;
    this.#quietMs = quietMs;
  }

  /** Whether a build runs. */
  get running(): boolean {
    return this.#running !== undefined;
  }

  /** Something changed: a build starts when all is quiet. */
  changed(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), this.#quietMs);
  }

  /**
   * Builds without waiting for quiet.
   * @returns settles when there is nothing left to build
   */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#closed) return Promise.resolve();
    if (this.#running) this.#again = true;
    else this.#running = this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#build();
      } while (this.#again && !this.#closed);
    } finally {
      this.#running = undefined;
    }
  }

  /** Starts no further build. @returns settles when the one that runs has ended */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
