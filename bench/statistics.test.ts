import { expect, test } from "vitest";
import { joinWindows, percentiles, quantile, spread } from "./statistics.ts";

test("a quantile is one of the values", () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 3, 2], 0)).toBe(1);
  expect(quantile([4, 1, 3, 2], 1)).toBe(4);
  expect(quantile([], 0.5)).toBeUndefined();
});

test("percentiles of a hundred values are those values", () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentiles(values)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99 });
});

test("nothing measured is a failure, not a zero", () => {
  expect(() => spread([])).toThrow(/nothing was measured/);
  expect(() => percentiles([])).toThrow(/nothing was measured/);
});

test("windows that overlap are joined without counting a value twice", () => {
  expect(joinWindows([[1], [1, 2], [2, 3, 4], [3, 4, 5], [3, 4, 5], [9]])).toEqual([1, 2, 3, 4, 5, 9]);
});
