/**
 * JSON over groups and frames. Bytes and values, no I/O.
 *
 * @module
 */
export { diff, equal, type Json, merge } from "./merge.ts";
export { SnapshotDecoder, SnapshotEncoder, type SnapshotFrame } from "./snapshot.ts";
