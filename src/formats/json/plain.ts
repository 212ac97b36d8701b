/**
 * All of `index.ts` but DEFLATE, for bundles that have no use for it: `loadDeflate()` fetches it.
 *
 * @module
 */
export { FormatError, type Reason } from "../error.ts";
export type { Schema, WriteSchema } from "../schema.ts";
export type { GroupReader, GroupWriter, Timestamp, TrackReader, TrackWriter } from "../track.ts";
export { loadDeflate } from "./compression.ts";
export { diff, merge } from "./merge.ts";
export * as Snapshot from "./snapshot/index.ts";
export * as Stream from "./stream/index.ts";
export { equal, type Json, type Limits, MAX_BYTES, MAX_DEPTH } from "./value.ts";
export * as Window from "./window/index.ts";
