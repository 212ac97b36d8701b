import { describe, expect, it } from "vitest";
import { FRAME_MS, FRAMES_PER_SECOND, frameOf, frameTimestampUs } from "./timing.ts";

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

describe("a frame's timestamp", () => {
  it("tells its frame", () => {
    let wrong = 0;
    for (const frame of frames()) if (frameOf(frameTimestampUs(frame)) !== frame) wrong++;
    expect(wrong).toBe(0);
  });

  it("tells its frame also where a container rounds it to another microsecond", () => {
    let wrong = 0;
    for (const frame of frames()) {
      const timestamp = frameTimestampUs(frame);
      if (frameOf(timestamp + 1) !== frame || frameOf(Math.max(0, timestamp - 1)) !== frame) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("grows with every frame, by a frame's length", () => {
    let wrong = 0;
    for (const frame of frames()) {
      const step = frameTimestampUs(frame + 1) - frameTimestampUs(frame);
      if (Math.abs(step - FRAME_MS * 1000) > 1) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("is a whole number of microseconds: the nearest, or beside it after weeks", () => {
    let wrong = 0;
    for (const frame of frames()) {
      const timestamp = frameTimestampUs(frame);
      // 70224 ticks at 2^22 a second, by whole numbers alone.
      const twice = (BigInt(frame) * 70_224n * 2_000_000n) / 4_194_304n;
      const nearest = Number((twice + 1n) / 2n);
      const most = frame < 2 ** 26 ? 0 : 1;
      if (!Number.isSafeInteger(timestamp) || Math.abs(timestamp - nearest) > most) wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("comes 59.7275 times a second", () => {
    expect(FRAMES_PER_SECOND).toBeCloseTo(59.7275, 4);
    expect(FRAME_MS * FRAMES_PER_SECOND).toBeCloseTo(1000, 9);
    expect(frameTimestampUs(0)).toBe(0);
  });
});
