import { expect, test } from "vitest";
import { Allowance } from "./allowance.ts";

const taken = (allowance: Allowance, times: number, everyMs: number, fromMs = 0) =>
  Array.from({ length: times }, (_, i) => allowance.take(fromMs + i * everyMs)).filter(Boolean).length;

test("what comes at the allowed rate is allowed for ever", () => {
  expect(taken(new Allowance(100, 10), 10_000, 10)).toBe(10_000);
});

test("a burst is allowed once, and the rate behind it", () => {
  // An eighth each millisecond: no rounding.
  const allowance = new Allowance(125, 10);
  expect(taken(allowance, 1000, 0)).toBe(10);
  expect(taken(allowance, 1000, 1, 1)).toBe(125);
});

test("a pause fills it up, and no further", () => {
  const allowance = new Allowance(100, 10);
  expect(taken(allowance, 1000, 0)).toBe(10);
  expect(taken(allowance, 1000, 0, 60_000)).toBe(10);
});
