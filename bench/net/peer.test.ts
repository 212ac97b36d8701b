import { expect, test } from "vitest";
import { framesPerSecond, type Received } from "./peer.ts";

const told = (atMicros: number, frames: number): Received => ({
  session: 1,
  atMicros,
  frames,
  bytes: 0,
  groups: 0,
  broken: 0,
  missing: 0,
  latencies: [],
});

test("the rate leaves out the beginning, and the time after the last frame", () => {
  const lines = [
    told(0, 0),
    told(100_000, 10),
    told(200_000, 100),
    told(300_000, 200),
    told(400_000, 300),
    told(500_000, 300),
  ];
  expect(framesPerSecond(lines)).toBe(1000);
});

test("of nothing there is no rate", () => {
  expect(framesPerSecond([])).toBe(0);
  expect(framesPerSecond([told(0, 5)])).toBe(0);
});
