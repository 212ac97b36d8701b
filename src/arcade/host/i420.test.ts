import { expect, test } from "vitest";
import { doubledSize, doubleToI420 } from "./i420.ts";

const word = (red: number, green: number, blue: number) =>
  ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0;

// ITU-R BT.601 with 8 bits, rounded.
test.each([
  ["black", word(0, 0, 0), [16, 128, 128]],
  ["white", word(255, 255, 255), [235, 128, 128]],
  ["grey", word(96, 96, 96), [98, 128, 128]],
  ["red", word(255, 0, 0), [81, 90, 240]],
  ["green", word(0, 255, 0), [145, 54, 34]],
  ["blue", word(0, 0, 255), [41, 240, 110]],
  ["yellow", word(255, 255, 0), [210, 16, 146]],
])("%s is as the standard has it", (_, pixel, expected) => {
  const planes = new Uint8Array(doubledSize(1));
  doubleToI420(Uint32Array.of(pixel), 1, planes);
  const [luma, blue, red] = expected;
  expect([...planes]).toEqual([luma, luma, luma, luma, blue, red]);
});

test("each pixel is a square of luma and a sample of chroma, whatever its neighbours are", () => {
  const [r, g, b] = [word(255, 0, 0), word(0, 255, 0), word(0, 0, 255)];
  const planes = new Uint8Array(doubledSize(6));
  doubleToI420(Uint32Array.of(r, g, g, b, r, g), 3, planes);
  expect([...planes]).toEqual([
    ...[81, 81, 145, 145, 145, 145],
    ...[81, 81, 145, 145, 145, 145],
    ...[41, 41, 81, 81, 145, 145],
    ...[41, 41, 81, 81, 145, 145],
    ...[90, 54, 54, 240, 90, 54],
    ...[240, 34, 34, 110, 240, 34],
  ]);
});
