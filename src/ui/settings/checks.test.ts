import { expect, test } from "vitest";
import * as z from "zod/mini";
import { BUTTONS } from "../buttons.ts";
import { isBindable, KEYS_MAX } from "../input/bindings.ts";
import { isPadInput, PAD_INPUTS_MAX, STANDARD_MAPPING, STICK_MAX, STICK_MIN } from "../input/pad-mapping.ts";
import { between, entries, flag, list, object, oneOf, or, text } from "./checks.ts";
import {
  DEFAULT_SETTINGS,
  OPACITY_MIN,
  PAD_GROUPS,
  PADS_MAX,
  readSettings,
  SCALE_MAX,
  SCALE_MIN,
  writeSettings,
} from "./record.ts";

test("a value is given where it is right, and nothing where it is not", () => {
  expect([flag(false), flag(0)]).toEqual([false, undefined]);
  expect([0, 1, 2, Number.NaN, "1", null].map(between(1, 2))).toEqual([
    undefined,
    1,
    2,
    undefined,
    undefined,
    undefined,
  ]);
  expect([oneOf("a", "b")("b"), oneOf("a", "b")("c"), oneOf(1)("1")]).toEqual(["b", undefined, undefined]);
  expect([text((word) => word !== "")("a"), text((word) => word !== "")("")]).toEqual(["a", undefined]);
  expect([list(flag, 1)([true]), list(flag, 1)([true, true]), list(flag, 1)([1])]).toEqual([
    [true],
    undefined,
    undefined,
  ]);
  expect(or(flag, true)("no")).toBe(true);
});

test("of an object what was asked for is given, and of its own entries alone", () => {
  const check = object({ a: flag });
  expect(check({ a: true, b: 1 })).toEqual({ a: true });
  expect([check({}), check([]), check(null), check(Object.create({ a: true }))]).toEqual(
    new Array(4).fill(undefined),
  );
  const any = entries((name) => name.length < 20, flag, 2);
  expect(any({ a: true, b: false })).toEqual({ a: true, b: false });
  expect([any({ a: 1 }), any({ a: true, b: true, c: true }), any({ ["a".repeat(20)]: true })]).toEqual(
    new Array(3).fill(undefined),
  );
  const named = any(JSON.parse('{"__proto__": true}'));
  expect(Object.entries(named ?? {})).toEqual([["__proto__", true]]);
});

/** The same record as zod reads it. */
const number = (least: number, most: number) => z.number().check(z.gte(least), z.lte(most));
const buttons = (isRight: (text: string) => boolean, max: number) =>
  z.object(
    Object.fromEntries(
      BUTTONS.map((button) => [button, z.array(z.string().check(z.refine(isRight))).check(z.maxLength(max))]),
    ),
  );
const layout = z.object(
  Object.fromEntries(
    PAD_GROUPS.map((group) => [
      group,
      z.object({ x: number(-1, 1), y: number(-1, 1), scale: number(SCALE_MIN, SCALE_MAX) }),
    ]),
  ),
);
const gamepad = z.object({
  mappings: z
    .record(z.string().check(z.maxLength(200)), buttons(isPadInput, PAD_INPUTS_MAX))
    .check(z.refine((mappings) => Object.keys(mappings).length <= PADS_MAX)),
  rumble: z.boolean(),
});
const touch = z.object({
  upright: layout,
  sideways: layout,
  mirrored: z.boolean(),
  opacity: number(OPACITY_MIN, 1),
  shown: z.boolean(),
});
const picture = z.object({ fit: z.enum(["whole", "fill"]), lcd: z.boolean() });
const look = z.object({ palette: z.string().check(z.regex(/^[a-z]{0,16}$/)), ghosting: z.boolean() });
const sticks = z
  .record(z.string().check(z.maxLength(200)), number(STICK_MIN, STICK_MAX))
  .check(z.refine((reaches) => Object.keys(reaches).length <= PADS_MAX));
const byZod = z.catch(
  z.object({
    version: z.literal(1),
    keys: z.catch(buttons(isBindable, KEYS_MAX), DEFAULT_SETTINGS.keys as never),
    gamepad: z.catch(gamepad, DEFAULT_SETTINGS.gamepad as never),
    touch: z.catch(touch, DEFAULT_SETTINGS.touch as never),
    picture: z.catch(picture, DEFAULT_SETTINGS.picture as never),
    look: z.catch(look, DEFAULT_SETTINGS.look as never),
    sticks: z.catch(sticks, DEFAULT_SETTINGS.sticks as never),
  }),
  { version: 1, ...DEFAULT_SETTINGS } as never,
);

/** Numbers from 0 to 1, the same in each run. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const ODD: unknown[] = [null, true, 0, -1, 1.6, 9, 1e300, "", "KeyA", "Escape", "b7", "fill", [], {}, ["b1"]];

/** A record of which one thing, anywhere, is something else, or is gone, or is there twice. */
function damage(value: unknown, random: () => number): unknown {
  const odd = ODD[Math.floor(random() * ODD.length)];
  if (typeof value !== "object" || value === null || random() < 0.05) return odd;
  const names = Object.keys(value);
  const at = Math.floor(random() * names.length);
  if (Array.isArray(value)) {
    const turn = random();
    if (turn < 0.2) return [...value, ...value, ...value, ...value];
    return value.flatMap((entry, index) =>
      index === at ? (turn < 0.4 ? [] : [damage(entry, random)]) : [entry],
    );
  }
  const name = names[at] ?? "x";
  const { [name]: entry, ...others } = value as Record<string, unknown>;
  const turn = random();
  if (turn < 0.1) return others;
  if (turn < 0.2) return { ...value, [`${name}!`]: odd };
  return { ...others, [name]: damage(entry, random) };
}

test("a record that is damaged anywhere is read as zod reads it", () => {
  const random = makeRandom(7);
  const whole: unknown = JSON.parse(
    writeSettings({
      ...DEFAULT_SETTINGS,
      gamepad: { mappings: { "A pad": STANDARD_MAPPING, Other: STANDARD_MAPPING }, rumble: false },
      touch: { ...DEFAULT_SETTINGS.touch, mirrored: true, opacity: 0.5 },
      picture: { fit: "fill", lcd: true },
      look: { palette: "amber", ghosting: true },
      sticks: { "A pad": 0.7 },
    }),
  );
  let changed = 0;
  for (let run = 0; run < 5_000; run++) {
    let record = whole;
    for (let times = Math.floor(random() * 4); times >= 0; times--) record = damage(record, random);
    const text = JSON.stringify(record);
    const { version: _, ...wanted } = byZod.parse(JSON.parse(text)) as Record<string, unknown>;
    const read = readSettings(text);
    expect(read, text).toEqual(wanted);
    if (read !== DEFAULT_SETTINGS) changed++;
  }
  // Not all of them are so damaged that nothing is left.
  expect(changed).toBeGreaterThan(1_000);
});
