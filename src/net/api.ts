/**
 * The whole API, without a word on which build of the wasm is behind it: what our own layers import, so that
 * whoever starts them chooses. Nothing of it works before {@link ./full.ts} or {@link ./lite.ts} was imported.
 *
 * @module
 */

/** The reactive primitives that the API speaks in. */
export * as Signals from "@moq/signals";
/** Which broadcasts there are. */
export * as Announce from "./announce.ts";
/** Sets of tracks. */
export * as Broadcast from "./broadcast.ts";
/** Connecting to a relay. */
export * as Connection from "./connection/index.ts";
/** The error that a peer reported. */
export { RemoteError } from "./error.ts";
/** Ordered streams of frames. */
export * as Group from "./group.ts";
/** Broadcast paths. */
export * as Path from "./path.ts";
/** Durations and timestamps. */
export * as Time from "./time.ts";
/** Streams of groups. */
export * as Track from "./track.ts";
/** Variable-length integers. */
export * as Varint from "./varint.ts";
