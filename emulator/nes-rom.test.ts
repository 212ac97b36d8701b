import { expect, test } from "vitest";

import { isNesRom, parseNesRom } from "./nes-rom.ts";
import { RomError, type RomReason } from "./rom.ts";
import { makeNesRom } from "./testing/nes-rom.ts";
import { makeRom } from "./testing/rom.ts";

function reason(rom: Uint8Array): RomReason | undefined {
  try {
    parseNesRom(rom);
    return undefined;
  } catch (error) {
    if (!(error instanceof RomError)) throw error;
    expect(error.message).toMatch(/[.!]$/);
    return error.reason;
  }
}

function changed(...changes: [at: number, value: number][]): Uint8Array {
  const rom = makeNesRom();
  for (const [at, value] of changes) rom[at] = value;
  return rom;
}

test("a sound header is read", () => {
  expect(parseNesRom(makeNesRom({ mapper: 4, battery: true, prgBanks: 2, chrBanks: 1 }))).toMatchObject({
    title: "Untitled",
    mapper: 4,
    battery: true,
    prgSize: 32_768,
    chrSize: 8_192,
  });
  expect(parseNesRom(changed([7, 0x08], [8, 0x00], [11, 0x07])).mapper).toBe(0);
});

test("what follows the game in its file is no reason to refuse it", () => {
  const longer = new Uint8Array(makeNesRom().length + 128);
  longer.set(makeNesRom());
  expect(reason(longer)).toBeUndefined();
});

test.each<[RomReason, Uint8Array]>([
  ["too-short", makeNesRom().subarray(0, 1_000)],
  ["too-long", new Uint8Array(9 * 1024 * 1024)],
  ["not-a-rom", makeRom()],
  ["bad-header", changed([7, 0x44])],
  ["unsupported-mapper", changed([6, 0x60])],
  ["unsupported-mapper", changed([7, 0x08], [8, 0x01])],
  ["size-mismatch", changed([4, 0])],
  ["size-mismatch", changed([4, 2])],
  ["size-mismatch", changed([5, 1])],
  ["size-mismatch", changed([7, 0x08], [9, 0x01])],
  ["bad-ram-size", changed([7, 0x08], [10, 0xc0])],
  ["unsupported-cartridge", changed([6, 0x04])],
  ["unsupported-cartridge", changed([7, 0x09])],
  ["unsupported-cartridge", changed([7, 0x08], [12, 0x03])],
])("is refused: %s", (expected, rom) => {
  expect(reason(rom)).toBe(expected);
});

test("a file is told by its first bytes", () => {
  expect(isNesRom(makeNesRom())).toBe(true);
  expect(isNesRom(makeRom())).toBe(false);
  expect(isNesRom(new Uint8Array(2))).toBe(false);
});
