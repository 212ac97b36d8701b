import { expect, test } from "vitest";
import type { InputLegs } from "./input.ts";
import { type PlayCounts, PlaySampler } from "./sampler.ts";

const COUNTS: PlayCounts = {
  framesShown: 0,
  framesSkipped: 2,
  groupsSkipped: 1,
  videoBytes: 0,
  audioBytes: 0,
  pictureBufferMs: 12,
  soundBufferMs: 80,
  soundGaps: 3,
  hostEmulationMs: Number.NaN,
  hostEncodeMs: 2.5,
  players: 4,
};

const legs = (inputMs: number): InputLegs => ({
  inputMs,
  sendMs: 1,
  travelMs: inputMs - 11,
  presentMs: 10,
  answerMs: Number.NaN,
});

test("rates are of the last second, whatever it is sampled at", () => {
  const sampler = new PlaySampler();
  for (let quarter = 0; quarter <= 8; quarter++) {
    const counts = {
      ...COUNTS,
      framesShown: quarter * 15,
      videoBytes: quarter * 25_000,
      audioBytes: quarter * 1_500,
    };
    const sample = sampler.sample(counts, [], quarter * 250);
    expect(sample.framesPerSecond).toBe(quarter < 4 ? 0 : 60);
    expect(sample.videoBitsPerSecond).toBe(quarter < 4 ? 0 : 800_000);
    expect(sample.audioBitsPerSecond).toBe(quarter < 4 ? 0 : 48_000);
  }
});

test("legs are medians of what was measured, and none where nothing was", () => {
  const sampler = new PlaySampler();
  const sample = sampler.sample(COUNTS, [legs(90), legs(30), legs(40)], 0);
  expect(sample).toMatchObject({ inputMs: 40, sendMs: 1, travelMs: 29, presentMs: 10, hostEncodeMs: 2.5 });
  expect(sample.answerMs).toBeNaN();
  expect(sampler.sample(COUNTS, [], 250).inputMs).toBeNaN();
});
