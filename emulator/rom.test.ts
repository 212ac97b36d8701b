import { expect, test } from "vitest";

import { parseRom, RomError, type RomReason } from "./rom.ts";
import { makeRom, seal } from "./testing/rom.ts";

function reason(rom: Uint8Array): RomReason | null {
  try {
    parseRom(rom);
    return null;
  } catch (error) {
    if (error instanceof RomError) {
      expect(error.message).toMatch(/[.!]$/);
      return error.reason;
    }
    throw error;
  }
}

function changed(at: number, value: number): Uint8Array {
  const rom = makeRom();
  rom[at] = value;
  return seal(rom);
}

test("a sound header is read", () => {
  const info = parseRom(makeRom({ title: "HELLO WORLD", color: 0x80, type: 0x1b }));
  expect(info).toMatchObject({
    title: "HELLO WORLD",
    color: "supported",
    mapper: "MBC5",
    battery: true,
    romSize: 0x8000,
  });
  expect(info.hash).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[RomReason, string, Uint8Array]>([
  ["not-a-rom", "a zip", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
  ["not-a-rom", "a text", new Uint8Array(0x8000).fill(0x41)],
  ["too-short", "nothing", new Uint8Array(0)],
  ["too-short", "a ROM cut short", makeRom().subarray(0, 0x7fff)],
  ["too-long", "too much", new Uint8Array(8 * 1024 * 1024 + 1)],
  ["bad-logo", "a wrong logo", changed(0x0110, 0xff)],
  ["bad-checksum", "a wrong checksum", makeRom().with(0x014d, (makeRom()[0x014d] ?? 0) ^ 1)],
  ["unsupported-mapper", "a camera", changed(0x0147, 0xfc)],
  ["unsupported-mapper", "a type nobody made", changed(0x0147, 0x77)],
  ["size-mismatch", "half a ROM", changed(0x0148, 0x01)],
  ["size-mismatch", "a size nobody made", changed(0x0148, 0x52)],
  ["bad-ram-size", "a RAM size nobody made", changed(0x0149, 0x06)],
])("%s: %s", (expected, _, rom) => {
  expect(reason(rom)).toBe(expected);
});

test("a title is safe text whatever the header holds", () => {
  const rom = makeRom({ title: "" });
  rom.set([0x41, 0x1b, 0x0a, 0xe9, 0x42, 0x7f, 0x43, 0x00, 0x44], 0x0134);
  expect(parseRom(seal(rom)).title).toBe("A B C");
  expect(parseRom(makeRom({ title: "" })).title).toBe("Untitled");
  expect(parseRom(makeRom({ title: "FIFTEEN LETTERS", color: 0xc0 })).title).toBe("FIFTEEN LETTERS");
});
