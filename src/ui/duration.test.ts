import { expect, test } from "vitest";
import { clock, inWords } from "./duration.ts";

test.each([
  [0, "0:00.0"],
  [-1, "0:00.0"],
  [9.96, "0:09.9"],
  [0.3, "0:00.3"],
  [65.3, "1:05.3"],
  [3_600, "1:00:00.0"],
  [86_399.9, "23:59:59.9"],
])("%d s are %s on a clock", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});

test.each([
  [1.2, "1 second"],
  [33.6, "34 seconds"],
  [59.6, "1 min 0 s"],
  [125, "2 min 5 s"],
  [7_260, "2 h 1 min"],
])("%d s are “%s” in a sentence", (seconds, text) => {
  expect(inWords(seconds)).toBe(text);
});
