import { describe, expect, it } from "vitest";
import { CONSOLES } from "../../../emulator/index.ts";
import { FrameClock, GAME_BOY_CLOCK } from "./timing.ts";

/** Frames from the first to 2^31, which is more than a year. */
function* frames(): Generator<number> {
  for (let i = 0; i < 10_000; i++) yield i;
  let state = 1;
  for (let i = 0; i < 200_000; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 1;
  }
  for (let bit = 14; bit <= 31; bit++) for (let i = -2; i <= 2; i++) yield Math.min(2 ** bit + i, 2 ** 31);
}

describe.each(["dmg", "nes"] as const)("a frame's timestamp on the %s", (console) => {
  const { frameDuration } = CONSOLES[console];
  const clock = new FrameClock(frameDuration);
  const frameOf = (timestampUs: number) => Math.round(timestampUs / 1000 / clock.frameMs);

  it("tells its frame", () => {
    let wrong = 0;
    for (const frame of frames()) if (frameOf(clock.timestampUs(frame)) !== frame) wrong++;
    expect(wrong).toBe(0);
  });

  it("tells its frame also where a container rounds it to another microsecond", () => {
    let wrong = 0;
    for (const frame of frames()) {
      const timestamp = clock.timestampUs(frame);
      if (frameOf(timestamp + 1) !== frame || frameOf(Math.max(0, timestamp - 1)) !== frame) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("grows with every frame, by a frame's length", () => {
    let wrong = 0;
    for (const frame of frames()) {
      const step = clock.timestampUs(frame + 1) - clock.timestampUs(frame);
      if (Math.abs(step - clock.frameMs * 1000) > 1) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("is a whole number of microseconds: the nearest, or beside it after weeks", () => {
    const [numerator, denominator] = [BigInt(frameDuration.numerator), BigInt(frameDuration.denominator)];
    let wrong = 0;
    for (const frame of frames()) {
      const timestamp = clock.timestampUs(frame);
      // By whole numbers alone.
      const twice = (BigInt(frame) * numerator * 2_000_000n) / denominator;
      const nearest = Number((twice + 1n) / 2n);
      const most = frame < 2 ** 26 ? 0 : 1;
      if (!Number.isSafeInteger(timestamp) || Math.abs(timestamp - nearest) > most) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("begins at 0", () => {
    expect(clock.timestampUs(0)).toBe(0);
    expect(clock.frameMs * clock.framesPerSecond).toBeCloseTo(1000, 9);
  });
});

it("a Game Boy's frames come 59.7275 times a second, and an NES's 60.0988", () => {
  expect(GAME_BOY_CLOCK.framesPerSecond).toBeCloseTo(59.7275, 4);
  expect(new FrameClock(CONSOLES.nes.frameDuration).framesPerSecond).toBeCloseTo(60.0988, 4);
});
