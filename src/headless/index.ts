/**
 * What runs consoles without a page, under Node: files, the built core, the games that are at hand, and pictures as PNG.
 * The command line and the vitest matchers are made of it.
 *
 * What may not come in: the DOM, vitest, the network's session, or any room above `emulator`.
 *
 * - `source.ts`: bytes from a path, an address or memory; files that are written whole or not at all.
 * - `core.ts`: the core of this build. `roms.ts`: the ROM that a clip is of.
 * - `png.ts`: pictures to PNG and back. `difference.ts`: where two pictures differ.
 *
 * @module
 */
export { loadCore } from "./core.ts";
export { countDifferences, type PictureDifference, showDifference } from "./difference.ts";
export { HeadlessError, type HeadlessReason } from "./error.ts";
export { decodePng, encodePng, type Image } from "./png.ts";
export { findRom } from "./roms.ts";
export { nameOf, readSource, type Source, writeWhole } from "./source.ts";
