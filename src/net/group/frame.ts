/** What a group is made of, and the limits of what is kept of it. */
import type { Timestamp } from "../time.ts";

/** How many bytes of frames npm's library keeps of a group. moq-net keeps as many. */
export const MAX_GROUP_CACHE_BYTES: number = 32 * 1024 * 1024;
/** How many frames npm's library keeps of a group. moq-net keeps eight times as many. */
export const MAX_GROUP_FRAMES = 1024;

/** A frame: its payload and when it is presented. */
export interface Frame {
  payload: Uint8Array;
  timestamp: Timestamp;
}

/** What is fixed of a group. */
export interface Info {
  /** The group's number within its track. */
  sequence: number;
}

/** How to read a frame with its sequence. */
export interface ReadOptions {
  /** The first sequence wanted; frames before it are not missed. Default 0. */
  from?: number;
}

/** Many frames read at once; see `Consumer.readFrames`. Not in `@moq/net`. */
export interface FrameBatch {
  /** The payloads, one behind the other. Owned by the caller. */
  bytes: Uint8Array;
  /** For each frame its timestamp, in units of the track's timescale, then its length in bytes. */
  index: Float64Array;
}

/** A read fell behind what is kept: frames that were not read are gone. */
export class Lagged extends Error {
  constructor(options?: { cause?: unknown }) {
    super("lagged: frames were dropped before they were read", options);
    this.name = "Lagged";
  }
}
