import { describe, expect, it } from "vitest";
import { SoundTimeline, SourceClock } from "./clock.ts";

const SECOND = 1_000_000;

/** A number from 0 to 1 that is the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Maps what a source delivers with delays, and tells how far from the truth it comes out, after a start. */
function errors(options: { start: number; rate?: number; seconds?: number; delay: () => number }): number[] {
  const clock = new SourceClock();
  const all: number[] = [];
  for (let i = 0; i < (options.seconds ?? 30) * 30; i++) {
    const captured = 5 * SECOND + (i * SECOND) / 30;
    const own = options.start + (captured - 5 * SECOND) * (options.rate ?? 1);
    all.push(clock.map(own, captured + options.delay()) - captured);
  }
  return all.slice(30);
}

describe("the clock of a source", () => {
  it("puts sources that count from anywhere on one clock", () => {
    for (const start of [0, 1e12, -3e9]) {
      const next = random(1);
      for (const error of errors({ start, delay: () => 4_000 + next() * 20_000 }))
        expect(error).toBeLessThan(10_000);
    }
  });

  it("does not let deliveries that vary shake the times", () => {
    const next = random(2);
    const all = errors({ start: 0, delay: () => 5_000 + next() * 30_000 });
    const steps = all.slice(1).map((error, i) => Math.abs(error - (all[i] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(5_000);
  });

  it.each([0.999, 1.001])("follows a source whose clock runs at %d of ours", (rate) => {
    for (const error of errors({ start: 77, rate, seconds: 600, delay: () => 3_000 }))
      expect(Math.abs(error)).toBeLessThan(25_000);
  });

  it("always grows, also where the source goes back, leaps an hour or says one time twice", () => {
    const clock = new SourceClock();
    const times = [0, 33, 33, 20, 3_600_000, 3_600_033, 100, 133, -50, 200].map((ms) => ms * 1000);
    let last = -1;
    times.forEach((time, i) => {
      const nowUs = (i + 1) * 33_000;
      const mapped = clock.map(time, nowUs);
      expect(mapped).toBeGreaterThan(last);
      expect(mapped).toBeLessThanOrEqual(nowUs + times.length);
      expect(Number.isInteger(mapped)).toBe(true);
      last = mapped;
    });
  });

  it("does not count from a first time that is ahead of all that follow", () => {
    const clock = new SourceClock();
    clock.map(675_000, 118_000);
    for (let i = 0; i < 100; i++) {
      const capturedUs = 124_000 + i * 10_000;
      expect(Math.abs(clock.map(capturedUs, capturedUs + 16_000) - (capturedUs + 16_000))).toBeLessThan(
        1_000,
      );
    }
  });

  it("knows what waited in a queue for when it was captured", () => {
    const clock = new SourceClock();
    for (let i = 0; i < 30; i++) clock.map(i * 33_333, i * 33_333 + 2_000);
    // The Worker was busy for half a second.
    const now = 30 * 33_333 + 500_000;
    expect(clock.map(30 * 33_333, now)).toBe(30 * 33_333 + 2_000);
    expect(clock.map(31 * 33_333, now)).toBe(31 * 33_333 + 2_000);
  });
});

describe("the timeline of sound", () => {
  it("counts samples for as long as they follow one another", () => {
    const timeline = new SoundTimeline();
    const next = random(3);
    for (let i = 0; i < 1000; i++) {
      const place = timeline.place(
        SECOND + i * 10_000 + Math.round(next() * 8_000) * (i > 0 ? 1 : 0),
        480,
        48_000,
      );
      expect(place).toEqual({ timestampUs: SECOND + i * 10_000, isGap: i === 0 });
    }
  });

  it("believes a gap, and never goes back", () => {
    const timeline = new SoundTimeline();
    timeline.place(0, 480, 48_000);
    expect(timeline.place(500_000, 480, 48_000)).toEqual({ timestampUs: 500_000, isGap: true });
    expect(timeline.place(510_000, 480, 48_000)).toEqual({ timestampUs: 510_000, isGap: false });
    expect(timeline.place(100_000, 480, 48_000)).toBeUndefined();
    expect(timeline.place(519_000, 480, 48_000)).toBeUndefined();
    expect(timeline.place(521_000, 480, 48_000)).toEqual({ timestampUs: 520_000, isGap: false });
  });

  it("is in time, and has no more gaps, after a first piece that was handed over late", () => {
    const timeline = new SoundTimeline();
    const clock = new SourceClock();
    const places = Array.from({ length: 500 }, (_, i) => {
      const capturedUs = i * 10_000;
      // The Worker was busy for 0.7 seconds.
      const handedOverUs = Math.max(capturedUs + 2_000, 700_000);
      return timeline.place(clock.map(capturedUs, handedOverUs), 480, 48_000);
    });
    expect(places.filter((place) => place?.isGap)).toHaveLength(1);
    expect(places.at(-1)?.timestampUs).toBeGreaterThan(4_985_000);
    expect(places.at(-1)?.timestampUs).toBeLessThan(5_005_000);
  });

  it.each([0.999, 1.001])("stays in time where a source's clock runs at %d of ours", (rate) => {
    const timeline = new SoundTimeline();
    const places = Array.from({ length: 60_000 }, (_, i) => timeline.place(i * 10_000 * rate, 480, 48_000));
    expect(Math.abs((places.at(-1)?.timestampUs ?? 0) - 600_000_000 * rate)).toBeLessThan(75_000);
    // A jump of 60 ms once a minute, rather than a new encoder for each piece.
    expect(places.filter((place) => place?.isGap).length).toBeLessThan(15);
  });

  it("begins anew at another sample rate", () => {
    const timeline = new SoundTimeline();
    timeline.place(0, 480, 48_000);
    expect(timeline.place(10_000, 160, 16_000)).toEqual({ timestampUs: 10_000, isGap: true });
    expect(timeline.place(20_000, 160, 16_000)).toEqual({ timestampUs: 20_000, isGap: false });
  });
});
