/**
 * Formats: how bytes are laid out, apart from how they travel. Pure functions over bytes and values; what
 * reads or writes a track takes anything with groups and frames. Whatever bytes they are given, they throw a
 * {@link FormatError} or nothing.
 *
 * What may not come in: I/O, the network, and anything else of ours.
 *
 * @module
 */
export { FormatError, type Reason } from "./error.ts";
export * as Hang from "./hang/index.ts";
export * as Json from "./json/plain.ts";
export * as Msf from "./msf/index.ts";
