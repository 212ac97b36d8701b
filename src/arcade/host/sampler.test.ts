import { expect, test } from "vitest";
import type { HostStats } from "../types.ts";
import { HostSampler } from "./sampler.ts";

const STATS: Omit<HostStats, "uploadBitsPerSecond"> = {
  framesPerSecond: 59.7,
  emulationMs: 0.6,
  encodeMs: 2.5,
  viewers: 3,
  encoding: ["video"],
  droppedCommands: 4,
};

test("bits a second are of what came since the sample before", () => {
  const sampler = new HostSampler();
  const counts = { dropped: 1 };
  sampler.sample(STATS, { bytes: 100_000, counts }, { bytes: 9_000 }, 1);
  expect(sampler.sample(STATS, { bytes: 350_000, counts }, { bytes: 24_000 }, 2)).toEqual({
    framesPerSecond: 59.7,
    emulationMs: 0.6,
    encodeMs: 2.5,
    viewers: 3,
    videoBitsPerSecond: 1_000_000,
    audioBitsPerSecond: 60_000,
    framesDropped: 1,
    commandsDropped: 4,
  });
});
