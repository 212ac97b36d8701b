/** How a picture is turned and mirrored before it is shown. */

export interface Orientation {
  /** Clockwise; quarter turns alone. */
  degrees: 0 | 90 | 180 | 270;
  /** Mirrored left to right, after it was turned. */
  flip: boolean;
}

/** What a catalog says, in quarter turns; what is between them is rounded. */
export function orientationOf(rotation: number | undefined, flip: boolean | undefined): Orientation {
  const quarters = Math.round((rotation ?? 0) / 90);
  const degrees = Number.isFinite(quarters)
    ? (((((quarters % 4) + 4) % 4) * 90) as Orientation["degrees"])
    : 0;
  return { degrees, flip: flip === true };
}

/** The size of a picture once it is turned. */
export function shownSize(
  width: number,
  height: number,
  { degrees }: Orientation,
): { width: number; height: number } {
  return degrees % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** The transform of a canvas of that size on which the picture, drawn at its corner, comes out as it is to be. */
export function orient(
  width: number,
  height: number,
  { degrees, flip }: Orientation,
): [a: number, b: number, c: number, d: number, e: number, f: number] {
  const turned = {
    0: [1, 0, 0, 1, 0, 0],
    90: [0, 1, -1, 0, width, 0],
    180: [-1, 0, 0, -1, width, height],
    270: [0, -1, 1, 0, 0, height],
  }[degrees] as [number, number, number, number, number, number];
  if (!flip) return turned;
  const [a, b, c, d, e, f] = turned;
  return [-a, b, -c, d, width - e, f];
}
