/** The page that the bench measures in: `window.emulatorBench`. */
import { compileCore } from "../../../emulator/index.ts";
import { type Console, type Costs, measureCosts, measureFrames } from "../play.ts";
import { measureWasmBoy } from "../wasmboy.ts";

const core = (async () => {
  const response = await fetch(new URL("../../../generated/core/gameboy.wasm", import.meta.url));
  return compileCore(new Uint8Array(await response.arrayBuffer()));
})();

const emulatorBench = {
  async frames(rom: number[], console: Console, frames: number): Promise<number> {
    return measureFrames(await core, Uint8Array.from(rom), console, frames);
  },
  async costs(rom: number[], console: Console, times: number): Promise<Costs> {
    return measureCosts(await core, Uint8Array.from(rom), console, times);
  },
  wasmboy(rom: number[], console: Console, frames: number): Promise<number> {
    return measureWasmBoy(Uint8Array.from(rom), console, frames);
  },
};

export type EmulatorBench = typeof emulatorBench;

declare global {
  interface Window {
    emulatorBench: EmulatorBench;
  }
}

window.emulatorBench = emulatorBench;
