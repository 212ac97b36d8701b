import { expect, test } from "vitest";

import { CONSOLES, consoleOfState, isConsole, secondsOf } from "./consoles.ts";
import { coreFor, inspectRom, openEmulator } from "./open.ts";
import { testCore } from "./testing/core.ts";
import { makeNesRom } from "./testing/nes-rom.ts";
import { makeRom } from "./testing/rom.ts";

test.each([
  ["a Game Boy game", makeRom(), "dmg"],
  ["one with colour", makeRom({ color: 0x80 }), "cgb"],
  ["an NES game", makeNesRom(), "nes"],
] as const)("%s is opened on its console", async (_, rom, console) => {
  const name = coreFor(rom);
  const emulator = openEmulator({ core: await testCore(name), rom });
  expect(emulator.console).toBe(console);
  expect(CONSOLES[console].core).toBe(name);
  expect(emulator.romHash).toBe(inspectRom(rom).hash);
  emulator.step(0);
  expect(emulator.rgba().length).toBe(emulator.width * emulator.height * 4);
});

test("a game is not opened on a console that it is not for", async () => {
  const [gameboy, nes] = [await testCore(), await testCore("nes")];
  const wrong = expect.objectContaining({ reason: "wrong-console" });
  expect(() => openEmulator({ core: nes, rom: makeNesRom(), console: "dmg" })).toThrow(wrong);
  expect(() => openEmulator({ core: gameboy, rom: makeRom(), console: "nes" })).toThrow(wrong);
  expect(() => openEmulator({ core: gameboy, rom: makeRom(), console: "snes" })).toThrow(wrong);
  expect(openEmulator({ core: gameboy, rom: makeRom(), console: "cgb" }).console).toBe("cgb");
});

test("consoles are known by their names and by the numbers in states", () => {
  for (const name of ["dmg", "cgb", "nes"] as const)
    expect(consoleOfState(CONSOLES[name].stateCode)).toBe(name);
  expect(consoleOfState(9)).toBeUndefined();
  expect(isConsole("toString")).toBe(false);
  expect(secondsOf(600_988, "nes")).toBeCloseTo(10_000, 0);
  expect(secondsOf(597_275, "of tomorrow")).toBeCloseTo(10_000, 0);
});
