/**
 * Durations branded by their unit, and presentation timestamps.
 *
 * @module
 */

/** A duration in nanoseconds. */
export type Nano = number & { readonly _brand: "nano" };
/** A duration in microseconds. */
export type Micro = number & { readonly _brand: "micro" };
/** A duration in milliseconds. */
export type Milli = number & { readonly _brand: "milli" };
/** A duration in seconds. */
export type Second = number & { readonly _brand: "second" };

const arithmetic = <T extends number>(perSecond: number) => ({
  zero: 0 as T,
  now: () => (performance.now() * (perSecond / 1000)) as T,
  add: (a: T, b: T) => (a + b) as T,
  sub: (a: T, b: T) => (a - b) as T,
  mul: (a: T, b: number) => (a * b) as T,
  div: (a: T, b: number) => (a / b) as T,
  max: (a: T, b: T) => Math.max(a, b) as T,
  min: (a: T, b: T) => Math.min(a, b) as T,
});

const make =
  <T extends number>() =>
  (value: number) =>
    value as T;

export const Nano = Object.assign(make<Nano>(), arithmetic<Nano>(1e9), {
  fromMicro: (us: Micro) => (us * 1e3) as Nano,
  fromMilli: (ms: Milli) => (ms * 1e6) as Nano,
  fromSecond: (s: Second) => (s * 1e9) as Nano,
  toMicro: (ns: Nano) => (ns / 1e3) as Micro,
  toMilli: (ns: Nano) => (ns / 1e6) as Milli,
  toSecond: (ns: Nano) => (ns / 1e9) as Second,
});

export const Micro = Object.assign(make<Micro>(), arithmetic<Micro>(1e6), {
  fromNano: (ns: Nano) => (ns / 1e3) as Micro,
  fromMilli: (ms: Milli) => (ms * 1e3) as Micro,
  fromSecond: (s: Second) => (s * 1e6) as Micro,
  toNano: (us: Micro) => (us * 1e3) as Nano,
  toMilli: (us: Micro) => (us / 1e3) as Milli,
  toSecond: (us: Micro) => (us / 1e6) as Second,
});

export const Milli = Object.assign(make<Milli>(), arithmetic<Milli>(1e3), {
  fromNano: (ns: Nano) => (ns / 1e6) as Milli,
  fromMicro: (us: Micro) => (us / 1e3) as Milli,
  fromSecond: (s: Second) => (s * 1e3) as Milli,
  toNano: (ms: Milli) => (ms * 1e6) as Nano,
  toMicro: (ms: Milli) => (ms * 1e3) as Micro,
  toSecond: (ms: Milli) => (ms / 1e3) as Second,
});

export const Second = Object.assign(make<Second>(), arithmetic<Second>(1), {
  fromNano: (ns: Nano) => (ns / 1e9) as Second,
  fromMicro: (us: Micro) => (us / 1e6) as Second,
  fromMilli: (ms: Milli) => (ms / 1e3) as Second,
  toNano: (s: Second) => (s * 1e9) as Nano,
  toMicro: (s: Second) => (s * 1e6) as Micro,
  toMilli: (s: Second) => (s * 1e3) as Milli,
});

/** Units a second that a {@link Timestamp} counts in. */
export type Timescale = number & { readonly _brand: "timescale" };

/** Checks a timescale: a whole number above zero, else it throws. */
export const Timescale = Object.assign(
  (unitsPerSecond: number): Timescale => {
    if (!Number.isInteger(unitsPerSecond) || unitsPerSecond <= 0)
      throw new Error(`invalid timescale: ${unitsPerSecond} is not a whole number above zero`);
    return unitsPerSecond as Timescale;
  },
  { SECOND: 1 as Timescale, MILLI: 1e3 as Timescale, MICRO: 1e6 as Timescale, NANO: 1e9 as Timescale },
);

/** A presentation time: a value and the scale that it counts in. */
export class Timestamp {
  readonly value: number;
  readonly scale: Timescale;

  /** Throws where the value is negative or not finite. */
  constructor(value: number, scale: Timescale) {
    if (!Number.isFinite(value) || value < 0) throw new Error(`invalid timestamp: ${value}`);
    this.value = value;
    this.scale = scale;
  }

  /** Monotonic now, in milliseconds since the page or Worker began; no wall clock. */
  static now(): Timestamp {
    return Timestamp.fromMillis(performance.now());
  }

  static fromMillis(ms: number): Timestamp {
    return new Timestamp(ms, Timescale.MILLI);
  }

  static fromMicros(us: number): Timestamp {
    return new Timestamp(us, Timescale.MICRO);
  }

  /** The value at another scale. */
  as(scale: Timescale): number {
    // By the ratio where it is whole: the product of both can be beyond what is exact.
    if (scale % this.scale === 0) return this.value * (scale / this.scale);
    if (this.scale % scale === 0) return this.value / (this.scale / scale);
    return (this.value * scale) / this.scale;
  }

  asMillis(): number {
    return this.as(Timescale.MILLI);
  }

  asMicros(): number {
    return this.as(Timescale.MICRO);
  }
}
