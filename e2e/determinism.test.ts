/** A game is the same in Chromium as in Node, and a Game Boy's natively: picture and sound, to the bit. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ConsoleName } from "../emulator/index.ts";
import { bundledRoms } from "../emulator/testing/core.ts";
import { makeNesRom } from "../emulator/testing/nes-rom.ts";
import { CONSOLES, FRAMES_A_LINE, playedFile } from "../emulator/testing/play.ts";
import { makeRom } from "../emulator/testing/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Of the 20,000 frames that were recorded, in all: what a browser is good for in a short test. */
const FRAMES = 2 * FRAMES_A_LINE;

const games: [string, Uint8Array][] = [["test-game", makeRom({ color: 0x80 })], ...bundledRoms()];
const cases: { name: string; rom: Uint8Array; console: ConsoleName }[] = [
  ...games.flatMap(([name, rom]) => CONSOLES.map((console) => ({ name, rom, console }))),
  { name: "test-game", rom: makeNesRom({ battery: true }), console: "nes" },
];

test.for(cases)(
  "$name on $console plays in Chromium as recorded",
  {
    timeout: 240_000,
  },
  async ({ name, rom, console }) => {
    const file = new URL(`../emulator/testing/${playedFile(name, console)}`, import.meta.url);
    const recorded = readFileSync(file, "utf8").trim().split("\n");
    const page = await stage.harness();
    const frames = Math.min(FRAMES, recorded.length * FRAMES_A_LINE);
    const played = await page.evaluate(
      ({ rom, console, frames }) => window.harness.playGame(rom, console, frames),
      { rom: [...rom], console, frames },
    );
    expect(played).toEqual(recorded.slice(0, played.length));
    expect(played.length).toBe(frames / FRAMES_A_LINE);
  },
);
