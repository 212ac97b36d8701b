/** What a key is called on the keyboard that is there. */
import { createRoot, createSignal } from "solid-js";
import { BUTTONS, type Button } from "../buttons.ts";
import { DEFAULT_KEYS, type KeyBindings } from "./bindings.ts";

/** What is printed on keys, by their codes. */
export type KeyLayout = ReadonlyMap<string, string>;

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Backquote: "`",
  Backslash: "\\",
  BracketLeft: "[",
  BracketRight: "]",
  Comma: ",",
  Equal: "=",
  IntlBackslash: "<",
  Minus: "-",
  NumpadAdd: "Num +",
  NumpadDecimal: "Num .",
  NumpadDivide: "Num /",
  NumpadEnter: "Num Enter",
  NumpadMultiply: "Num *",
  NumpadSubtract: "Num -",
  Period: ".",
  Quote: "'",
  Semicolon: ";",
  ShiftLeft: "Shift",
  ShiftRight: "Shift",
  Slash: "/",
};

/** Where there is little room: both Shifts are "Shift". */
export function keyName(code: string, layout?: KeyLayout): string {
  const known = NAMES[code];
  // A layout may name these too, and says less of them.
  if (known && /^(?:Arrow|Numpad|Shift)/.test(code)) return known;
  const printed = layout?.get(code);
  if (printed) return printed.length === 1 ? upper(printed) : printed;
  return known ?? code.replace(/^Key|^Digit/, "").replace(/^Numpad(\d)$/, "Num $1");
}

/** The same, so that no other key is called so. */
export function fullKeyName(code: string, layout?: KeyLayout): string {
  if (code.startsWith("Shift")) return code === "ShiftLeft" ? "Left Shift" : "Right Shift";
  return keyName(code, layout);
}

/** "ß" has no capital of one letter. */
function upper(letter: string): string {
  const capital = letter.toLocaleUpperCase();
  return capital.length === 1 ? capital : letter;
}

/** What is printed beside each button: its first key. */
export function keyHints(keys: KeyBindings, layout?: KeyLayout): Record<Button, string> {
  const hint = ([first]: readonly string[]) => (first === undefined ? "" : keyName(first, layout));
  return Object.fromEntries(BUTTONS.map((button) => [button, hint(keys[button])])) as Record<Button, string>;
}

/** As nobody has changed anything. */
export const DEFAULT_HINTS: Readonly<Record<Button, string>> = keyHints(DEFAULT_KEYS);

/** Of the Keyboard API, what is used; Chromium alone has it. */
interface KeyboardApi {
  getLayoutMap(): Promise<KeyLayout>;
}

const [layout, setLayout] = createRoot(() => createSignal<KeyLayout>());
let isAsked = false;

/** What is printed on this keyboard's keys, once that is known; unknown for good in some browsers. Tracked. */
export function keyLayout(): KeyLayout | undefined {
  if (!isAsked) {
    isAsked = true;
    const { keyboard } = globalThis.navigator as Navigator & { keyboard?: KeyboardApi };
    // Refused inside some iframes: the names above do.
    keyboard?.getLayoutMap().then(setLayout, () => {});
  }
  return layout();
}
