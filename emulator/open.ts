import { type CoreName, isConsole } from "./consoles.ts";
import type { Core } from "./core.ts";
import { EmulatorError } from "./errors.ts";
import { createGameBoy, type GameBoy } from "./gameboy.ts";
import { createNes, type Nes } from "./nes.ts";
import { isNesRom, type NesRomInfo, parseNesRom } from "./nes-rom.ts";
import { parseRom, type RomInfo } from "./rom.ts";

/** What a game is run with, whichever console it is for. */
export interface EmulatorOptions {
  /** The core that `coreFor` names. */
  readonly core: Core;
  /** The whole ROM file. Copied. */
  readonly rom: Uint8Array;
  /** As `Emulator.console` has it; by default what the file asks for. */
  readonly console?: string | undefined;
  /** What `battery()` gave at the end of an earlier session. Of another length, what fits is taken. */
  readonly battery?: Uint8Array | undefined;
  /** As `GameBoyOptions.clock`. */
  readonly clock?: Uint8Array | undefined;
}

/** Which core a file is for, by its first bytes. Whether it is run is for the core's own check to say. */
export function coreFor(rom: Uint8Array): CoreName {
  return isNesRom(rom) ? "nes" : "gameboy";
}

/**
 * Reads and checks the header of a ROM of any console.
 *
 * @throws {RomError} where its core would refuse it.
 */
export function inspectRom(rom: Uint8Array): RomInfo | NesRomInfo {
  return isNesRom(rom) ? parseNesRom(rom) : parseRom(rom);
}

/**
 * Puts a game into the console that it is for, and switches it on; no frame has run yet.
 *
 * @throws {RomError} where the ROM is refused.
 * @throws {EmulatorError} `bad-core`; `wrong-console` where a console is named that has not this core.
 */
export function openEmulator({ console, clock, ...options }: EmulatorOptions): GameBoy | Nes {
  const isNes = isNesRom(options.rom);
  if (console === undefined) return isNes ? createNes(options) : createGameBoy({ ...options, clock });
  if (isNes && console === "nes") return createNes(options);
  if (!isNes && isConsole(console) && console !== "nes") return createGameBoy({ ...options, clock, console });
  throw new EmulatorError(
    "wrong-console",
    `This ROM is for ${isNes ? "an NES" : "a Game Boy"}, and cannot be run on the console that was asked for, “${console}”.`,
  );
}
