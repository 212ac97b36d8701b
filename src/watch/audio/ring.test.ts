import { describe, expect, it } from "vitest";
import { Ring, ringBytes } from "./ring.ts";

const RATE = 48_000;

/** Indices of the header that a test seeds; see ring.ts. */
const WRITTEN = 0;
const READ = 1;

function ring(rate = RATE, startAt = 0): Ring {
  const buffer = new SharedArrayBuffer(ringBytes(rate));
  const header = new Int32Array(buffer, 0, 2);
  header[WRITTEN] = startAt;
  header[READ] = startAt;
  return new Ring(buffer, rate);
}

/** Samples that tell their place: `from`, `from + 1`, … */
const ramp = (from: number, length: number) => Float32Array.from({ length }, (_, i) => from + i);

function read(from: Ring, length: number): { left: number[]; right: number[] } {
  const left = new Float32Array(length).fill(-1);
  const right = new Float32Array(length).fill(-1);
  from.read(left, right);
  return { left: [...left], right: [...right] };
}

const silence = (length: number) => Array(length).fill(0);

describe("a ring", () => {
  it("gives what was written, in order, each side for itself", () => {
    const one = ring();
    one.write(ramp(1, 500), ramp(10_001, 500));
    one.write(ramp(501, 500), ramp(10_501, 500));
    expect(one.buffered).toBe(1000);
    const first = read(one, 128);
    const second = read(one, 128);
    expect(first).toEqual({ left: [...ramp(1, 128)], right: [...ramp(10_001, 128)] });
    expect(second).toEqual({ left: [...ramp(129, 128)], right: [...ramp(10_129, 128)] });
    expect(one.buffered).toBe(744);
  });

  it("is one ring at both ends of a shared buffer", () => {
    const buffer = new SharedArrayBuffer(ringBytes(RATE));
    const [writer, player] = [new Ring(buffer, RATE), new Ring(buffer, RATE)];
    player.target = 64;
    writer.write(ramp(1, 128), ramp(1, 128));
    expect(writer.target).toBe(64);
    expect(player.buffered).toBe(128);
    expect(read(player, 128).left).toEqual([...ramp(1, 128)]);
    expect(writer.buffered).toBe(0);
  });

  it("takes interleaved 16-bit samples, from -1 to just under 1", () => {
    const one = ring();
    one.writeInterleaved(Int16Array.from([-32_768, 32_767, 0, 16_384, 8_192, -8_192]));
    expect(one.buffered).toBe(3);
    expect(read(one, 3)).toEqual({ left: [-1, 0, 0.25], right: [32_767 / 32_768, 0.5, -0.25] });
  });

  it("may have mono in both", () => {
    const one = ring();
    const mono = ramp(1, 10);
    one.write(mono, mono);
    expect(read(one, 10)).toEqual({ left: [...mono], right: [...mono] });
  });

  it("lets go of what does not fit, and keeps what it has", () => {
    const one = ring(100);
    one.target = 1_000;
    for (let i = 0; i < 10; i++) one.write(ramp(1 + i * 60, 60), ramp(1 + i * 60, 60));
    const kept = one.buffered;
    expect(kept).toBeGreaterThanOrEqual(100);
    expect(kept).toBeLessThan(600);
    one.target = kept;
    expect(read(one, 60).left).toEqual([...ramp(1, 60)]);
    expect(read(one, 40).left).toEqual([...ramp(61, 40)]);
  });
});

