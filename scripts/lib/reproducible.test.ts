import { expect, test } from "vitest";
import { checkSdcc, compareRecorded, Unchecked } from "./reproducible.mjs";

const recorded = { "rustc 1, binaryen 2": "ab".repeat(32) };

test("a build that is written down is held to it", () => {
  expect(compareRecorded(recorded, "rustc 1, binaryen 2", "ab".repeat(32))).toMatch(/as written down/);
  expect(() => compareRecorded(recorded, "rustc 1, binaryen 2", "cd".repeat(32))).toThrow(
    /core-builds\.json has abab/,
  );
});

test("a build by other tools is told, and not held to anything", () => {
  expect(compareRecorded(recorded, "rustc 3, binaryen 2", "cd".repeat(32))).toMatch(
    /none is written down for rustc 3/,
  );
});

test("the games are held to the compiler that they were made with, and to no other", () => {
  const said = (version: string) =>
    `SDCC : mcs51/z80/sm83/mos6502 ${version} #13081 (Linux)\npublished under GNU General Public License (GPL)\n`;
  expect(() => checkSdcc(said("4.2.0"))).not.toThrow();
  expect(() => checkSdcc(said("4.5.0"))).toThrow(Unchecked);
  expect(() => checkSdcc(said("4.5.0"))).toThrow("sdcc is 4.5 here, and the recipe is of 4.2");
  expect(() => checkSdcc("sdcc?")).toThrow("of an unknown version");
});
