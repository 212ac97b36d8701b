/** The track that carries the catalog: a JSON snapshot without deltas. */
export const CATALOG_TRACK = "catalog";
