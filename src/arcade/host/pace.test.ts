import { describe, expect, it } from "vitest";
import { GAME_BOY_CLOCK } from "../protocol/index.ts";
import { Pace } from "./pace.ts";

/** A generator of numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function started(atMs: number): Pace {
  const pace = new Pace(GAME_BOY_CLOCK.frameMs);
  pace.start(atMs);
  return pace;
}

describe("the pace", () => {
  it("has a frame due at once, and each of the others a frame's length later", () => {
    const pace = started(1_000);
    expect(pace.due(1_000)).toBe(1);
    expect(pace.due(1_000)).toBe(0);
    expect(pace.waitMs(1_000)).toBeCloseTo(GAME_BOY_CLOCK.frameMs, 9);
    expect(pace.due(1_000 + GAME_BOY_CLOCK.frameMs - 0.01)).toBe(0);
    expect(pace.due(1_000 + GAME_BOY_CLOCK.frameMs + 0.01)).toBe(1);
  });

  it("does not drift in an hour of timers that are late", () => {
    const next = random(1);
    const pace = started(123.4);
    let nowMs = 123.4;
    let frames = 0;
    while (nowMs < 123.4 + 3_600_000) {
      frames += pace.due(nowMs);
      // Late by up to 30 ms, as timers are.
      nowMs += pace.waitMs(nowMs) + next() * 30;
    }
    frames += pace.due(nowMs);
    expect(frames).toBe(Math.floor((nowMs - 123.4) / GAME_BOY_CLOCK.frameMs) + 1);
  });

  it("makes up for a delay that is short, and goes on from now after a long one", () => {
    const pace = started(0);
    expect(pace.due(0)).toBe(1);
    expect(pace.due(90)).toBe(5);
    // It slept for an hour.
    expect(pace.due(3_600_000)).toBe(1);
    expect(pace.waitMs(3_600_000)).toBeCloseTo(GAME_BOY_CLOCK.frameMs, 6);
    expect(pace.due(3_600_000 + GAME_BOY_CLOCK.frameMs + 0.01)).toBe(1);
  });

  it("never has more frames due than a tenth of a second holds, nor fewer than none", () => {
    const next = random(2);
    const pace = started(0);
    let nowMs = 0;
    let wrong = 0;
    for (let i = 0; i < 100_000; i++) {
      // Clocks that stand still or step back are not unheard of.
      nowMs += next() < 0.01 ? -next() * 1_000 : next() * 200;
      const due = pace.due(nowMs);
      if (
        !(due >= 0 && due * GAME_BOY_CLOCK.frameMs <= 100 && Number.isInteger(due) && pace.waitMs(nowMs) >= 0)
      )
        wrong++;
    }
    expect(wrong).toBe(0);
  });

  it("that is started again begins again", () => {
    const pace = started(0);
    pace.due(0);
    pace.start(50);
    expect(pace.due(50)).toBe(1);
    expect(pace.due(50 + GAME_BOY_CLOCK.frameMs / 2)).toBe(0);
  });
});
