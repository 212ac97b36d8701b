import pixelmatch from "pixelmatch";

import type { Image } from "./png.ts";

/** How two pictures differ. */
export interface PictureDifference {
  /** Pixels that are not the same; all of them where the sizes differ. */
  readonly pixels: number;
  /** What differs, in red over a pale picture. Nothing where the sizes differ. */
  readonly image: Image | undefined;
}

const sameSize = (one: Image, other: Image) => one.width === other.width && one.height === other.height;

/** How many pixels are not the same, to the bit; all of them where the sizes differ. */
export function countDifferences(one: Image, other: Image): number {
  if (!sameSize(one, other)) return Math.max(one.width * one.height, other.width * other.height);
  const left = wordsOf(one);
  const right = wordsOf(other);
  let count = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) count += 1;
  return count;
}

/** The same with a picture of what differs, to look at. */
export function showDifference(expected: Image, actual: Image): PictureDifference {
  const pixels = countDifferences(expected, actual);
  if (!sameSize(expected, actual)) return { pixels, image: undefined };
  const { width, height } = expected;
  const rgba = new Uint8ClampedArray(width * height * 4);
  // The least difference counts: these pictures are exact.
  pixelmatch(expected.rgba, actual.rgba, rgba, width, height, { threshold: 0, includeAA: true });
  return { pixels, image: { width, height, rgba } };
}

function wordsOf({ rgba }: Image): Uint32Array {
  return new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
}
