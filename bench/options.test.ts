import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

test("what is not said is as it usually is", () => {
  expect(parseOptions(["first-light"])).toEqual({
    bench: "first-light",
    seconds: 20,
    runs: 9,
    presses: 240,
  });
});

test("what is said counts", () => {
  const args = ["first-light", "--seconds", "5", "--runs=3", "--presses", "10", "--json", "out.json"];
  expect(parseOptions(args)).toEqual({
    bench: "first-light",
    seconds: 5,
    runs: 3,
    presses: 10,
    json: "out.json",
  });
  expect(parseOptions(["--help"])).toBe("help");
});

test("what has no sense is answered with a sentence", () => {
  expect(() => parseOptions([])).toThrow("There is no bench without a name; there is: first-light.");
  expect(() => parseOptions(["last-light"])).toThrow(
    'There is no bench "last-light"; there is: first-light.',
  );
  expect(() => parseOptions(["first-light", "--seconds", "0"])).toThrow("--seconds takes a whole number");
  expect(() => parseOptions(["first-light", "--loud"])).toThrow(/^Unknown option '--loud'\. See/);
});
