import { describe, expect, it } from "vitest";
import { type Orientation, orient, orientationOf, shownSize } from "./orientation.ts";

/** Where the corners of a 40 × 20 picture come out: top left, top right, bottom left. */
function corners(orientation: Orientation): [number, number][] {
  const { width, height } = shownSize(40, 20, orientation);
  const [a, b, c, d, e, f] = orient(width, height, orientation);
  return [
    [0, 0],
    [40, 0],
    [0, 20],
  ].map(
    ([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f].map((value) => value + 0) as [number, number],
  );
}

describe("a picture that is turned", () => {
  it.each<[Orientation["degrees"], boolean, [number, number][]]>([
    [
      0,
      false,
      [
        [0, 0],
        [40, 0],
        [0, 20],
      ],
    ],
    [
      90,
      false,
      [
        [20, 0],
        [20, 40],
        [0, 0],
      ],
    ],
    [
      180,
      false,
      [
        [40, 20],
        [0, 20],
        [40, 0],
      ],
    ],
    [
      270,
      false,
      [
        [0, 40],
        [0, 0],
        [20, 40],
      ],
    ],
    [
      0,
      true,
      [
        [40, 0],
        [0, 0],
        [40, 20],
      ],
    ],
    [
      90,
      true,
      [
        [0, 0],
        [0, 40],
        [20, 0],
      ],
    ],
  ])("by %i degrees, mirrored: %s, fills its canvas", (degrees, flip, expected) => {
    expect(corners({ degrees, flip })).toEqual(expected);
  });

  it("is turned by quarters, whatever a catalog says", () => {
    expect(orientationOf(undefined, undefined)).toEqual({ degrees: 0, flip: false });
    expect(orientationOf(-90, true)).toEqual({ degrees: 270, flip: true });
    expect(orientationOf(450, false)).toEqual({ degrees: 90, flip: false });
    expect(orientationOf(91, false).degrees).toBe(90);
    expect(orientationOf(Number.NaN, false).degrees).toBe(0);
  });
});
