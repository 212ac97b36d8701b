import { expect, test } from "vitest";
import { DEFAULT_PLACE } from "../settings/index.ts";
import { movedPlace, placeText, scaledPlace } from "./places.ts";

const ROOM = { left: 0, top: 100, width: 400, height: 800 };
const RECT = { left: 20, top: 600, width: 100, height: 100 };

test("a part moves by parts of the console", () => {
  expect(movedPlace(DEFAULT_PLACE, RECT, ROOM, 40, -80, false)).toEqual({ x: 0.1, y: -0.1, scale: 1 });
});

test("a part of a mirrored pad is kept as if it were not", () => {
  expect(movedPlace(DEFAULT_PLACE, RECT, ROOM, 40, -80, true)).toEqual({ x: -0.1, y: -0.1, scale: 1 });
});

test("a part stays within the console", () => {
  expect(movedPlace(DEFAULT_PLACE, RECT, ROOM, -500, 0, false).x).toBe(-0.05);
  expect(movedPlace(DEFAULT_PLACE, RECT, ROOM, 5000, 5000, false)).toEqual({ x: 0.7, y: 0.25, scale: 1 });
});

test("a part that is outside, as on a smaller window, can be brought back", () => {
  const outside = { left: 380, top: 600, width: 100, height: 100 };
  expect(movedPlace({ x: 0.9, y: 0, scale: 1 }, outside, ROOM, -100, 0, false).x).toBeCloseTo(0.65);
});

test("a console without a size moves nothing", () => {
  const none = { left: 0, top: 0, width: 0, height: 0 };
  expect(movedPlace(DEFAULT_PLACE, RECT, none, 10, 10, false)).toEqual(DEFAULT_PLACE);
});

test("a part is neither too small for a thumb nor too large for the screen", () => {
  expect(scaledPlace(DEFAULT_PLACE, 1.1).scale).toBe(1.1);
  expect(scaledPlace(DEFAULT_PLACE, 100).scale).toBe(1.6);
  expect(scaledPlace(DEFAULT_PLACE, 0).scale).toBe(0.6);
});

test("where a part is can be read aloud", () => {
  expect(placeText(DEFAULT_PLACE)).toBe("where it was at first");
  expect(placeText({ x: 0.1, y: -0.05, scale: 1.2 })).toBe("10% to the right, 5% up, 120% of its size");
});
