import { expect, it } from "vitest";
import { hastened } from "./fast-forward.ts";

const ramp = (from: number, pairs: number) =>
  Int16Array.from({ length: pairs * 2 }, (_, at) => (from + (at >> 1)) * (at % 2 === 0 ? 1 : -1));

it("takes one pair of as many as there are frames, on across their borders", () => {
  expect([...hastened([ramp(1, 5), ramp(6, 4)])]).toEqual([1, -1, 3, -3, 5, -5, 7, -7, 9, -9]);
  expect([...hastened([ramp(1, 3), ramp(4, 3), ramp(7, 3)])]).toEqual([1, -1, 4, -4, 7, -7]);
});

it("leaves the sound of one frame as it is, and none as none", () => {
  expect([...hastened([ramp(1, 3)])]).toEqual([...ramp(1, 3)]);
  expect(hastened([new Int16Array(0), new Int16Array(0)]).length).toBe(0);
});
