import { describe, expect, it } from "vitest";
import { FLOOR_MAX_MS } from "./audio/floor.ts";
import { type Latency, latencyBounds, SLACK_MS, Sync } from "./sync.ts";

const FRAME_MS = 20;

interface Feed {
  /** From timestamp to arrival, in milliseconds, by the number of the frame. */
  delay: (frame: number) => number;
  frames?: number;
  kind?: "audio" | "video";
  fromMs?: number;
}

/** Lets frames of one kind arrive. */
function feed(sync: Sync, { delay, frames = 300, kind = "video", fromMs = 0 }: Feed): void {
  for (let i = 0; i < frames; i++) {
    const timestampMs = fromMs + i * FRAME_MS;
    sync.arrived(kind, timestampMs * 1000, timestampMs + delay(i));
  }
}

const make = (latency: Latency = "real-time") => {
  const sync = new Sync();
  sync.latency = latency;
  return sync;
};

/** From a frame's timestamp until it is due, in milliseconds. */
const lag = (sync: Sync, kind: "audio" | "video" = "video", timestampMs = 10_000) =>
  sync.dueMs(kind, timestampMs * 1000) - timestampMs;

describe("the jitter buffer in real time", () => {
  it("holds nothing on a path without jitter, and as much as the slow frames need on one with it", () => {
    const even = make();
    feed(even, { delay: () => 500 });
    expect(even.targetMs).toBe(0);
    expect(lag(even)).toBe(500);
    const uneven = make();
    feed(uneven, { delay: (i) => 500 + (i % 10 === 0 ? 40 : 0) });
    expect(uneven.targetMs).toBe(40);
    expect(lag(uneven)).toBe(540);
  });

  it("has room for an audio device once there is sound, and pictures wait for it", () => {
    const sync = make();
    feed(sync, { delay: () => 500 });
    feed(sync, { delay: () => 500, kind: "audio" });
    sync.hasSound = true;
    expect(lag(sync, "audio")).toBe(500 + FLOOR_MAX_MS);
    expect(lag(sync, "video")).toBe(lag(sync, "audio"));
    sync.waitsForSound = false;
    expect(lag(sync, "video")).toBe(500);
    expect(lag(sync, "audio")).toBe(500 + FLOOR_MAX_MS);
  });

  it("is less where sound has been seen to need less, but for jitter", () => {
    const sync = make();
    feed(sync, { delay: () => 500 });
    feed(sync, { delay: () => 500, kind: "audio" });
    sync.hasSound = true;
    sync.soundFloorMs = 30;
    expect(lag(sync, "audio")).toBe(530);
    expect(lag(sync, "video")).toBe(530);
    feed(sync, { delay: (i) => 500 + (i % 10 === 0 ? 40 : 0), fromMs: 6_000 });
    expect(lag(sync, "audio")).toBe(540);
    sync.hasSound = false;
    expect(sync.soundTargetMs).toBe(40);
  });

  it("keeps pictures and sound together where one comes later than the other", () => {
    const sync = make();
    feed(sync, { delay: () => 700 });
    feed(sync, { delay: () => 500, kind: "audio" });
    expect(lag(sync, "video")).toBe(700);
    expect(lag(sync, "audio")).toBe(700);
  });

  it("lets each go by its own clock where the two are not one", () => {
    const sync = make();
    feed(sync, { delay: () => 700 });
    feed(sync, { delay: () => 90_000, kind: "audio" });
    expect(lag(sync, "video")).toBe(700);
    expect(lag(sync, "audio")).toBe(90_000);
  });
});

describe("a fixed latency", () => {
  it("is what is held, whatever the jitter and the sound", () => {
    for (const latency of [0, 250, 2_000]) {
      const sync = make(latency);
      sync.hasSound = true;
      feed(sync, { delay: (i) => 500 + (i % 4) * 10 });
      expect(sync.targetMs).toBe(latency);
      expect(lag(sync, "audio")).toBe(500 + latency);
      expect(sync.budgetMs).toBe(latency + SLACK_MS);
    }
  });
});

describe("a range of latencies", () => {
  it("keeps what comes faster than real time, up to the greatest", () => {
    const sync = make({ min: 100, max: 5_000 });
    // Forty seconds of frames within one: each is earlier than the one before.
    const arrive = (frame: number) => sync.arrived("video", frame * FRAME_MS * 1000, 1000 + frame * 0.5);
    arrive(0);
    expect(sync.dueMs("video", 0)).toBe(1100);
    for (let frame = 1; frame < 200; frame++) arrive(frame);
    // 4 s are there early, and the first is still due when it was.
    expect(sync.dueMs("video", 0)).toBe(1100);
    for (let frame = 200; frame < 2000; frame++) arrive(frame);
    // What is there is 5 s and no more.
    expect(sync.dueMs("video", 1999 * FRAME_MS * 1000) - (1000 + 1999 * 0.5)).toBeCloseTo(5_000);
    expect(sync.budgetMs).toBe(5_000 + SLACK_MS);
  });

  it.each<[Latency, ReturnType<typeof latencyBounds>]>([
    ["real-time", { min: "real-time", max: "real-time" }],
    [80, { min: 80, max: 80 }],
    [{ max: 500 }, { min: "real-time", max: 500 }],
    [{ min: 20 }, { min: 20, max: "real-time" }],
  ])("of %j is read as its bounds", (latency, bounds) => {
    expect(latencyBounds(latency)).toEqual(bounds);
  });
});

describe("timestamps that jump", () => {
  it.each([
    ["an hour on", 3_600_000],
    ["back to the beginning", 0],
  ])("%s begin a new run, which is shown as it comes", (_, fromMs) => {
    const sync = make();
    feed(sync, { delay: () => 500, fromMs: 1_000_000 });
    const nowMs = 1_010_000;
    expect(sync.arrived("video", fromMs * 1000, nowMs)).toBe(true);
    expect(sync.dueMs("video", fromMs * 1000)).toBe(nowMs);
    expect(sync.arrived("video", (fromMs + 20) * 1000, nowMs + 20)).toBe(false);
  });

  it("do not hold up what goes on by the old clock", () => {
    const sync = make();
    feed(sync, { delay: () => 500 });
    feed(sync, { delay: () => 500, kind: "audio" });
    sync.arrived("video", 3_600_000_000, 6_500);
    expect(lag(sync, "audio")).toBe(500);
  });
});

describe("the actual latency", () => {
  it("is how long frames were held, as a mean", () => {
    const sync = make(100);
    feed(sync, { delay: () => 500 });
    expect(sync.actualMs).toBe(0);
    for (let i = 0; i < 200; i++) sync.presented("video", i * 20_000, i * 20 + 500 + 110);
    expect(sync.actualMs).toBeCloseTo(110);
    for (let i = 200; i < 600; i++) sync.presented("video", i * 20_000, i * 20 + 500 + 130);
    expect(sync.actualMs).toBeCloseTo(130);
  });

  it("has forgotten a backlog as soon as it is worked off", () => {
    const sync = make(100);
    feed(sync, { delay: () => 500 });
    for (let i = 0; i < 100; i++) sync.presented("video", i * 20_000, i * 20 + 500 + 60_000);
    for (let i = 100; i < 130; i++) sync.presented("video", i * 20_000, i * 20 + 500 + 40);
    expect(sync.actualMs).toBeCloseTo(40);
  });
});
