import type { Core } from "./core.ts";
import type { Emulator } from "./emulator.ts";
import { Machine } from "./machine.ts";
import { type NesRomInfo, parseNesRom } from "./nes-rom.ts";

/** What an NES is made of. */
export interface NesOptions {
  /** The NES core, from `compileCore`; one serves any number of games. */
  readonly core: Core;
  /** The whole .nes file. Copied. */
  readonly rom: Uint8Array;
  /** What `battery()` gave at the end of an earlier session. Of another length, what fits is taken. */
  readonly battery?: Uint8Array | undefined;
}

/** The NES, at 60 Hz, with one controller. */
export interface Nes extends Emulator {
  readonly console: "nes";
  /** What the file's header says. */
  readonly rom: NesRomInfo;
}

/**
 * Puts a game into an NES and switches it on; no frame has run yet. Takes some milliseconds.
 *
 * @throws {RomError} where the ROM is refused.
 * @throws {EmulatorError} `bad-core`.
 */
export function createNes(options: NesOptions): Nes {
  return new NesMachine(options);
}

class NesMachine extends Machine implements Nes {
  readonly console = "nes";
  readonly rom: NesRomInfo;

  constructor(options: NesOptions) {
    const rom = parseNesRom(options.rom);
    super({ ...options, mode: 0 });
    this.rom = rom;
  }
}
