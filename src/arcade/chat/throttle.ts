/** Does something at once where it was not done for a while, else at the end of that while. */
export class Throttle {
  #ms: number;
  #run: () => void;
  #atMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ms how long it is not done again */
  constructor(ms: number, run: () => void) {
    this.#ms = ms;
    this.#run = run;
  }

  request(): void {
    if (this.#timer !== undefined) return;
    const waitMs = this.#atMs + this.#ms - performance.now();
    if (waitMs <= 0) this.#now();
    else this.#timer = setTimeout(() => this.#now(), waitMs);
  }

  /** As if it had been done just now. */
  hold(): void {
    this.#atMs = performance.now();
  }

  /** What was asked for and not done yet is not done. It can be asked for again. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #now(): void {
    this.#timer = undefined;
    this.#atMs = performance.now();
    this.#run();
  }
}
