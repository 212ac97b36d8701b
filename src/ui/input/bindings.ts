/** Which keys stand for which buttons, by `KeyboardEvent.code`: a key's place, whatever its layout prints on it. */
import { BUTTONS, type Button } from "../buttons.ts";

/** Keys of each button, the one that is shown first; a button may have none. */
export type KeyBindings = Readonly<Record<Button, readonly string[]>>;

/** Of one button. */
export const KEYS_MAX = 2;

export interface KeyPreset {
  name: string;
  title: string;
  keys: KeyBindings;
}

const ENTER_AND_SHIFT = { start: ["Enter", "NumpadEnter"], select: ["ShiftLeft", "ShiftRight"] } as const;

const ARROWS = { up: ["ArrowUp"], down: ["ArrowDown"], left: ["ArrowLeft"], right: ["ArrowRight"] } as const;

const LETTERS = { up: ["KeyW"], down: ["KeyS"], left: ["KeyA"], right: ["KeyD"] } as const;

export const DEFAULT_KEYS: KeyBindings = { ...ARROWS, a: ["KeyX"], b: ["KeyZ"], ...ENTER_AND_SHIFT };

/** None takes a key that does something else on the pages where one plays (`shortcuts.ts`). */
export const KEY_PRESETS: readonly KeyPreset[] = [
  { name: "arrows", title: "Arrows, and the left hand presses", keys: DEFAULT_KEYS },
  {
    name: "letters",
    title: "Letters, and the right hand presses",
    keys: { ...LETTERS, a: ["KeyL"], b: ["KeyK"], ...ENTER_AND_SHIFT },
  },
  {
    name: "left-hand",
    title: "The left hand alone",
    keys: { ...LETTERS, a: ["KeyE"], b: ["KeyQ"], start: ["KeyR"], select: ["KeyX"] },
  },
  {
    name: "right-hand",
    title: "The right hand alone, on the number pad",
    keys: {
      up: ["Numpad8"],
      down: ["Numpad5", "Numpad2"],
      left: ["Numpad4"],
      right: ["Numpad6"],
      a: ["NumpadAdd"],
      b: ["Numpad0"],
      start: ["NumpadEnter"],
      select: ["NumpadDecimal"],
    },
  },
];

/** The button that each key stands for. */
export function buttonsByCode(keys: KeyBindings): ReadonlyMap<string, Button> {
  return new Map(BUTTONS.flatMap((button) => keys[button].map((code) => [code, button] as const)));
}

/** The preset that some bindings are; none where they are somebody's own. */
export function presetOf(keys: KeyBindings): KeyPreset | undefined {
  const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
  return KEY_PRESETS.find((preset) => BUTTONS.every((button) => same(preset.keys[button], keys[button])));
}

/** What browsers, or people who play by keyboard alone, need for themselves. */
const RESERVED =
  /^(?:Escape|Tab|(?:Control|Alt|Meta|OS)(?:Left|Right)|ContextMenu|CapsLock|NumLock|Delete|F\d+)$/;

/** Whether a key can stand for a button. */
export function isBindable(code: string): boolean {
  return /^[A-Za-z0-9]{1,32}$/.test(code) && code !== "Unidentified" && !RESERVED.test(code);
}

export interface Bound {
  keys: KeyBindings;
  /** The button that had the key before. */
  from?: Button;
}

/**
 * Makes a key stand for a button, and for no other any more.
 * @param place which of the button's keys it takes the place of; after the last one it is one more
 */
export function bindKey(keys: KeyBindings, button: Button, place: number, code: string): Bound {
  const from = BUTTONS.find((other) => other !== button && keys[other].includes(code));
  const own = [...keys[button]];
  own[Math.min(place, own.length, KEYS_MAX - 1)] = code;
  const bound: Record<Button, readonly string[]> = { ...keys };
  if (from) bound[from] = keys[from].filter((other) => other !== code);
  bound[button] = own.filter((other, at) => own.indexOf(other) === at);
  return from ? { keys: bound, from } : { keys: bound };
}

/** Takes a key away from a button. */
export function unbindKey(keys: KeyBindings, button: Button, code: string): KeyBindings {
  return { ...keys, [button]: keys[button].filter((other) => other !== code) };
}
