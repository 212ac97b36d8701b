/**
 * Publishing: capture on the page; encode and send in a Worker.
 *
 * `./encode.ts` is what Workers import: the encoders and the tracks alone. What may not come in: anything above
 * `formats` and `net`.
 *
 * @module
 */
export * from "./capture/index.ts";
export * from "./encode.ts";
export { publish } from "./publishing.ts";
export { missingForPublish } from "./support.ts";
export type * from "./types.ts";
