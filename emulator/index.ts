/**
 * Emulators: a console with a game in it, stepped a frame at a time, the same to the bit wherever it runs.
 *
 * What may not come in: the DOM, a clock, the network, a random source, or any other room of this house. The
 * wasm of a core is handed in by the caller; nothing is fetched here.
 *
 * - `emulator.ts`: the interface that every console has.
 * - `consoles.ts`: what sets consoles apart, also for those who run none.
 * - `gameboy.ts`: the Game Boy and Game Boy Color. `nes.ts`: the NES. Both are a `machine.ts` over a core of `core/`
 *   (docs/core-abi.md). `open.ts` looks at a ROM and chooses.
 * - `core.ts`: compiling a core, and what it exports.
 * - `memory.ts`: a core's memory as what can be copied and put back. `image.ts`: what of it can change, and has.
 * - `state.ts`: the wire form of a state. `pack.ts`: DEFLATE for it.
 * - `clock.ts`: what a cartridge's clock shows.
 * - `rom.ts`, `nes-rom.ts`: what a ROM's header says, and why a ROM is refused.
 * - `buttons.ts`: names and bits of buttons.
 * - `palettes.ts`: colours in place of a Game Boy's shades, for whoever shows its pictures.
 * - `hash.ts`: hashes of pictures and sound. `sha256.ts`: hashes that name things.
 * - `inflate.ts`: DEFLATE with a bound. `errors.ts`: what can go wrong.
 * - `clip/`: what is recorded of a machine; it has an index of its own.
 *
 * @module
 */

export { BUTTONS, type Button, isButton, sanitize, toButtons, toMask } from "./buttons.ts";
export { advanceClock, clockAt, clockSeconds } from "./clock.ts";
export {
  CONSOLES,
  type ConsoleFacts,
  type ConsoleName,
  type CoreName,
  consoleOfState,
  type Fraction,
  isConsole,
  secondsOf,
} from "./consoles.ts";
export { type Core, compileCore } from "./core.ts";
export type { Emulator, Snapshot } from "./emulator.ts";
export { EmulatorError, type EmulatorReason } from "./errors.ts";
export { createGameBoy, type GameBoy, type GameBoyConsole, type GameBoyOptions } from "./gameboy.ts";
export { contentHash, xxh32 } from "./hash.ts";
export { createNes, type Nes, type NesOptions } from "./nes.ts";
export { isNesRom, type NesRomInfo, parseNesRom } from "./nes-rom.ts";
export { coreFor, type EmulatorOptions, inspectRom, openEmulator } from "./open.ts";
export {
  DEFAULT_PALETTE,
  hasShades,
  isPaletteName,
  PALETTES,
  type Palette,
  type PaletteName,
  paletteOf,
  recolor,
  recolors,
  rgbOf,
  shownColors,
} from "./palettes.ts";
export { parseRom, RomError, type RomInfo, type RomReason } from "./rom.ts";
export { readStateHeader, type StateHeader } from "./state.ts";
