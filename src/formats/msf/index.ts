/**
 * MSF, the MOQT Streaming Format: its catalog, and conversion to and from hang's. Bytes and values, no I/O.
 *
 * Source: draft-ietf-moq-msf-01 as npm `@moq/msf` 0.2.1 has it. What may not come in: the network, and
 * anything else of ours but hang's catalog.
 *
 * @module
 */
export { FormatError, type Reason } from "../error.ts";
export type { Problem } from "../fields.ts";
export {
  type Catalog,
  decodeCatalog,
  encodeCatalog,
  readCatalog,
  TRACKS_MAX,
  type Track,
  TrackSchema,
  VERSION,
  writeCatalog,
} from "./catalog.ts";
export { fromHang, toHang } from "./convert.ts";
export { CATALOG_TRACK } from "./tracks.ts";
