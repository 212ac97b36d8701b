import { expect, test } from "vitest";
import { BUTTONS } from "../buttons.ts";
import { VIEWER_SHORTCUTS } from "../shortcut-texts.ts";
import {
  bindKey,
  buttonsByCode,
  DEFAULT_KEYS,
  isBindable,
  KEY_PRESETS,
  presetOf,
  unbindKey,
} from "./bindings.ts";

test.each(KEY_PRESETS)("$name: every button has keys of its own, which do nothing else", ({ keys }) => {
  const codes = BUTTONS.flatMap((button) => keys[button]);
  for (const button of BUTTONS) expect(keys[button].length).toBeGreaterThan(0);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(isBindable(code)).toBe(true);
  for (const { key } of VIEWER_SHORTCUTS) expect(codes).not.toContain(key);
});

test("a preset is known again, and is nobody's once a key is another", () => {
  for (const preset of KEY_PRESETS) expect(presetOf(preset.keys)).toBe(preset);
  expect(presetOf(bindKey(DEFAULT_KEYS, "a", 0, "KeyN").keys)).toBeUndefined();
});

test("a key takes the place of another one", () => {
  const { keys, from } = bindKey(DEFAULT_KEYS, "start", 0, "Space");
  expect(keys.start).toEqual(["Space", "NumpadEnter"]);
  expect(from).toBeUndefined();
});

test("a key past the last one is one more, up to two", () => {
  const one = bindKey(DEFAULT_KEYS, "a", 1, "KeyN").keys;
  expect(one.a).toEqual(["KeyX", "KeyN"]);
  expect(bindKey(one, "a", 5, "KeyB").keys.a).toEqual(["KeyX", "KeyB"]);
});

test("a key that was another button's is that one's no more, and it is said whose it was", () => {
  const { keys, from } = bindKey(DEFAULT_KEYS, "a", 0, "KeyZ");
  expect(keys.a).toEqual(["KeyZ"]);
  expect(keys.b).toEqual([]);
  expect(from).toBe("b");
  expect(buttonsByCode(keys).get("KeyZ")).toBe("a");
});

test("a button's second key that is made its first is there once", () => {
  expect(bindKey(DEFAULT_KEYS, "start", 0, "NumpadEnter").keys.start).toEqual(["NumpadEnter"]);
});

test("a key can be taken away", () => {
  expect(unbindKey(DEFAULT_KEYS, "select", "ShiftLeft").select).toEqual(["ShiftRight"]);
});

test.each(["Escape", "Tab", "ControlLeft", "MetaRight", "F5", "Unidentified", "", "Key X", "x".repeat(40)])(
  "%j cannot be bound",
  (code) => expect(isBindable(code)).toBe(false),
);
