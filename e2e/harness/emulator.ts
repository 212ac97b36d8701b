/** The emulator in a page: plays what the unit tests play. */
import { compileCore, createGameBoy } from "../../emulator/index.ts";
import { type CONSOLES, play } from "../../emulator/testing/play.ts";

/** Plays so many frames; see `play`. */
export async function playGame(
  rom: number[],
  console: (typeof CONSOLES)[number],
  frames: number,
): Promise<string[]> {
  const response = await fetch(new URL("../../generated/core/gameboy.wasm", import.meta.url));
  const core = await compileCore(new Uint8Array(await response.arrayBuffer()));
  return play(createGameBoy({ core, rom: Uint8Array.from(rom), console }), frames);
}
