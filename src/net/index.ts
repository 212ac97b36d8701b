/**
 * Media over QUIC for pages, Workers and Node: the Rust crate moq-net, compiled to wasm, behind the API of
 * npm's `@moq/net`.
 *
 * What may not come in: anything of ours (this is the bottom layer), and wasm-bindgen's types may not go
 * out. What is beyond `@moq/net`'s API says so in its docstring.
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
