import { expect, test } from "vitest";
import { compareRecorded } from "./reproducible.mjs";

const recorded = { "rustc 1, binaryen 2": "ab".repeat(32) };

test("a build that is written down is held to it", () => {
  expect(compareRecorded(recorded, "rustc 1, binaryen 2", "ab".repeat(32))).toMatch(/as written down/);
  expect(() => compareRecorded(recorded, "rustc 1, binaryen 2", "cd".repeat(32))).toThrow(
    /core-builds\.json has abab/,
  );
});

test("a build by other tools is told, and not held to anything", () => {
  expect(compareRecorded(recorded, "rustc 3, binaryen 2", "cd".repeat(32))).toMatch(
    /none is written down for rustc 3/,
  );
});
