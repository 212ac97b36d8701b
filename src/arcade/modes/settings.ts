/** What a host may choose, checked. */
import type { ModeSettings } from "./types.ts";

export const MODE_TYPES = ["anarchy", "democracy", "baton", "seats"] as const;

export type ModeType = (typeof MODE_TYPES)[number];

/** Least, most, and what it is unless somebody says otherwise. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly initial: number;
}

/** What can be set of each mode; times in seconds. */
export const MODE_LIMITS = {
  democracy: { window: { min: 0.5, max: 30, initial: 2 } },
  baton: { idle: { min: 3, max: 300, initial: 10 } },
  seats: { seats: { min: 2, max: 4, initial: 2 }, idle: { min: 3, max: 300, initial: 30 } },
} as const satisfies Partial<Record<ModeType, Record<string, Limits>>>;

/** What may be asked for beside the mode's name. */
export interface ModeWishes {
  window?: number | undefined;
  idle?: number | undefined;
  seats?: number | undefined;
}

export function isModeType(name: string): name is ModeType {
  return (MODE_TYPES as readonly string[]).includes(name);
}

/**
 * A mode with what was asked for, and the usual where nothing was.
 * @throws {RangeError} a sentence: there is no such mode, it knows nothing of what was asked for, or that is out of bounds
 */
export function makeModeSettings(type: string, wishes: ModeWishes = {}): ModeSettings {
  if (!isModeType(type)) throw new RangeError(`There is no mode “${type}”: choose ${inWords(MODE_TYPES)}.`);
  const { window, idle, seats } = wishes;
  switch (type) {
    case "anarchy":
      nothingElse(type, { window, idle, seats });
      return { type };
    case "democracy":
      nothingElse(type, { idle, seats });
      return { type, window: within("window", window, MODE_LIMITS.democracy.window) };
    case "baton":
      nothingElse(type, { window, seats });
      return { type, idle: within("idle", idle, MODE_LIMITS.baton.idle) };
    case "seats": {
      nothingElse(type, { window });
      const count = within("seats", seats, MODE_LIMITS.seats.seats);
      if (!Number.isInteger(count)) throw new RangeError("The number of seats is a whole number.");
      return { type, seats: count, idle: within("idle", idle, MODE_LIMITS.seats.idle) };
    }
    default:
      return type satisfies never;
  }
}

const WHAT = {
  window: "The window of a vote, in seconds,",
  idle: "The time of idleness, in seconds,",
  seats: "The number of seats",
} as const;

function within(what: keyof typeof WHAT, value: number | undefined, { min, max, initial }: Limits): number {
  const asked = value ?? initial;
  // Not a number is in no bounds.
  if (asked >= min && asked <= max) return asked;
  throw new RangeError(`${WHAT[what]} is from ${min} to ${max}.`);
}

function nothingElse(type: ModeType, wishes: ModeWishes): void {
  for (const [name, value] of Object.entries(wishes))
    if (value !== undefined) throw new RangeError(`The mode ${type} has no ${name}.`);
}

function inWords(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
