import { describe, expect, it } from "vitest";
import { Time } from "./index.ts";

const { Timescale, Timestamp } = Time;

describe("durations", () => {
  it("convert from each unit to each other and back", () => {
    const ns = Time.Nano(1_500_000_000);
    expect(Time.Nano.toMicro(ns)).toBe(1_500_000);
    expect(Time.Nano.toMilli(ns)).toBe(1_500);
    expect(Time.Nano.toSecond(ns)).toBe(1.5);
    expect(Time.Micro.fromNano(ns)).toBe(Time.Nano.toMicro(ns));
    expect(Time.Milli.fromNano(ns)).toBe(Time.Nano.toMilli(ns));
    expect(Time.Second.fromNano(ns)).toBe(Time.Nano.toSecond(ns));
    const us = Time.Micro(2_500_000);
    expect([Time.Micro.toNano(us), Time.Micro.toMilli(us), Time.Micro.toSecond(us)]).toEqual([
      2.5e9, 2500, 2.5,
    ]);
    expect([Time.Nano.fromMicro(us), Time.Milli.fromMicro(us), Time.Second.fromMicro(us)]).toEqual([
      2.5e9, 2500, 2.5,
    ]);
    const ms = Time.Milli(250);
    expect([Time.Milli.toNano(ms), Time.Milli.toMicro(ms), Time.Milli.toSecond(ms)]).toEqual([
      2.5e8, 2.5e5, 0.25,
    ]);
    expect([Time.Nano.fromMilli(ms), Time.Micro.fromMilli(ms), Time.Second.fromMilli(ms)]).toEqual([
      2.5e8, 2.5e5, 0.25,
    ]);
    const s = Time.Second(3);
    expect([Time.Second.toNano(s), Time.Second.toMicro(s), Time.Second.toMilli(s)]).toEqual([3e9, 3e6, 3e3]);
    expect([Time.Nano.fromSecond(s), Time.Micro.fromSecond(s), Time.Milli.fromSecond(s)]).toEqual([
      3e9, 3e6, 3e3,
    ]);
  });

  it("are reckoned with in their own unit", () => {
    const { add, sub, mul, div, max, min, zero } = Time.Milli;
    const [a, b] = [Time.Milli(10), Time.Milli(4)];
    expect([add(a, b), sub(a, b), mul(a, 3), div(a, 4), max(a, b), min(a, b), zero]).toEqual([
      14, 6, 30, 2.5, 10, 4, 0,
    ]);
  });
});

describe("a timescale", () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("is not %d", (units) => {
    expect(() => Timescale(units)).toThrow("a whole number above zero");
  });

  it.each([1, 1000, 48_000, 90_000, 4_194_304])("may be %d", (units) => {
    expect(Timescale(units)).toBe(units);
  });
});

describe("a timestamp", () => {
  it("keeps the instant at another scale", () => {
    expect(Timestamp.fromMillis(1234).asMicros()).toBe(1_234_000);
    expect(Timestamp.fromMicros(1_234_500).asMillis()).toBe(1234.5);
    expect(new Timestamp(48_000, Timescale(48_000)).asMillis()).toBe(1000);
    expect(new Timestamp(90_000, Timescale(90_000)).as(Timescale(48_000))).toBe(48_000);
  });

  it("is exact where the result can be, also as far from zero as a wall clock is", () => {
    for (let i = 0; i < 10_000; i++) {
      const ms = 1_700_000_000_000 + i * 7_919;
      const us = Timestamp.fromMillis(ms).asMicros();
      expect(us).toBe(Number(BigInt(ms) * 1000n));
      expect(Timestamp.fromMicros(us).asMillis()).toBe(ms);
    }
  });

  it("of now goes forward", () => {
    const first = Timestamp.now();
    const second = Timestamp.now();
    expect(second.asMicros()).toBeGreaterThanOrEqual(first.asMicros());
    expect(first.scale).toBe(Timescale.MILLI);
  });
});
