/** What the page knows of a broadcast that is watched, as plain values: each crosses from the Worker as one message. */

export type WatchState =
  /** No session with the relay yet. */
  | "connecting"
  /** A session, and nothing to show yet, or for the moment. */
  | "waiting"
  /** Pictures or sound come. */
  | "playing"
  /** The viewer, or the publisher, has paused. */
  | "paused"
  /** It was there, and is gone. */
  | "lost"
  /** It cannot be played here; `error` says why. */
  | "failed";

export interface WatchStatus {
  state: WatchState;
  /** A sentence for people, where there is something to say. */
  error?: string;
}

/** Figures of what is watched, four times a second while there is anything new. */
export interface WatchStats {
  /** Pictures shown in the last second. */
  framesPerSecond: number;
  /** Pictures shown since the first. */
  framesShown: number;
  /** Decoded pictures that were passed over, because a newer one was due as well. */
  framesSkipped: number;
  /** Groups that were left before their end, because they were too far behind. */
  groupsSkipped: number;
  /** Frames that the decoder has and has not answered. */
  framesInDecoder: number;
  /** Encoded bytes of picture and sound. */
  bytes: number;
  /** The jitter buffer: how long frames are to be held, in milliseconds. */
  targetMs: number;
  /** The jitter buffer: how long they are held, in milliseconds. */
  actualMs: number;
  /** Sound that is buffered, in milliseconds. */
  audioBufferMs: number;
  /** Times that the sound ran dry. */
  audioUnderruns: number;
}
