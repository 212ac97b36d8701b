/** What the page and the publisher's Worker say to each other. */
import type { AudioFamily, VideoFamily } from "../codecs.ts";
import type { PublishProblem, PublishStats, PublishStatus } from "../types.ts";

/** How pictures or sound reach the Worker. What is in here is transferred, and closed by the Worker. */
export type Feed =
  /** What a MediaStreamTrackProcessor of the page's reads: frames go past the page. */
  | { kind: "stream"; stream: ReadableStream<VideoFrame | AudioData> }
  /** A track, for a MediaStreamTrackProcessor in the Worker. */
  | { kind: "track"; track: MediaStreamTrack }
  /** Frames one by one, where the browser has no MediaStreamTrackProcessor. */
  | { kind: "port"; port: MessagePort };

/** A frame that comes over a port. Each is answered by a message without content once it is taken. */
export type PortFrame = VideoFrame | SoundPiece;

/** Sound from an AudioWorklet. */
export interface SoundPiece {
  /** Interleaved, from -1 to 1. Transferred. */
  samples: Float32Array<ArrayBuffer>;
  numberOfChannels: number;
  sampleRate: number;
  /** By the worklet's clock. */
  timestampUs: number;
}

export interface EncodeOptions {
  /** The shorter sides that are offered beside the source's own. */
  sizes: readonly number[];
  /** In the order in which they are tried. */
  video: readonly VideoFamily[];
  audio: readonly AudioFamily[];
  /** Sends silence: the sound stays in the catalog. */
  muted: boolean;
}

/** Page to Worker. */
export type ToPublisher =
  | { type: "start"; relay: string; name: string; options: EncodeOptions }
  | { type: "options"; options: EncodeOptions }
  /** `undefined`: there is no picture any more. */
  | { type: "video"; feed: Feed | undefined; framerate: number }
  | { type: "audio"; feed: Feed | undefined }
  | { type: "keyframe" }
  | { type: "close" };

/** Worker to page. */
export type FromPublisher =
  /** It listens, and can read tracks itself or not. */
  | { type: "ready"; readsTracks: boolean }
  | { type: "status"; status: PublishStatus }
  | { type: "stats"; stats: PublishStats }
  /** `undefined`: it is over. */
  | { type: "problem"; problem: PublishProblem | undefined }
  /** All is closed: the Worker can go. */
  | { type: "closed" };
