/** Figures from measurements. Pure. */

/** The smallest value that a share `q` (0 to 1) of the values does not exceed; `undefined` of none. */
export function quantile(values: readonly number[], q: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)];
}

export interface Spread {
  count: number;
  min: number;
  median: number;
  max: number;
}

/** Where the values lie; throws of none, since that is a measurement that failed. */
export function spread(values: readonly number[]): Spread {
  const [min, median, max] = [0, 0.5, 1].map((q) => quantile(values, q));
  if (min === undefined || median === undefined || max === undefined)
    throw new Error("nothing was measured: there is no value to summarise");
  return { count: values.length, min, median, max };
}

export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
}

/** As `spread`, for what has a long tail. */
export function percentiles(values: readonly number[]): Percentiles {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => quantile(values, q));
  if (p50 === undefined || p95 === undefined || p99 === undefined)
    throw new Error("nothing was measured: there is no value to summarise");
  return { count: values.length, p50, p95, p99 };
}

/** All that was measured, from windows that each show the newest so many of it. */
export function joinWindows(windows: readonly (readonly number[])[]): number[] {
  const all: number[] = [];
  for (const window of windows) {
    const last = all.at(-1);
    all.push(...window.slice(last === undefined ? 0 : window.lastIndexOf(last) + 1));
  }
  return all;
}
