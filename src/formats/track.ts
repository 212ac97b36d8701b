/**
 * The little that a format needs of a track: something with groups and frames. `src/net`'s tracks are that,
 * npm `@moq/net`'s are, and so is any double with these methods.
 */

/** When a frame is presented: a value and its units a second. */
export interface Timestamp {
  readonly value: number;
  readonly scale: number;
  /** The value at another scale. */
  as(scale: number): number;
  asMillis(): number;
  asMicros(): number;
}

/** The write side of a group. */
export interface GroupWriter {
  /** Appends a frame. Throws where the group has ended. */
  writeFrame(frame: { payload: Uint8Array; timestamp: Timestamp }): void;
  /** Ends the group. Idempotent. */
  close(): void;
}

/** The write side of a track. */
export interface TrackWriter {
  /** Opens the next group. Throws where the track has ended. */
  appendGroup(): GroupWriter;
  /** Ends the track. Idempotent. */
  close(): void;
}

/** The read side of a group. */
export interface GroupReader {
  /** The next frame, or `undefined` at the end. Rejects where the group broke off. */
  readFrame(): Promise<{ payload: Uint8Array } | undefined>;
  /** The next frame if it is there now. */
  tryReadFrame(): { payload: Uint8Array } | undefined;
  /** Whether frames were dropped before they were read. Absent where that does not happen. */
  readonly skipped?: boolean;
  /** Lets the group go; a read that waits ends. Idempotent. */
  close(): void;
}

/** The read side of a track. */
export interface TrackReader {
  /** The next group that is newer than the last, or `undefined` at the end. Rejects where the track failed. */
  nextGroup(): Promise<GroupReader | undefined>;
  /** Ends the subscription; reads that wait end. Idempotent. */
  close(): void;
}

/** Now, by the monotonic clock: for payloads that have no time of their own. */
export function now(): Timestamp {
  const millis = performance.now();
  return {
    value: millis,
    scale: 1_000,
    as: (scale) => millis * (scale / 1_000),
    asMillis: () => millis,
    asMicros: () => millis * 1_000,
  };
}
