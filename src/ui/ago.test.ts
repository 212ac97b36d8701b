import { expect, test } from "vitest";
import { ago, clockTime } from "./ago.ts";

const MINUTE = 60_000;
const NOW = new Date(2026, 10, 24, 12, 0).getTime();

test.each([
  [0, "just now"],
  [59_999, "just now"],
  [-5_000, "just now"],
  [MINUTE, "1 minute ago"],
  [2.9 * MINUTE, "2 minutes ago"],
  [60 * MINUTE, "1 hour ago"],
  [50 * 60 * MINUTE, "2 days ago"],
])("%d ms is %s", (ms, words) => {
  expect(ago(NOW - ms, NOW)).toBe(words);
});

test("a time of another day is told with its day", () => {
  const time = clockTime(NOW - MINUTE, NOW);
  expect(time).toMatch(/11.59/);
  expect(clockTime(NOW - 24 * 60 * MINUTE, NOW)).toContain("23");
  expect(clockTime(NOW - 24 * 60 * MINUTE, NOW).length).toBeGreaterThan(time.length);
});
