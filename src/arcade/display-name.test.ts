import { expect, it } from "vitest";
import { cleanDisplayName, DISPLAY_NAME_MAX_LENGTH } from "./display-name.ts";

it.each([
  ["Ada", "Ada"],
  ["  Ada \n Lovelace ", "Ada Lovelace"],
  ["Ada\u202eecalevoL", "AdaecalevoL"],
  ["\u0000A\u200bd\u0007a\ufeff", "Ada"],
  ["Ж 猫 🐙", "Ж 猫 🐙"],
  ["z\u0334\u0335\u0336\u0337\u0338", "z\u0334\u0335"],
  ["x".repeat(100), "x".repeat(DISPLAY_NAME_MAX_LENGTH)],
  [`${"x".repeat(23)} y`, "x".repeat(23)],
  ["<b>bold</b>", "<b>bold</b>"],
])("%j is shown as %j", (text, shown) => {
  expect(cleanDisplayName(text)).toBe(shown);
});

it.each(["", "   ", "\u200b\u202e", "host", "Host", "ho\u200bst", "YOU", "\ud800"])(
  "%j is no name",
  (text) => {
    expect(cleanDisplayName(text)).toBeUndefined();
  },
);

it("what was cleaned stays as it is, whatever it was", () => {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < 10_000; i++) {
    const units = Array.from({ length: next(40) }, () => (next(3) === 0 ? next(0x10000) : next(0x80)));
    const name = cleanDisplayName(String.fromCharCode(...units));
    if (name === undefined) continue;
    expect(cleanDisplayName(name)).toBe(name);
    expect([...name].length).toBeLessThanOrEqual(DISPLAY_NAME_MAX_LENGTH);
    expect(name).not.toMatch(/\p{C}|\n/u);
  }
});