describe("the player", () => {
  it("stays silent until the target is gathered, and that is no underrun", () => {
    const one = ring();
    one.target = 256;
    one.write(ramp(1, 255), ramp(1, 255));
    expect(read(one, 128).left).toEqual(silence(128));
    expect(one.buffered).toBe(255);
    one.write(ramp(256, 1), ramp(256, 1));
    expect(read(one, 128).left).toEqual([...ramp(1, 128)]);
    // Once it plays, it plays on below the target.
    expect(read(one, 128).left).toEqual([...ramp(129, 128)]);
    expect(one.underruns).toBe(0);
  });

  it("does not begin with less than it is asked for", () => {
    const one = ring();
    one.write(ramp(1, 100), ramp(1, 100));
    expect(read(one, 128).left).toEqual(silence(128));
    expect(one.buffered).toBe(100);
    expect(one.underruns).toBe(0);
  });

  it("that runs dry plays what there is, counts it once, and gathers anew", () => {
    const one = ring();
    one.target = 200;
    one.write(ramp(1, 200), ramp(1, 200));
    read(one, 128);
    expect(read(one, 128).left).toEqual([...ramp(129, 72), ...silence(56)]);
    expect(one.underruns).toBe(1);
    for (let i = 0; i < 10; i++) expect(read(one, 128).left).toEqual(silence(128));
    expect(one.underruns).toBe(1);
    one.write(ramp(1, 199), ramp(1, 199));
    expect(read(one, 128).left).toEqual(silence(128));
    one.write(ramp(200, 1), ramp(200, 1));
    expect(read(one, 128).left).toEqual([...ramp(1, 128)]);
  });

  it("that is too far behind goes on at the target", () => {
    const one = ring();
    one.target = 480;
    // 120 ms beyond the target are heard; a sample more is not.
    one.write(ramp(1, 480 + 5_760), ramp(1, 480 + 5_760));
    expect(read(one, 1).left).toEqual([1]);
    expect(one.skipped).toBe(0);
    one.write(ramp(10_001, 1_000), ramp(10_001, 1_000));
    const before = one.buffered;
    read(one, 128);
    expect(one.buffered).toBe(480 - 128);
    expect(one.skipped).toBe(before - 480);
    expect(one.underruns).toBe(0);
  });

  it("that is too far behind and has a small target still has enough to play", () => {
    const one = ring();
    one.target = 0;
    one.write(ramp(1, 6_000), ramp(1, 6_000));
    expect(read(one, 128).left).toEqual([...ramp(5_873, 128)]);
    expect(one.underruns).toBe(0);
  });

  it("begins afresh once it is cleared", () => {
    const one = ring();
    one.target = 128;
    one.write(ramp(1, 300), ramp(1, 300));
    read(one, 128);
    one.clear();
    expect(one.buffered).toBe(0);
    one.write(ramp(500, 127), ramp(500, 127));
    expect(read(one, 127).left).toEqual(silence(127));
    expect(one.underruns).toBe(0);
  });
});

describe("after many hours", () => {
  // A signed and an unsigned end: half a day and a whole one, at 48 kHz.
  it.each([
    ["2^31", 2 ** 31, 48_000],
    ["2^32", 2 ** 32, 48_000],
    ["2^32", 2 ** 32, 44_100],
    ["2^32", 2 ** 32, 32_000],
  ])("the indices go past %s as if it were nothing", (_name, end, rate) => {
    const one = ring(rate, (end - 1_000) | 0);
    let written = 1;
    let expected = 1;
    for (let i = 0; i < 100; i++) {
      one.write(ramp(written, 137), ramp(written + 0.5, 137));
      written += 137;
      const { left, right } = read(one, 100);
      expect(left).toEqual([...ramp(expected, 100)]);
      expect(right).toEqual([...ramp(expected + 0.5, 100)]);
      expected += 100;
      expect(one.buffered).toBe(written - expected);
    }
    expect(one.skipped).toBe(0);
  });

  it.each([48_000, 44_100, 32_000])("a ring at %i Hz that is full there loses nothing", (rate) => {
    const one = ring(rate, (2 ** 32 - 10_000) | 0);
    one.target = rate;
    one.write(ramp(1, rate), ramp(1, rate));
    expect(read(one, rate).left.findIndex((sample, i) => sample !== 1 + i)).toBe(-1);
  });
});
