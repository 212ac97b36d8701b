/** How far from its relay a host is, as it tells its viewers: seldom, since each status goes to all of them. */

/** Between two values that are told, in milliseconds, at least. */
const INTERVAL_MS = 5_000;

/** What is told changes when it is off by this share of it, and by so many milliseconds. */
const SHARE = 0.25;
const LEAST_MS = 5;

export class HostDistance {
  #roundTripMs: number | undefined;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  /** To the relay and back, in whole milliseconds, as it is told. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /**
   * @param rttMs undefined where it is not known
   * @param nowMs monotonic
   * @returns whether there is another value to tell
   */
  measured(rttMs: number | undefined, nowMs: number): boolean {
    if (rttMs === undefined || nowMs - this.#toldAtMs < INTERVAL_MS) return false;
    const told = this.#roundTripMs;
    if (told !== undefined && Math.abs(rttMs - told) < Math.max(LEAST_MS, told * SHARE)) return false;
    this.#roundTripMs = Math.round(rttMs);
    this.#toldAtMs = nowMs;
    return true;
  }
}
