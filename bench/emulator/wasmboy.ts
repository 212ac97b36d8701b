/** npm's wasmboy without its page: its core as it is published, driven frame by frame. */
import { buttonsOf, type Console, WARM_UP_FRAMES } from "./play.ts";

/** What is used of the core. Places and sizes are globals. */
interface WasmBoyExports {
  memory: WebAssembly.Memory;
  config(...options: number[]): void;
  executeFrame(): number;
  setJoypadState(...held: number[]): void;
  getNumberOfSamplesInAudioBuffer(): number;
  clearAudioBuffer(): void;
  CARTRIDGE_ROM_LOCATION: WebAssembly.Global;
}

/** In the order of `setJoypadState`: up, right, down, left, a, b, select, start; and the bits of our buttons. */
const JOYPAD_BITS = [2, 0, 3, 1, 4, 5, 6, 7];

/** Frames a second; see `measureFrames`. */
export async function measureWasmBoy(rom: Uint8Array, console: Console, frames: number): Promise<number> {
  // Its module looks for a window, in Node too.
  if (!("window" in globalThis)) Object.assign(globalThis, { window: globalThis });
  const { default: load } = await import("wasmboy/dist/core/getWasmBoyWasmCore.esm.js");
  const core = (await load()) as { instance: { exports: WasmBoyExports } };
  const { exports } = core.instance;
  new Uint8Array(exports.memory.buffer).set(rom, Number(exports.CARTRIDGE_ROM_LOCATION.value));
  // As its own library starts it, but for the console: no boot ROM; nothing in batches, no scanlines left out, no
  // samples piled up, and tiles drawn pixel by pixel.
  exports.config(0, console === "cgb" ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0);
  let samples = 0;
  const step = (held: number) => {
    exports.setJoypadState(...JOYPAD_BITS.map((bit) => (held >> bit) & 1));
    if (exports.executeFrame() < 0)
      throw new Error("wasmboy stopped at an instruction that it does not know");
    samples += exports.getNumberOfSamplesInAudioBuffer();
    exports.clearAudioBuffer();
  };
  for (let frame = 0; frame < WARM_UP_FRAMES; frame++) step(0);
  const started = performance.now();
  for (let frame = 0; frame < frames; frame++) step(buttonsOf(frame));
  const seconds = (performance.now() - started) / 1000;
  if (samples === 0) throw new Error("wasmboy made no sound");
  return frames / seconds;
}
