/** The emulator in a page: plays what the unit tests play. */
import { type ConsoleName, compileCore, coreFor, openEmulator } from "../../emulator/index.ts";
import { play } from "../../emulator/testing/play.ts";

const CORES = {
  gameboy: new URL("../../generated/core/gameboy.wasm", import.meta.url),
  nes: new URL("../../generated/core-nes/nes.wasm", import.meta.url),
} as const;

/** Plays so many frames; see `play`. */
export async function playGame(rom: number[], console: ConsoleName, frames: number): Promise<string[]> {
  const bytes = Uint8Array.from(rom);
  const response = await fetch(CORES[coreFor(bytes)]);
  const core = await compileCore(new Uint8Array(await response.arrayBuffer()));
  return play(openEmulator({ core, rom: bytes, console }), frames);
}
