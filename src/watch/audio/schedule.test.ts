import { describe, expect, it } from "vitest";
import { FLOOR_MAX_MS, FLOOR_MIN_MS } from "./floor.ts";
import { SoundSchedule } from "./schedule.ts";

const PACKET_MS = 10;

interface Path {
  /** How long after the fastest a packet comes, in milliseconds, by its number. */
  lateMs: (packet: number) => number;
  /** What the device takes at a time, in milliseconds. */
  gulpMs?: number;
  seconds: number;
  /** How much faster the sender's clock is, in parts of a million. */
  ppm?: number;
  /** Without a schedule's own, a floor that stays. */
  fixedMs?: number;
}

/** What is heard, by a device that takes what it needs at its own beat. */
function listen({ lateMs, gulpMs = 10, seconds, ppm = 0, fixedMs }: Path) {
  const schedule = new SoundSchedule(gulpMs, 0);
  const stepMs = PACKET_MS / (1 + ppm / 1e6);
  let [bufferedMs, underruns, packet, lastMs] = [0, 0, 0, 0];
  let isPlaying = false;
  const gapsMs: number[] = [];
  const cuts: { atMs: number; type: string }[] = [];
  /** The held sound of each second, as a mean, and its floor at the end. */
  const heldMs: number[] = [];
  const floors: number[] = [];
  let second = { sum: 0, count: 0 };
  for (let deviceMs = 1; deviceMs < seconds * 1000; deviceMs += gulpMs) {
    for (;;) {
      const fastestMs = packet * stepMs;
      const nowMs = Math.max(lastMs, fastestMs + lateMs(packet));
      if (nowMs > deviceMs) break;
      lastMs = nowMs;
      schedule.look({ bufferedMs, underruns }, nowMs);
      const targetMs = fixedMs ?? schedule.floorMs;
      const packetDue = { dueMs: fastestMs + targetMs, targetMs, durationMs: PACKET_MS };
      const placed = schedule.place(packetDue, { bufferedMs, underruns }, nowMs);
      second.sum += nowMs + bufferedMs - fastestMs;
      second.count++;
      if (placed.type === "silence") bufferedMs += placed.ms;
      bufferedMs += Math.max(0, PACKET_MS * placed.pace - (placed.type === "drop" ? placed.ms : 0));
      if (placed.type !== "write") cuts.push({ atMs: nowMs, type: placed.type });
      packet++;
    }
    if (isPlaying || bufferedMs >= gulpMs) {
      isPlaying = bufferedMs >= gulpMs;
      if (!isPlaying) {
        underruns++;
        gapsMs.push(deviceMs);
      }
      bufferedMs = Math.max(0, bufferedMs - gulpMs);
    }
    if (Math.floor((deviceMs + gulpMs) / 1000) > Math.floor(deviceMs / 1000)) {
      heldMs.push(second.sum / second.count);
      floors.push(schedule.floorMs);
      second = { sum: 0, count: 0 };
    }
  }
  return { gapsMs, cuts, heldMs, floors };
}

/** Numbers from 0 to 1 from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("how long sound is held in real time", () => {
  it.each([
    ["that is even", 10, () => 0, 35],
    ["with a little jitter", 10, (i: number) => (i * 7) % 8, 45],
    ["to a device that takes 21 ms at a time", 1024 / 48, (i: number) => (i * 7) % 5, 55],
  ])(
    "on a path %s, is as little as is needed, without a gap or a cut on the way",
    (_, gulpMs, lateMs, most) => {
      const { gapsMs, cuts, heldMs, floors } = listen({ lateMs, gulpMs, seconds: 60 });
      expect(heldMs[2]).toBeGreaterThan(FLOOR_MAX_MS - 10);
      expect(floors.at(-1)).toBeLessThan(most);
      expect(Math.max(...heldMs.slice(20))).toBeLessThan(most + 10);
      expect(gapsMs).toEqual([]);
      expect(cuts.filter(({ atMs }) => atMs > 1_000)).toEqual([]);
    },
  );

  it("is never less than the least, nor more than where nothing is known", () => {
    const next = random(1);
    for (const jitterMs of [0, 20, 80]) {
      const { floors } = listen({ lateMs: () => next() * jitterMs, gulpMs: 3, seconds: 40 });
      expect(Math.min(...floors)).toBeGreaterThanOrEqual(FLOOR_MIN_MS);
      expect(Math.max(...floors)).toBeLessThanOrEqual(FLOOR_MAX_MS);
    }
  });

  it("is more before it is too little: a path whose jitter grows has no gap", () => {
    for (const seed of [1, 2, 3]) {
      const next = random(seed);
      // From 8 ms to 30 within a minute.
      const spanMs = (i: number) => 8 + 22 * Math.min(1, Math.max(0, (i - 2_000) / 6_000));
      const late = Array.from({ length: 12_000 }, (_, i) => next() * spanMs(i));
      const { gapsMs, floors } = listen({ lateMs: (i) => late[i] ?? 0, seconds: 120 });
      expect(floors[19]).toBeLessThan(35);
      expect(floors.at(-1)).toBeGreaterThan(35);
      expect(gapsMs).toEqual([]);
    }
  });

  it("is all of it again at once when sound ran dry, and less again only after ever longer", () => {
    // A standstill of 55 ms each half minute: 60 ms have room for it, less has not.
    const lateMs = (i: number) => (i % 3_000 >= 2_990 ? 55 - (i % 10) * 5 : 0);
    const adaptive = listen({ lateMs, seconds: 600 });
    const { floors, gapsMs } = adaptive;
    expect(floors[25]).toBeLessThan(35);
    expect(floors[30]).toBe(FLOOR_MAX_MS);
    // Of the twenty standstills, fewer and fewer are heard.
    expect(gapsMs.length).toBeLessThanOrEqual(8);
    expect(gapsMs.filter((ms) => ms > 300_000).length).toBeLessThanOrEqual(2);
  });

  it("has no more gaps than all of it would, where nothing is steady", () => {
    for (const seed of [1, 2, 3]) {
      const next = random(seed);
      const late = Array.from({ length: 30_000 }, () => (next() < 0.01 ? next() * 90 : next() * 15));
      const lateMs = (i: number) => late[i] ?? 0;
      const adaptive = listen({ lateMs, seconds: 300 });
      const fixed = listen({ lateMs, seconds: 300, fixedMs: FLOOR_MAX_MS });
      expect(adaptive.gapsMs.length).toBeLessThanOrEqual(fixed.gapsMs.length + 3);
    }
  });
});

describe("the pace of sound", () => {
  it.each([300, -300])("follows a clock that is off by %i ppm, without a cut or a gap", (ppm) => {
    const { gapsMs, cuts, heldMs } = listen({ lateMs: () => 0, seconds: 600, ppm, fixedMs: 60 });
    expect(gapsMs).toEqual([]);
    expect(cuts.filter(({ atMs }) => atMs > 1_000)).toEqual([]);
    for (const held of heldMs.slice(5)) expect(Math.abs(held - 60)).toBeLessThan(15);
  });
});
