import type { Core } from "./core.ts";
import type { Emulator } from "./emulator.ts";
import { Machine } from "./machine.ts";
import { parseRom, type RomInfo } from "./rom.ts";

/** Which console to run on: what the header asks for, a Game Boy, or a Game Boy Color. */
export type GameBoyConsole = "auto" | "dmg" | "cgb";

/** What a Game Boy is made of. */
export interface GameBoyOptions {
  /** From `compileCore`; one serves any number of games. */
  readonly core: Core;
  /** The whole ROM file. Copied. */
  readonly rom: Uint8Array;
  /** Default `auto`. */
  readonly console?: GameBoyConsole;
  /** What `battery()` gave at the end of an earlier session. Of another length, what fits is taken. */
  readonly battery?: Uint8Array | undefined;
  /**
   * What the cartridge's clock shows when the game is switched on: `clockAt`, or what `clock()` gave at the end of an
   * earlier session and `advanceClock` made of it. Default: day 0, midnight. A cartridge without a clock takes none.
   */
  readonly clock?: Uint8Array | undefined;
}

const MODES = { auto: 0, dmg: 1, cgb: 2 } as const;

/** A Game Boy or Game Boy Color. */
export interface GameBoy extends Emulator {
  readonly console: "dmg" | "cgb";
  /** What the ROM's header says. */
  readonly rom: RomInfo;
}

/**
 * Puts a game into a Game Boy and switches it on; no frame has run yet. Takes some milliseconds.
 *
 * @throws {RomError} where the ROM is refused.
 * @throws {EmulatorError} `bad-core`.
 */
export function createGameBoy(options: GameBoyOptions): GameBoy {
  return new GameBoyMachine(options);
}

class GameBoyMachine extends Machine implements GameBoy {
  readonly console: "dmg" | "cgb";
  readonly rom: RomInfo;

  constructor({ console = "auto", ...parts }: GameBoyOptions) {
    const rom = parseRom(parts.rom);
    super({ ...parts, mode: MODES[console] });
    this.rom = rom;
    this.console = this.isColor ? "cgb" : "dmg";
  }
}
