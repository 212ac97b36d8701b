/**
 * hang's catalog: which renditions a broadcast has, and how to decode them. Values, no I/O.
 *
 * Source: the catalog as npm `@moq/hang` 0.3.5 reads it. What may not come in: the network, and anything else
 * of ours.
 *
 * @module
 */
export type { Problem } from "../../fields.ts";
export {
  type AudioSection,
  type Catalog,
  CatalogSchema,
  type VideoSection,
  writeCatalog,
} from "./catalog.ts";
export { type Container, ContainerSchema } from "./container.ts";
export { RENDITIONS_MAX, readPlainCatalog } from "./plain.ts";
export { readCatalog } from "./read.ts";
export {
  type AudioRendition,
  AudioRenditionSchema,
  type VideoRendition,
  VideoRenditionSchema,
} from "./rendition.ts";
export { CATALOG_TRACK, COMPRESSED_CATALOG_TRACK } from "./tracks.ts";
