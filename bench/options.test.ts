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

test("the networking bench has options of its own", () => {
  const usual = {
    bench: "net",
    seconds: 3,
    rounds: 5,
    only: [],
    settle: 1,
    profile: false,
    asIs: false,
    full: false,
  };
  expect(parseOptions(["net"])).toEqual(usual);
  const args = ["net", "--rounds", "2", "--only", "consume,latency-30", "--only", "size", "--as-is"];
  const only = ["consume", "latency-30", "size"];
  expect(parseOptions(args)).toEqual({ ...usual, rounds: 2, only, asIs: true });
  expect(() => parseOptions(["net", "--only", "consume-7"])).toThrow('There is no row "consume-7" in net.');
  expect(() => parseOptions(["net", "--runs", "2"])).toThrow(/^Unknown option '--runs'\. See/);
});

test("the media bench has options of its own", () => {
  const usual = { bench: "media", seconds: 8, rounds: 3, only: [], long: false };
  expect(parseOptions(["media"])).toEqual(usual);
  expect(parseOptions(["media", "--long", "--minutes", "2"])).toEqual({ ...usual, long: true, minutes: 2 });
  expect(parseOptions(["media", "--only", "sound,720p30"])).toEqual({ ...usual, only: ["sound", "720p30"] });
  expect(() => parseOptions(["media", "--only", "720"])).toThrow('There is no row "720" in media.');
});

test("what has no sense is answered with a sentence", () => {
  expect(() => parseOptions([])).toThrow(
    "There is no bench without a name; there are: first-light, net, media, emulator.",
  );
  expect(() => parseOptions(["last-light"])).toThrow(
    'There is no bench "last-light"; there are: first-light, net, media, emulator.',
  );
  expect(() => parseOptions(["first-light", "--seconds", "0"])).toThrow("--seconds takes a whole number");
  expect(() => parseOptions(["first-light", "--loud"])).toThrow(/^Unknown option '--loud'\. See/);
});

test("the emulator's bench has a game, and frames in place of seconds", () => {
  const usual = { bench: "emulator", frames: 3000, rounds: 5, rom: "public/roms/too-many-paws.gb", only: [] };
  expect(parseOptions(["emulator"])).toEqual(usual);
  expect(parseOptions(["emulator", "--frames", "600", "--rom", "a.gb"])).toEqual({
    ...usual,
    frames: 600,
    rom: "a.gb",
  });
  expect(parseOptions(["emulator", "--only", "states,heard"])).toEqual({
    ...usual,
    only: ["states", "heard"],
  });
  expect(() => parseOptions(["emulator", "--only", "saves"])).toThrow('There is no row "saves" in emulator.');
  expect(() => parseOptions(["emulator", "--seconds", "3"])).toThrow(/--seconds/);
});
