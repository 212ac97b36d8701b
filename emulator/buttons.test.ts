import { expect, test } from "vitest";

import { BUTTONS, isButton, sanitize, toButtons, toMask } from "./buttons.ts";

test("names and bits turn into one another for every combination", () => {
  for (let mask = 0; mask < 256; mask += 1) {
    expect(toMask(toButtons(mask))).toBe(mask);
  }
  expect(toButtons(0b1000_0001)).toEqual(["right", "start"]);
});

test("bits beyond the eighth name no button", () => {
  expect(toButtons(0xff00)).toEqual([]);
});

test("only the eight names are buttons", () => {
  expect(BUTTONS.every(isButton)).toBe(true);
  expect(["", "A", "turbo", "constructor"].some(isButton)).toBe(false);
});

test("opposite directions cancel out and nothing else changes", () => {
  expect(sanitize(toMask(["left", "right", "a"]))).toBe(toMask(["a"]));
  expect(sanitize(toMask(["up", "down", "left"]))).toBe(toMask(["left"]));
  expect(sanitize(toMask(["up", "left", "a", "b", "start"]))).toBe(toMask(["up", "left", "a", "b", "start"]));
  for (let mask = 0; mask < 256; mask += 1) {
    expect(sanitize(sanitize(mask))).toBe(sanitize(mask));
    expect(sanitize(mask) & ~mask).toBe(0);
  }
});
