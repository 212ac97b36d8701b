import { describe, expect, it } from "vitest";
import { alignSound, resample, SoundPlacer, TOLERANCE_MS } from "./align.ts";

describe("placing sound", () => {
  it("writes what is due when it would be heard, or nearly", () => {
    expect(alignSound(1060, 1000, 60)).toEqual({ type: "write" });
    expect(alignSound(1060, 1000, 60 + TOLERANCE_MS)).toEqual({ type: "write" });
    expect(alignSound(1060, 1000, 60 - TOLERANCE_MS)).toEqual({ type: "write" });
  });
  it("puts silence before what would be early: the buffer fills to its target", () => {
    expect(alignSound(1200, 1000, 0)).toEqual({ type: "silence", ms: 200 });
  });
  it("leaves out what would be late", () => {
    expect(alignSound(1000, 1100, 50)).toEqual({ type: "drop", ms: 150 });
  });
  it("writes no more than a second of silence, and none where nothing is known", () => {
    expect(alignSound(3_600_000, 1000, 0)).toEqual({ type: "silence", ms: 1_000 });
    expect(alignSound(Number.POSITIVE_INFINITY, 1000, 0)).toEqual({ type: "write" });
  });
});

describe("sound that is decoded later than it is due, again and again", () => {
  const PACKET_MS = 20;

  /** A placer, and a ring that runs empty as time goes by. */
  function setup() {
    const placer = new SoundPlacer();
    let packet = 0;
    let bufferedMs = 0;
    let lastMs = 0;
    /** Places packets that each come so late; what became of them, and the least that was in the ring before one. */
    const play = (lateMs: number, packets: number) => {
      const types: string[] = [];
      let leastMs = Number.POSITIVE_INFINITY;
      for (let i = 0; i < packets; i++) {
        const dueMs = 1000 + packet++ * PACKET_MS;
        // Those that are less late than the one before come together with it.
        const nowMs = Math.max(lastMs, dueMs + lateMs);
        bufferedMs = Math.max(0, bufferedMs - (nowMs - lastMs));
        lastMs = nowMs;
        leastMs = Math.min(leastMs, bufferedMs);
        const alignment = placer.place(dueMs, nowMs, bufferedMs, PACKET_MS);
        types.push(alignment.type);
        if (alignment.type === "silence") bufferedMs += alignment.ms;
        if (alignment.type !== "drop") bufferedMs += PACKET_MS;
        else bufferedMs += Math.max(0, PACKET_MS - alignment.ms);
      }
      return { types, leastMs };
    };
    return { placer, play };
  }

  it("is heard late rather than never", () => {
    const { placer, play } = setup();
    const { types } = play(150, 60);
    expect(types.slice(0, 9)).toEqual(Array(9).fill("drop"));
    expect(types.slice(9)).toEqual(["silence", ...Array(50).fill("write")]);
    expect(placer.lagMs).toBeGreaterThan(140);
  });

  it("then has something in the ring before it, for as long as it comes late", () => {
    const { play } = setup();
    play(150, 10);
    expect(play(150, 2_000).leastMs).toBeGreaterThanOrEqual(30);
  });

  it("is in time again when it comes in time", () => {
    const { placer, play } = setup();
    play(150, 20);
    expect(play(-60, 6_000).types).not.toContain("silence");
    expect(placer.lagMs).toBe(0);
  });

  it("is cut where it is late once in a while", () => {
    const { placer, play } = setup();
    for (let i = 0; i < 10; i++) {
      expect(play(100, 5).types).toEqual(Array(5).fill("drop"));
      expect(play(0, 20).types.slice(5)).toEqual(Array(15).fill("write"));
    }
    expect(placer.lagMs).toBe(0);
  });
});

describe("resampling", () => {
  const tone = (rate: number, hertz: number) =>
    Float32Array.from({ length: rate / 10 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));

  it("gives the same tone at the other rate, of the same length in time", () => {
    for (const [from, to] of [
      [44_100, 48_000],
      [48_000, 44_100],
      [8_000, 48_000],
    ] as const) {
      const resampled = resample(tone(from, 200), from, to);
      expect(resampled).toHaveLength(to / 10);
      const error = tone(to, 200).map((sample, i) => Math.abs(sample - (resampled[i] ?? 0)));
      // Away from the very end, where there is nothing to go on to.
      expect(Math.max(...error.slice(0, -10))).toBeLessThan(0.01);
    }
  });
  it("leaves alone what has the rate", () => {
    const samples = tone(48_000, 200);
    expect(resample(samples, 48_000, 48_000)).toBe(samples);
    expect(resample(new Float32Array(0), 44_100, 48_000)).toHaveLength(0);
  });
});
