/**
 * hang: the catalog of a broadcast, and the containers of its frames. Bytes and values, no I/O.
 *
 * @module
 */
export * from "./catalog.ts";
export { type Copyable, decodeFrame, encodeFrame, type MediaFrame } from "./legacy.ts";
