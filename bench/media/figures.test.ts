import { expect, test } from "vitest";
import {
  breaksBeside,
  captureLateness,
  deviations,
  latencies,
  playValues,
  soundAfterPicture,
} from "./figures.ts";
import { noTimes } from "./page/codec-times-told.ts";
import type { Observed } from "./page/player.ts";
import { SCENES } from "./page/scene.ts";

const scene = SCENES["720p30"];
const sightings = { numbers: [28, 29, 30, 32], atMs: [1_000, 1_033, 1_070, 1_133], looks: 8 };

test("pictures that come a frame apart have no jitter; one that stays too long, or not long enough, has", () => {
  expect(deviations([0, 20, 40, 80, 90], 20)).toEqual([0, 0, 20, 10]);
});

test("a latency is of frames whose capture is known, by one clock", () => {
  const captured = new Map([
    [28, 5_900],
    [30, 5_990],
  ]);
  expect(latencies(sightings, captured, 5_000)).toEqual([100, 80]);
});

test("a beep belongs to the frame of its second", () => {
  expect(soundAfterPicture(sightings, [1_080], scene)).toEqual([10]);
  expect(soundAfterPicture(sightings, [1_030], scene)).toEqual([-40]);
  // That frame was not seen.
  expect(soundAfterPicture(sightings, [2_080], scene)).toEqual([]);
});

test("what breaks the tone at a beep is the beep", () => {
  expect(breaksBeside([900, 995, 1_041, 1_200], [1_000])).toEqual([900, 1_200]);
});

const observed: Observed = {
  seconds: 30,
  beganMs: 1_000,
  sightings,
  hearing: {
    beepsMs: [1_080],
    breaksMs: [990, 1_081, 1_500],
    gapsMs: [500, 1_500],
    silentMs: 40,
    latencies: undefined,
  },
  times: { ...noTimes(), VideoDecoder: [1, 2, 3] },
  told: undefined,
};
const sent = {
  captured: [28, 29, 30, 31, 32].map((number): [number, number] => [number, 900 + (number * 100) / 3]),
  times: noTimes(),
};

test("the figures of a player: what was not measured is left out, what came before is not counted", () => {
  const values = playValues(observed, sent, scene, 0);
  expect(values.shown).toBe(80);
  expect(values.captured).toBeCloseTo(30);
  expect(values["decode picture p50"]).toBe(2);
  expect(values["gaps in the sound"]).toBe(2);
  expect(values["silence in the sound"]).toBe(80);
  expect(values["breaks in the sound"]).toBe(2);
  expect(values["sound after picture p50"]).toBe(10);
  expect(values).not.toHaveProperty("decode sound p50");
  expect(values).not.toHaveProperty("underruns of the ring");
});

test("how late captures are is counted from the sender's own beat, also where some were left out", () => {
  expect(
    captureLateness(
      [
        [3, 1_060],
        [4, 1_085],
        [9, 1_180],
      ],
      20,
    ),
  ).toEqual([0, 5, 0]);
  expect(captureLateness([], 20)).toEqual([]);
});

test("a player that showed nothing has no figures", () => {
  const blind = { ...observed, sightings: { numbers: [], atMs: [], looks: 60 } };
  expect(() => playValues(blind, sent, scene, 0)).toThrow("the player showed no picture");
});
