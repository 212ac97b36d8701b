import { encode } from "fast-png";
import { describe, expect, test } from "vitest";

import { countDifferences, showDifference } from "./difference.ts";
import { decodePng, encodePng, type Image } from "./png.ts";

function picture(width = 160, height = 144): Image {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < rgba.length; at += 1) rgba[at] = at % 4 === 3 ? 255 : (at * 7) % 251;
  return { width, height, rgba };
}

describe("a picture as PNG", () => {
  test("reads as what was written", () => {
    expect(decodePng(encodePng(picture()))).toEqual(picture());
    expect(decodePng(encodePng(picture(1, 3)))).toEqual(picture(1, 3));
  });

  test("that another tool made gray, transparent or with a palette is read", () => {
    const read = (data: number[], channels: number) =>
      decodePng(encode({ width: 2, height: 1, data: Uint8Array.from(data), channels, depth: 8 })).rgba;
    expect([...read([10, 200], 1)]).toEqual([10, 10, 10, 255, 200, 200, 200, 255]);
    expect([...read([10, 9, 200, 8], 2)]).toEqual([10, 10, 10, 255, 200, 200, 200, 255]);
    expect([...read([1, 2, 3, 0, 4, 5, 6, 128], 4)]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
    const palette = [
      [9, 8, 7],
      [6, 5, 4],
    ];
    const indexed = encode({
      width: 2,
      height: 1,
      data: Uint8Array.of(1, 0),
      channels: 1,
      depth: 8,
      palette,
    });
    expect([...decodePng(indexed).rgba]).toEqual([6, 5, 4, 255, 9, 8, 7, 255]);
  });

  test("that is something else, cut, changed or too deep is refused with a reason", () => {
    const png = encodePng(picture());
    const changed = png.slice();
    changed[60] = (changed[60] ?? 0) ^ 1;
    const deep = encode({ width: 1, height: 1, data: Uint16Array.of(1, 2, 3), channels: 3, depth: 16 });
    for (const bytes of [
      new Uint8Array(0),
      new TextEncoder().encode("GIF89a"),
      png.subarray(0, 99),
      changed,
      deep,
    ])
      expect(() => decodePng(bytes)).toThrow(expect.objectContaining({ reason: "bad-png" }));
  });
});

describe("the difference of two pictures", () => {
  test("counts each pixel that is not the same to the bit, and shows those in red", () => {
    const other = picture();
    for (const pixel of [0, 5, 23_039]) other.rgba[pixel * 4 + 2] = (other.rgba[pixel * 4 + 2] ?? 0) ^ 1;
    expect(countDifferences(picture(), picture())).toBe(0);
    const { pixels, image } = showDifference(picture(), other);
    expect(pixels).toBe(3);
    expect([...(image?.rgba.subarray(20, 24) ?? [])]).toEqual([255, 0, 0, 255]);
    const red = (image?.rgba ?? []).filter(
      (_, at, all) => at % 4 === 0 && all[at] === 255 && all[at + 1] === 0,
    );
    expect(red).toHaveLength(3);
  });

  test("of two sizes is all of the larger, with nothing to show", () => {
    expect(showDifference(picture(4, 4), picture(4, 5))).toEqual({ pixels: 20, image: undefined });
  });
});
