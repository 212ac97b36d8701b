/** Which parts of a gamepad stand for which buttons. Pure: from what a pad says to what it holds. */
import { BUTTONS, type Button } from "../buttons.ts";

/** What a pad says at one time: a `Gamepad` is one. */
export interface PadSnapshot {
  /** Whether the browser knows it, and has its parts in the order of the W3C's Standard Gamepad. */
  readonly mapping: string;
  readonly buttons: readonly { readonly pressed: boolean; readonly value: number }[];
  /** From -1 to 1. */
  readonly axes: readonly number[];
}

/** A part of a pad: `b3` is its fourth button, `a0-` its first axis to the left or up, `a0+` to the right or down. */
export type PadInput = string;

/** Parts for each button; it is held while one of them is. */
export type PadMapping = Readonly<Record<Button, readonly PadInput[]>>;

/** Of one button. */
export const PAD_INPUTS_MAX = 3;

const PAD_INPUT = /^(?:b(\d{1,2})|a(\d{1,2})([+-]))$/;

export function isPadInput(text: string): boolean {
  return PAD_INPUT.test(text);
}

/**
 * The W3C's Standard Gamepad, by place: A is the right one of the four, B the lower one, as on the console. The
 * other two stand for the same, so that a thumb finds a pair whichever way it lies.
 */
export const STANDARD_MAPPING: PadMapping = {
  up: ["b12", "a1-"],
  down: ["b13", "a1+"],
  left: ["b14", "a0-"],
  right: ["b15", "a0+"],
  a: ["b1", "b3"],
  b: ["b0", "b2"],
  start: ["b9"],
  select: ["b8"],
};

/** A stick counts from here on, as parts of its way: far from where worn ones rest, and a diagonal is two directions. */
export const STICK_DEFAULT = 0.5;
/** What can be chosen in its place. */
export const STICK_MIN = 0.2;
export const STICK_MAX = 0.9;
/** And until this part of that, so that a thumb that trembles presses once. */
const RELEASE_PART = 0.7;
/** Triggers are buttons of any value between 0 and 1. */
const TRIGGER_AT = 0.5;

/** A mapping as numbers, three for each part: the bit of its button, its index, and its side (0 for a button). */
export type CompiledMapping = Int8Array;

export function compileMapping(mapping: PadMapping): CompiledMapping {
  const numbers = BUTTONS.flatMap((button, bit) =>
    mapping[button].flatMap((input) => {
      const [, key, axis, side] = PAD_INPUT.exec(input) ?? [];
      if (key !== undefined) return [bit, Number(key), 0];
      return axis === undefined ? [] : [bit, Number(axis), side === "-" ? -1 : 1];
    }),
  );
  return Int8Array.from(numbers);
}

/**
 * What a pad holds, as bits in the order of `BUTTONS`. Allocates nothing: it is called for every frame.
 * @param before what it held at the last look
 * @param reach from which part of its way on a stick counts
 */
export function heldBits(
  pad: PadSnapshot,
  mapping: CompiledMapping,
  before: number,
  reach: number = STICK_DEFAULT,
): number {
  let held = 0;
  for (let at = 0; at + 2 < mapping.length; at += 3) {
    const bit = 1 << (mapping[at] ?? 0);
    const index = mapping[at + 1] ?? 0;
    const side = mapping[at + 2] ?? 0;
    if (side === 0) {
      const button = pad.buttons[index];
      if (button && (button.pressed || button.value > TRIGGER_AT)) held |= bit;
    } else if ((pad.axes[index] ?? 0) * side > ((before & bit) === 0 ? reach : reach * RELEASE_PART))
      held |= bit;
  }
  return held;
}

/** Every part of a pad that is pressed now. @param reach from which part of its way on a stick counts */
export function pressedInputs(pad: PadSnapshot, reach: number = STICK_DEFAULT): PadInput[] {
  const buttons = pad.buttons.flatMap(({ pressed, value }, index) =>
    pressed || value > TRIGGER_AT ? [`b${index}`] : [],
  );
  const axes = pad.axes.flatMap((value, index) =>
    Math.abs(value) > reach ? [`a${index}${value < 0 ? "-" : "+"}`] : [],
  );
  return [...buttons, ...axes].filter(isPadInput);
}

/** Makes a part of a pad stand for a button, and for no other any more. */
export function bindPadInput(mapping: PadMapping, button: Button, input: PadInput): PadMapping {
  const bound: Record<Button, readonly PadInput[]> = { ...mapping };
  for (const other of BUTTONS) bound[other] = mapping[other].filter((part) => part !== input);
  bound[button] = [input];
  return bound;
}

const PLACES: readonly string[] = [
  "Lower button",
  "Right button",
  "Left button",
  "Upper button",
  "Left shoulder",
  "Right shoulder",
  "Left trigger",
  "Right trigger",
  "Back",
  "Start",
  "Left stick pressed",
  "Right stick pressed",
  "Cross up",
  "Cross down",
  "Cross left",
  "Cross right",
  "Home",
];

const STICKS: Readonly<Record<string, string>> = {
  "a0-": "Stick left",
  "a0+": "Stick right",
  "a1-": "Stick up",
  "a1+": "Stick down",
  "a2-": "Right stick left",
  "a2+": "Right stick right",
  "a3-": "Right stick up",
  "a3+": "Right stick down",
};

/** What a part is called; by its number where the browser does not know the pad. */
export function padInputName(input: PadInput, isStandard: boolean): string {
  const [, key, axis, side] = PAD_INPUT.exec(input) ?? [];
  if (key !== undefined) return (isStandard ? PLACES[Number(key)] : undefined) ?? `Button ${Number(key) + 1}`;
  return (isStandard ? STICKS[input] : undefined) ?? `Axis ${Number(axis) + 1} ${side === "-" ? "−" : "+"}`;
}

/** A pad's name without the numbers that browsers put after or before it. */
export function padName(id: string): string {
  const name = id
    .replace(/\s*\((?:STANDARD GAMEPAD )?(?:Vendor|STANDARD)[^)]*\)\s*$/i, "")
    .replace(/^[0-9a-f]{4}-[0-9a-f]{4}-/i, "")
    .trim();
  return name === "" ? "Gamepad" : name.slice(0, 60);
}
