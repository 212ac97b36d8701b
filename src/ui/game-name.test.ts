import { expect, test } from "vitest";
import { checkName } from "../arcade/name.ts";
import { slug, suggestHiddenName, suggestName, titleOfFile } from "./game-name.ts";

test.each([
  ["Too Many Paws", "too-many-paws"],
  ["  Pokédex (U) [!] ", "pokedex-u"],
  ["../../etc/passwd", "etc-passwd"],
  ["ねこ", "game"],
  ["", "game"],
])("%j becomes %j", (title, expected) => {
  expect(slug(title)).toBe(expected);
});

test("what is proposed will do as a name, and is hardly ever proposed twice", () => {
  const names = Array.from({ length: 200 }, () =>
    suggestName("A very long title, /with/ all kinds of * things in it"),
  );
  for (const name of names) expect(checkName(name)).toBeUndefined();
  expect(new Set(names).size).toBeGreaterThan(195);
});

test("a file's title is its name without its kind", () => {
  expect(titleOfFile("My.Game.gbc")).toBe("My.Game");
  expect(titleOfFile("rom")).toBe("rom");
  expect(titleOfFile(".gb")).toBe(".gb");
});

test("a hidden name is one that nobody guesses, and that will do", () => {
  const name = suggestHiddenName("Too Many Paws");
  expect(name).toMatch(/^\.too-many-paws-[a-z0-9]{8}$/);
  expect(suggestHiddenName("Too Many Paws")).not.toBe(name);
  expect(checkName(name)).toBeUndefined();
});
