/**
 * Watching a broadcast: subscribe, decode and present in one Worker; the page has signals of how it fares.
 *
 * `./decode.ts` is what Workers import: the pipeline alone. What may not come in: anything above `formats` and `net`.
 *
 * @module
 */
export * from "./decode.ts";
export { Sound } from "./page/sound.ts";
export { isVisible, parseVisible, type Visible } from "./page/visible.ts";
export { makeWatch, missingForWatch, type Watch, type WatchOptions } from "./page/watch.ts";
export type * from "./types.ts";
