import { expect, test } from "vitest";
import { fromSquares, SAMPLE_RATE, SQUARES, sampleAt, TONE, toSquares } from "./scene.ts";

test("a number is read as it was drawn", () => {
  for (const number of [0, 1, 59, 4_095, 65_535, 2 ** 20 - 1])
    expect(fromSquares(toSquares(number))).toBe(number);
});

test("a picture that is all black or all white, or has one square wrong, has no number", () => {
  for (const isWhite of [false, true]) expect(fromSquares(Array(SQUARES).fill(isWhite))).toBeUndefined();
  for (let wrong = 0; wrong < SQUARES; wrong++) {
    const squares = toSquares(123_456).map((isWhite, at) => (at === wrong ? !isWhite : isWhite));
    expect(fromSquares(squares)).toBeUndefined();
  }
});

test("the sound is louder than its tone at whole seconds alone", () => {
  expect(sampleAt(3 * SAMPLE_RATE)).toBeGreaterThan(2 * TONE.amplitude);
  const loudest = Array.from({ length: SAMPLE_RATE / 2 }, (_, at) =>
    Math.abs(sampleAt(SAMPLE_RATE / 4 + at)),
  );
  expect(Math.max(...loudest)).toBeLessThanOrEqual(TONE.amplitude);
});
