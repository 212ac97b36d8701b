/**
 * The time of day to a fraction of a millisecond, as the far end on the same machine has it.
 *
 * `performance.timeOrigin + performance.now()` is what the time of day would be had its clock run as evenly as the page's
 * since that was opened. Where the machine's clock is set meanwhile, or made to run faster (one virtual machine gained 5 ms
 * a second on the other clock), it is not. `Date.now()` is right, in whole milliseconds: so the two are compared all the
 * time, and the largest difference of late is the one at the turn of a millisecond.
 */

/** How long a difference counts, in milliseconds: one to two of these. */
const OF_LATE_MS = 50;

let differenceMs = Number.NEGATIVE_INFINITY;
let previousMs = Number.NEGATIVE_INFINITY;
let sinceMs = Number.NEGATIVE_INFINITY;

/** Milliseconds since 1970. The first hundred or so are up to a millisecond too small. */
export function unixMs(): number {
  const nowMs = performance.now();
  const difference = Date.now() - nowMs;
  if (nowMs - sinceMs > OF_LATE_MS) {
    previousMs = nowMs - sinceMs > 2 * OF_LATE_MS ? difference : differenceMs;
    differenceMs = difference;
    sinceMs = nowMs;
  } else if (difference > differenceMs) {
    differenceMs = difference;
  }
  return nowMs + Math.max(differenceMs, previousMs);
}
