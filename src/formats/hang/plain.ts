/**
 * Of `index.ts` what nearly every broadcast is read with, for bundles that load the rest when it is needed.
 *
 * @module
 */
import { fromHex } from "../text.ts";

export { FormatError, type Reason } from "../error.ts";
export type { AudioSection, Catalog, VideoSection } from "./catalog/catalog.ts";
export type { Container } from "./catalog/container.ts";
export { readPlainCatalog } from "./catalog/plain.ts";
export type { AudioRendition, VideoRendition } from "./catalog/rendition.ts";
export { CATALOG_TRACK, COMPRESSED_CATALOG_TRACK } from "./catalog/tracks.ts";
export type { Format, MediaFrame } from "./container/frame.ts";
export * as Legacy from "./container/legacy.ts";
export * as Loc from "./container/loc.ts";

/** The bytes of a rendition's description, for WebCodecs. Throws a `FormatError` where it is no hexadecimal. */
export function descriptionBytes(hex: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  return hex ? fromHex(hex) : undefined;
}
