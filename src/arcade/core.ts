/** The emulators' cores, as a Worker of the arcade gets at them: each is fetched when a game for it is played. */
import { type Core, type CoreName, compileCore } from "../../emulator/index.ts";

const URLS: Readonly<Record<CoreName, URL>> = {
  gameboy: new URL("../../generated/core/gameboy.wasm", import.meta.url),
  nes: new URL("../../generated/core-nes/nes.wasm", import.meta.url),
};

/** @throws {Error} a sentence */
export async function loadCore(name: CoreName): Promise<Core> {
  const response = await fetch(URLS[name]).catch(() => undefined);
  if (!response?.ok) throw new Error("The emulator could not be loaded. Reload the page.");
  return compileCore(new Uint8Array(await response.arrayBuffer()));
}
