/** JSON values from a seed. */
import type { Json } from "../json/value.ts";
import type { Random } from "./random.ts";

/** Keys like any other. */
export const PLAIN_KEYS: readonly string[] = ["a", "b", "c", "a longer name", "", "é😀", '"\\/\n'];

/** Keys that mean something to JavaScript besides. */
export const WILD_KEYS: readonly string[] = [
  ...PLAIN_KEYS,
  "__proto__",
  "constructor",
  "toString",
  "length",
  "0",
];

const NUMBERS = [0, -1, 0.5, 1e21, 1e-7, 2 ** 53 - 1, -(2 ** 53) + 1, 1.7976931348623157e308];
const STRINGS = ["", "a", "ü€😀", '"\\\u0000\u2028', "\ud800", "x".repeat(300), "__proto__"];

/** A value, arrays and objects nested at most `depth` deep. */
export function generate(random: Random, depth: number, keys: readonly string[] = PLAIN_KEYS): Json {
  const kind = random.below(depth > 0 ? 8 : 4);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.chance(0.5) ? random.below(1000) : random.pick(NUMBERS);
  if (kind === 3) return random.pick(STRINGS);
  const length = random.below(5);
  if (kind === 4) return Array.from({ length }, () => generate(random, depth - 1, keys));
  return Object.fromEntries(
    Array.from({ length }, () => [random.pick(keys), generate(random, depth - 1, keys)]),
  );
}

/** What a value is next: mostly the same with a member or two changed, as values are that are published. */
export function evolve(random: Random, value: Json, keys: readonly string[] = PLAIN_KEYS): Json {
  if (random.chance(0.05)) return generate(random, 3, keys);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return Object.fromEntries(keys.map((key) => [key, generate(random, 1, keys)]));
  }
  if (random.chance(0.1)) return value;
  const key = random.pick(keys);
  const entries = Object.entries(value).filter(([name]) => name !== key);
  if (random.chance(0.3)) return Object.fromEntries(entries);
  const before = Object.hasOwn(value, key) ? (value[key] as Json) : undefined;
  const member =
    before !== undefined && random.chance(0.5) ? evolve(random, before, keys) : generate(random, 2, keys);
  return Object.fromEntries([...entries, [key, member]]);
}
