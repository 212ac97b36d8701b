/** The emulator's core, as a Worker of the arcade gets at it. */
import { type Core, compileCore } from "../../emulator/index.ts";

/** @throws {Error} a sentence */
export async function loadCore(): Promise<Core> {
  const url = new URL("../../generated/core/gameboy.wasm", import.meta.url);
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Error("The emulator could not be loaded. Reload the page.");
  return compileCore(new Uint8Array(await response.arrayBuffer()));
}
