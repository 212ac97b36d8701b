/** Times in the units of a track, and in microseconds. */
import { FormatError } from "../../error.ts";

/** Microseconds in a second. */
export const MICROS = 1_000_000;

/** Whole microseconds of a time in `timescale` units a second. Throws a `FormatError` beyond 2^53 - 1. */
export const toMicros = (units: number, timescale: number): number =>
  convert(units, timescale, MICROS, "too-large");

/** Whole units of a time in microseconds. Throws a `FormatError` beyond 2^53 - 1, and where the time is not whole. */
export function fromMicros(micros: number, timescale: number): number {
  if (!Number.isSafeInteger(micros) || micros < 0)
    throw new FormatError(
      "unrepresentable",
      `a time is a whole number of microseconds from 0 on, not ${micros}`,
    );
  return convert(micros, MICROS, timescale, "unrepresentable");
}

/** Whole seconds and the rest apart: the product of a time and a scale would not be exact. */
function convert(value: number, from: number, to: number, reason: "too-large" | "unrepresentable"): number {
  const rest = value % from;
  const converted = ((value - rest) / from) * to + Math.round((rest * to) / from);
  if (!Number.isSafeInteger(converted)) throw new FormatError(reason, "a time is above 2^53 - 1");
  return converted;
}
