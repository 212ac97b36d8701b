import { expect, test } from "vitest";
import { bindKey, DEFAULT_KEYS } from "./bindings.ts";
import { fullKeyName, keyHints, keyName } from "./key-names.ts";

/** A French keyboard, where other letters are in the places of a few. */
const AZERTY = new Map([
  ["KeyZ", "w"],
  ["KeyW", "z"],
  ["Semicolon", "m"],
  ["Digit1", "&"],
]);

test.each([
  ["KeyX", "X"],
  ["Digit4", "4"],
  ["Numpad4", "Num 4"],
  ["ArrowUp", "↑"],
  ["ShiftLeft", "Shift"],
  ["Space", "Space"],
  ["BracketLeft", "["],
])("%s is called %s where the layout is not known", (code, name) => expect(keyName(code)).toBe(name));

test("a key is called what is printed on it", () => {
  expect(keyName("KeyZ", AZERTY)).toBe("W");
  expect(keyName("Semicolon", AZERTY)).toBe("M");
  expect(keyName("Digit1", AZERTY)).toBe("&");
  expect(keyName("KeyX", AZERTY)).toBe("X");
  expect(keyName("Minus", new Map([["Minus", "ß"]]))).toBe("ß");
});

test("where there is room, the Shifts are told apart", () => {
  expect([fullKeyName("ShiftLeft"), fullKeyName("ShiftRight")]).toEqual(["Left Shift", "Right Shift"]);
});

test("a button's hint is its first key, and nothing where it has none", () => {
  const { keys } = bindKey(DEFAULT_KEYS, "a", 0, "KeyZ");
  expect(keyHints(keys, AZERTY)).toMatchObject({ up: "↑", a: "W", b: "", start: "Enter", select: "Shift" });
});
