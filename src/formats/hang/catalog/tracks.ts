/** The track that carries the catalog, as a JSON snapshot. */
export const CATALOG_TRACK = "catalog.json";

/** The same with DEFLATE. */
export const COMPRESSED_CATALOG_TRACK = "catalog.json.z";
