import { describe, expect, it } from "vitest";
import { ArrivalClock, isCaughtUp, isJump, JITTER_MAX_MS, newestDue } from "./timing.ts";

const FRAME_MS = 1000 / 59.7275;

/** A generator of numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Frames of a publisher whose clock began elsewhere and runs at its own rate. */
class Publisher {
  frame = 0;
  readonly clock = new ArrivalClock();
  readonly #offsetMs: number;
  readonly #rate: number;

  constructor(offsetMs = 123_456, ppm = 0) {
    this.#offsetMs = offsetMs;
    this.#rate = 1 + ppm / 1e6;
  }

  /** The newest frame's timestamp, by the publisher's clock. */
  get timestampUs(): number {
    return Math.round(this.frame * FRAME_MS * 1000);
  }

  /** When the newest frame was made, by the local clock. */
  get madeMs(): number {
    return this.#offsetMs + (this.frame * FRAME_MS) / this.#rate;
  }

  /** The next frame arrives so long after it was made; how long it is then held. */
  arrive(delayMs: number): number {
    this.frame++;
    const nowMs = this.madeMs + delayMs;
    this.clock.arrived(this.timestampUs, nowMs);
    return this.clock.dueMs(this.timestampUs) - nowMs;
  }

  run(frames: number, delayMs: (i: number) => number): number[] {
    return Array.from({ length: frames }, (_, i) => this.arrive(delayMs(i)));
  }
}

describe("the clock of arrivals", () => {
  it("holds nothing where every frame takes as long as the others", () => {
    for (const delay of [0, 20, 5_000]) {
      const publisher = new Publisher();
      const held = publisher.run(1_000, () => delay);
      expect(publisher.clock.targetMs).toBeLessThan(0.01);
      expect(Math.max(...held)).toBeLessThan(0.01);
    }
  });

  it("holds frames for the jitter of all but the slowest twentieth", () => {
    const next = random(1);
    const publisher = new Publisher();
    // Evenly spread over 30 ms: the 95th percentile is 28.5 ms above the least.
    const held = publisher.run(3_000, () => 40 + next() * 30);
    expect(publisher.clock.targetMs).toBeGreaterThan(25);
    expect(publisher.clock.targetMs).toBeLessThan(30.1);
    const inTime = held.slice(600).filter((ms) => ms >= 0).length / (held.length - 600);
    expect(inTime).toBeGreaterThan(0.92);
    expect(inTime).toBeLessThan(0.99);
  });

  it("is not put off by a frame that is very late now and then", () => {
    const publisher = new Publisher();
    publisher.run(2_000, (i) => (i % 50 === 0 ? 400 : 10));
    expect(publisher.clock.targetMs).toBeLessThan(1);
  });

  it("holds frames no longer than the most, whatever the jitter", () => {
    const next = random(2);
    const publisher = new Publisher();
    publisher.run(1_000, () => next() * 2_000);
    expect(publisher.clock.targetMs).toBe(JITTER_MAX_MS);
  });

  it.each([200, -200])("follows a publisher whose clock is off by %i ppm", (ppm) => {
    const publisher = new Publisher(0, ppm);
    // An hour, in which the clocks part by 720 ms.
    const held = publisher.run(215_000, () => 15);
    expect(held.slice(600).reduce((most, ms) => Math.max(most, Math.abs(ms)), 0)).toBeLessThan(1.5);
    expect(publisher.clock.targetMs).toBeLessThan(1);
  });

  it("takes a faster path at once", () => {
    const publisher = new Publisher();
    publisher.run(600, () => 80);
    const held = publisher.run(1, () => 20);
    expect(held[0]).toBeLessThan(0.01);
    publisher.run(240, () => 20);
    expect(publisher.clock.targetMs).toBeLessThan(0.01);
    expect(Math.abs(publisher.arrive(20))).toBeLessThan(0.01);
  });

  it("takes a slower path within a few seconds", () => {
    const publisher = new Publisher();
    publisher.run(600, () => 20);
    publisher.run(240, () => 80);
    expect(publisher.clock.targetMs).toBeLessThan(0.01);
    expect(Math.abs(publisher.arrive(80))).toBeLessThan(0.01);
  });

  it("does not take the backlog at the start for jitter", () => {
    const publisher = new Publisher();
    // A second of frames that were made before arrives in one go; then one at a time.
    publisher.frame = 60;
    const nowMs = publisher.madeMs + 20;
    for (let frame = 1; frame <= 60; frame++)
      publisher.clock.arrived(Math.round(frame * FRAME_MS * 1000), nowMs);
    const held = publisher.run(600, () => 20);
    expect(publisher.clock.targetMs).toBeLessThan(0.01);
    expect(Math.max(...held)).toBeLessThan(0.01);
  });

  it("does not take a pause for jitter: the frames after it are timed among themselves", () => {
    const publisher = new Publisher();
    publisher.run(600, () => 20);
    // The frames go on where they were, a minute later.
    const held = publisher.run(600, () => 60_020);
    expect(publisher.clock.targetMs).toBeLessThan(0.01);
    expect(held.reduce((most, ms) => Math.max(most, Math.abs(ms)), 0)).toBeLessThan(0.01);
  });

  it("that is reset knows nothing of before", () => {
    const publisher = new Publisher();
    const next = random(3);
    publisher.run(600, () => next() * 60);
    publisher.clock.reset();
    expect(publisher.clock.targetMs).toBe(0);
    publisher.run(1, () => 900);
    expect(Math.abs(publisher.clock.dueMs(publisher.timestampUs) - publisher.madeMs - 900)).toBeLessThan(
      0.01,
    );
  });
});

describe("newestDue", () => {
  it.each<[number[], number, number]>([
    [[], 100, -1],
    [[101], 100, 0],
    [[107], 100, 0],
    [[109], 100, -1],
    [[99, 101], 100, 0],
    [[100], 100, 0],
    [[80, 90, 110], 100, 1],
    [[80, 90, 95], 100, 2],
    [[80, 110, 120], 71, -1],
  ])("of %j at %i is %i", (dues, nowMs, index) => {
    expect(newestDue(dues, nowMs)).toBe(index);
  });
});

describe("isJump", () => {
  it("tells a new beginning, in either direction, from a frame that is late or early", () => {
    expect(isJump(undefined, 0)).toBe(false);
    expect(isJump(10_000_000, 10_016_743)).toBe(false);
    expect(isJump(10_000_000, 8_000_000)).toBe(false);
    expect(isJump(10_000_000, 12_000_000)).toBe(false);
    expect(isJump(10_000_000, 7_999_999)).toBe(true);
    expect(isJump(10_000_000, 12_000_001)).toBe(true);
    expect(isJump(10_000_000, 0)).toBe(true);
  });
});

describe("a rendition that takes over", () => {
  it("does with the first picture that is not older than what is shown", () => {
    expect(isCaughtUp(1_000, undefined, 0)).toBe(true);
    expect(isCaughtUp(1_000, 2_000, 0)).toBe(false);
    expect(isCaughtUp(2_000, 2_000, 0)).toBe(true);
  });
  it("does in the end, though its timestamps are others", () => {
    expect(isCaughtUp(1_000, 3_600_000_000, 1_900)).toBe(false);
    expect(isCaughtUp(1_000, 3_600_000_000, 2_100)).toBe(true);
  });
});
