/**
 * Of `index.ts` what nearly every broadcast is read with, for bundles that load the rest when it is needed.
 *
 * @module
 */
export { FormatError, type Reason } from "./error.ts";
export * as Hang from "./hang/plain.ts";
export * as Json from "./json/plain.ts";
/** The track of MSF's catalog. */
export { CATALOG_TRACK as MSF_CATALOG_TRACK } from "./msf/tracks.ts";
