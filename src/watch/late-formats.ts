/**
 * What reads broadcasts that are not as most are, in one piece that is fetched for them: catalogs with something odd in
 * them, and MSF's; frames in CMAF.
 */
import { Hang, Msf } from "../formats/index.ts";

/** Throws a `FormatError` where the JSON is no catalog. */
export const readCatalog = (json: unknown): Hang.Catalog => Hang.readCatalog(json).catalog;

/** From the frame of an MSF catalog. Throws a `FormatError` where it is none. */
export const readMsfCatalog = (payload: Uint8Array): Hang.Catalog =>
  Msf.toHang(Msf.decodeCatalog(payload).catalog).catalog;

export const formatOf = Hang.formatOf;
export const decodeInit = Hang.Cmaf.decodeInit;
