/**
 * JSON over groups and frames, in three ways:
 *
 * - {@link Snapshot}: a value that changes, of which only the newest state matters.
 * - {@link Stream}: a log of records, of which every one matters.
 * - {@link Window}: a run of records of which the oldest are let go of.
 *
 * Each has an `Encoder` and a `Decoder`, pure, and a `Producer` and a `Consumer` over a track: any
 * `TrackWriter` and `TrackReader`. Everything that reads throws a `FormatError` for what it refuses.
 *
 * What may not come in: the network, and anything else of ours.
 *
 * @module
 */
import "./deflate.ts";

export * from "./plain.ts";
