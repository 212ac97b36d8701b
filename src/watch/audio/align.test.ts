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
  /** What waits while packets are placed of which it does not matter: neither nothing, nor a packet. */
  const SOME_MS = 5;

  /** Places packets that would each be heard so late, while so much waits; what became of them. */
  function play(placer: SoundPlacer, lateMs: number, packets: number, waitingMs = SOME_MS): string[] {
    return Array.from({ length: packets }, (_, i) => {
      const dueMs = 1000 + i * PACKET_MS;
      return placer.place(dueMs, dueMs + lateMs - waitingMs, waitingMs, PACKET_MS).type;
    });
  }

  it("is heard late rather than never", () => {
    const placer = new SoundPlacer();
    const types = play(placer, 150, 60);
    expect(types.slice(0, 9)).toEqual(Array(9).fill("drop"));
    expect(types.slice(9)).toEqual(Array(51).fill("write"));
    expect(placer.lagMs).toBeGreaterThan(140);
  });

  it("is in time again when it comes in time", () => {
    const placer = new SoundPlacer();
    play(placer, 150, 20);
    expect(play(placer, 0, 4_000, 60)).not.toContain("drop");
    expect(placer.lagMs).toBe(0);
  });

  /**
   * What is heard of sound that comes so late, and of which so much was passed over before, by a device that plays what
   * it is given: how late each packet is.
   */
  function hear(
    placer: SoundPlacer,
    lateMs: (packet: number) => number,
    packets: number,
    passedOverMs: (packet: number) => number = () => 0,
  ): number[] {
    let buffered = 0;
    let lastMs = 0;
    return Array.from({ length: packets }, (_, i) => {
      const dueMs = 1000 + i * PACKET_MS + passedOverMs(i);
      const nowMs = Math.max(lastMs, dueMs + lateMs(i));
      buffered = Math.max(0, buffered - (nowMs - lastMs));
      lastMs = nowMs;
      const placed = placer.place(dueMs, nowMs, buffered, PACKET_MS);
      if (placed.type === "silence") buffered += placed.ms;
      buffered += Math.max(0, PACKET_MS - (placed.type === "drop" ? placed.ms : 0));
      return nowMs + buffered - PACKET_MS - dueMs;
    });
  }

  it("is in time two seconds after a beginning that was late", () => {
    const placer = new SoundPlacer();
    const heard = hear(placer, (i) => (i < 20 ? 200 : -60), 300);
    expect(Math.max(...heard.slice(20, 40))).toBeGreaterThan(150);
    expect(Math.max(...heard.slice(120))).toBeLessThanOrEqual(TOLERANCE_MS + 20);
    expect(placer.lagMs).toBeLessThan(TOLERANCE_MS);
  });

  it("stays late where it always comes late, and is not cut for it", () => {
    const placer = new SoundPlacer();
    const heard = hear(placer, (i) => 150 + (i % 5) * 5, 500);
    expect(Math.min(...heard.slice(20))).toBeGreaterThan(120);
    expect(placer.lagMs).toBeGreaterThan(100);
  });

  it("is in time at once when what gathered before a decoder gave its first is worked off", () => {
    for (const [gatheredMs, packetMs] of [
      [800, 1],
      [800, 8],
      [300, 1],
    ] as const) {
      const placer = new SoundPlacer();
      const lateMs = (i: number) => Math.max(-60, gatheredMs - i * (PACKET_MS - packetMs));
      const heard = hear(placer, lateMs, 200);
      expect(placer.lagMs).toBe(0);
      const inTime = heard.findIndex((ms) => ms <= TOLERANCE_MS);
      expect(inTime).toBeLessThanOrEqual(gatheredMs / (PACKET_MS - packetMs));
      expect(Math.max(...heard.slice(inTime))).toBeLessThanOrEqual(TOLERANCE_MS);
    }
  });

  it("is in time at once also where it is found to be later than thought in the middle of that", () => {
    const placer = new SoundPlacer();
    const lateMs = (i: number) => Math.max(-60, (i < 7 ? 100 : 700) - i * 19);
    hear(placer, lateMs, 200);
    expect(placer.lagMs).toBe(0);
  });

  /** Nine packets that come nearly as slowly as they are heard, then, ten seconds on, what comes so late. */
  const hearSlowlyThenPassOver = (placer: SoundPlacer, lateMs: (packet: number) => number) =>
    hear(
      placer,
      (i) => (i < 9 ? 9_800 - i * 11 : lateMs(i - 9)),
      200,
      (i) => (i < 9 ? 0 : 10_000),
    );

  it("is in time at once also where it is slow to come at first and then some of it is passed over", () => {
    const placer = new SoundPlacer();
    hearSlowlyThenPassOver(placer, (i) => Math.max(-60, 105 - i * 18));
    expect(placer.lagMs).toBe(0);
  });

  it("is heard late where it comes in bursts, of which each would be lost", () => {
    const placer = new SoundPlacer();
    // Twenty packets at once each 0.4 s, the first of them as late as that.
    const heard = hear(placer, (i) => 300 - (i % 20) * PACKET_MS, 400);
    expect(placer.lagMs).toBeGreaterThan(50);
    expect(heard.length).toBe(400);
  });

  it("is heard late where it stays late after some of it was passed over", () => {
    const placer = new SoundPlacer();
    hearSlowlyThenPassOver(placer, () => 150);
    expect(placer.lagMs).toBeGreaterThan(140);
  });

  it("is heard late where it catches up so slowly that there would be silence for long", () => {
    const placer = new SoundPlacer();
    hear(placer, (i) => 800 - i * 4, 20);
    expect(placer.lagMs).toBeGreaterThan(700);
  });

  /** A device that takes what it needs for 21 ms at a time, as many do: gaps from a time on, and the lag at the end. */
  function listen(placer: SoundPlacer, lateMs: (packet: number) => number, seconds: number, fromMs: number) {
    const BLOCK_MS = 1024 / 48;
    let [waiting, packet, gaps] = [0, 0, 0];
    for (let takenMs = 1000; takenMs < 1000 + seconds * 1000; takenMs += BLOCK_MS) {
      for (; 1000 + packet * 10 + lateMs(packet) <= takenMs; packet++) {
        const dueMs = 1000 + packet * 10;
        const placed = placer.place(dueMs, dueMs + lateMs(packet), waiting, 10);
        if (placed.type === "silence") waiting += placed.ms;
        waiting += Math.max(0, 10 - (placed.type === "drop" ? placed.ms : 0));
      }
      if (waiting < BLOCK_MS && takenMs >= fromMs) gaps++;
      waiting = Math.max(0, waiting - BLOCK_MS);
    }
    return { gaps, lagMs: placer.lagMs };
  }

  it("is heard without gaps where it is always a little late, too little to be placed otherwise", () => {
    for (const lateMs of [0, 5, 10, 15, 20, 25, 29, 40]) {
      const { gaps, lagMs } = listen(new SoundPlacer(), (i) => lateMs + ((i * 7) % 5), 10, 4_000);
      expect(gaps, `${lateMs} ms late`).toBe(0);
      // Put off by no more than it took.
      expect(lagMs, `${lateMs} ms late`).toBeLessThan(lateMs + 45);
    }
  });

  it("is not put off for a hiccup now and then", () => {
    const placer = new SoundPlacer();
    hear(placer, (i) => (i % 100 === 99 ? 80 : -50), 3_000);
    expect(placer.lagMs).toBe(0);
  });

  it("is not put off by a device that does not play yet: what waits is enough", () => {
    const placer = new SoundPlacer();
    for (let i = 0; i < 100; i++) {
      const dueMs = 1000 + i * PACKET_MS;
      expect(placer.place(dueMs, dueMs - 60, 120, PACKET_MS).type).toBe("drop");
    }
    expect(placer.lagMs).toBe(0);
  });

  it("is cut where it is late once in a while", () => {
    const placer = new SoundPlacer();
    for (let i = 0; i < 10; i++) {
      expect(play(placer, 150, 5)).toEqual(Array(5).fill("drop"));
      expect(play(placer, 0, 1)).toEqual(["write"]);
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
