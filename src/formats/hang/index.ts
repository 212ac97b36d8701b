/**
 * hang: the catalog of a broadcast, and the containers of its frames. Bytes and values, no I/O.
 *
 * What may not come in: the network, codecs, and anything else of ours.
 *
 * @module
 */
import { fromHex } from "../text.ts";

export { FormatError, type Reason } from "../error.ts";
export * from "./catalog/index.ts";
export * from "./container/index.ts";

/** The bytes of a rendition's description, for WebCodecs. Throws a `FormatError` where it is no hexadecimal. */
export function descriptionBytes(hex: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  return hex ? fromHex(hex) : undefined;
}
