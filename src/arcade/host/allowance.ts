/** How much a viewer may send: so much a second, and a while of that at once. */
export class Allowance {
  #perSecond: number;
  #burst: number;
  #left: number;
  #atMs: number | undefined;

  /**
   * @param perSecond what comes back in a second
   * @param burst what there is to begin with, and at most
   */
  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
  }

  /** Takes one. @param nowMs a clock that does not go back @returns whether there was one */
  take(nowMs: number): boolean {
    const passedMs = nowMs - (this.#atMs ?? nowMs);
    this.#atMs = nowMs;
    this.#left = Math.min(this.#burst, this.#left + (passedMs / 1000) * this.#perSecond);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
