/**
 * What sets consoles apart, also for those who run none: who watches a game, or reads a clip.
 */

/** The consoles, as `Emulator.console` says them. */
export type ConsoleName = "dmg" | "cgb" | "nes";

/** The cores that run them. */
export type CoreName = "gameboy" | "nes";

/** A time in seconds, exactly: `numerator / denominator`. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** What is the same for every game of a console. */
export interface ConsoleFacts {
  /** With its article, for a sentence. */
  readonly name: string;
  readonly core: CoreName;
  /** Pixels of a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Seconds of a frame. */
  readonly frameDuration: Fraction;
  /** In the file form of a state (docs/core-abi.md). */
  readonly stateCode: number;
}

/** Cycles of a frame, over cycles of a second (Pan Docs, "Specifications"). */
const GAME_BOY_FRAME: Fraction = { numerator: 70_224, denominator: 4_194_304 };

/** 29,780.5 cycles, over 236.25 MHz / 11 / 12 (NESdev Wiki, "Cycle reference chart"), in lowest terms. */
const NES_FRAME: Fraction = { numerator: 655_171, denominator: 39_375_000 };

const GAME_BOY = { core: "gameboy", width: 160, height: 144, frameDuration: GAME_BOY_FRAME } as const;

/** By its name. */
export const CONSOLES: Readonly<Record<ConsoleName, ConsoleFacts>> = {
  dmg: { ...GAME_BOY, name: "a Game Boy", stateCode: 1 },
  cgb: { ...GAME_BOY, name: "a Game Boy Color", stateCode: 2 },
  nes: { name: "an NES", core: "nes", width: 256, height: 240, frameDuration: NES_FRAME, stateCode: 3 },
};

/** Whether a word is the name of a console. */
export function isConsole(name: string): name is ConsoleName {
  return Object.hasOwn(CONSOLES, name);
}

/** The console that a state is of, if it is known here. */
export function consoleOfState(stateCode: number): ConsoleName | undefined {
  return Object.keys(CONSOLES)
    .filter(isConsole)
    .find((name) => CONSOLES[name].stateCode === stateCode);
}

/** The seconds that so many frames of a console take; of one that is not known, as many as on a Game Boy. */
export function secondsOf(frames: number, console: string): number {
  const { numerator, denominator } = isConsole(console) ? CONSOLES[console].frameDuration : GAME_BOY_FRAME;
  return (frames * numerator) / denominator;
}
