import { expect, test } from "vitest";
import { placePicture } from "./scale.ts";

const PICTURE = { width: 160, height: 144 };

test.each([
  // room, ratio, factor, CSS size
  [500, 500, 1, 3, 480, 432],
  [479, 500, 1, 2, 320, 288],
  [2000, 500, 1, 3, 480, 432],
  [382, 500, 3, 7, 1120 / 3, 336],
  [320, 288, 2, 4, 320, 288],
  [400, 400, 1.25, 3, 384, 345.6],
  [100, 90, 1, 1, 160, 144],
  [0, 0, 2, 1, 80, 72],
])(
  "in %d × %d at %d, each pixel is %d of the screen's",
  (roomWidth, roomHeight, ratio, factor, width, height) => {
    const placed = placePicture({ ...PICTURE, roomWidth, roomHeight, devicePixelRatio: ratio });
    expect(placed.factor).toBe(factor);
    expect(placed.width).toBeCloseTo(width);
    expect(placed.height).toBeCloseTo(height);
  },
);

test("is in the middle, and on whole pixels of the screen wherever the room begins", () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    for (const [roomLeft, roomTop] of [
      [0, 0],
      [35.328125, 12.2],
      [0.5, 89.7],
    ] as const) {
      const placed = placePicture({
        ...PICTURE,
        roomWidth: 701,
        roomHeight: 533.3,
        roomLeft,
        roomTop,
        devicePixelRatio: ratio,
      });
      for (const edge of [roomLeft + placed.left, roomTop + placed.top, placed.width, placed.height]) {
        expect(Math.abs(edge * ratio - Math.round(edge * ratio))).toBeLessThan(1e-6);
      }
      expect(Math.abs(placed.left - (701 - placed.width) / 2)).toBeLessThanOrEqual(0.5 / ratio + 1e-9);
    }
  }
});

test("a picture that fills its room is as large as there is room for, in its own shape", () => {
  const fill = { ...PICTURE, devicePixelRatio: 1, fit: "fill" } as const;
  const tall = placePicture({ ...fill, roomWidth: 500, roomHeight: 900 });
  expect(tall.width).toBe(500);
  expect(tall.height).toBe(450);
  expect(tall.top).toBe(225);
  const small = placePicture({ ...fill, roomWidth: 100, roomHeight: 90 });
  expect(small.width).toBe(100);
  expect(placePicture({ ...fill, roomWidth: 0, roomHeight: 0 }).factor).toBe(1);
});
