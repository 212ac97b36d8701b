/**
 * Formats: how bytes are laid out, apart from how they travel. Pure functions over bytes and values.
 *
 * What may not come in: I/O, the network, and anything else of ours.
 *
 * @module
 */
export * as Hang from "./hang/index.ts";
export * as Json from "./json/index.ts";
