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
  CATALOG_TRACK,
  type Catalog,
  CatalogSchema,
  COMPRESSED_CATALOG_TRACK,
  type VideoSection,
  writeCatalog,
} from "./catalog.ts";
export { type Container, ContainerSchema } from "./container.ts";
export { RENDITIONS_MAX, readCatalog } from "./read.ts";
export {
  type AudioRendition,
  AudioRenditionSchema,
  type VideoRendition,
  VideoRenditionSchema,
} from "./rendition.ts";
