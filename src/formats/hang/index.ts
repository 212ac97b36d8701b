/**
 * hang: the catalog of a broadcast, and the containers of its frames. Bytes and values, no I/O.
 *
 * What may not come in: the network, codecs, and anything else of ours.
 *
 * @module
 */
export { FormatError, type Reason } from "../error.ts";
export * from "./catalog/index.ts";
export * from "./container/index.ts";
export { descriptionBytes } from "./plain.ts";
