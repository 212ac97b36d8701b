/** What a page sees of a broadcast that it publishes. */
import type { Getter } from "@moq/signals";
import type { AudioFamily, VideoFamily } from "./codecs.ts";

export interface PublishOptions {
  /** The relay. */
  relay: URL;
  /** The broadcast's path on the relay. */
  name: string;
  /** Shorter sides, in pixels, that are offered beside the source's own. Default 720, 360 and 180. */
  sizes?: readonly number[];
  /** Codecs, in the order in which they are tried. Default H.264, VP9, VP8. */
  video?: readonly VideoFamily[];
  /** Default Opus. */
  audio?: readonly AudioFamily[];
  muted?: boolean;
}

export interface PublishStatus {
  state: "connecting" | "live" | "reconnecting" | "failed" | "ended";
  /** A sentence on what went wrong, and what to do. */
  error?: string;
  /** Why it failed. */
  reason?: "relay" | "name" | "browser" | "crashed";
}

/** Pictures or sound that cannot be sent, while the rest goes on. */
export interface PublishProblem {
  of: "video" | "audio";
  /** A sentence. */
  text: string;
}

/** One of the sizes, or the sound, as it is now. */
export interface RenditionStats {
  /** The name of its track. */
  name: string;
  codec: string;
  /** Bits a second that it is encoded for. */
  bitrate: number;
  /** Pixels; absent for sound. */
  width?: number;
  height?: number;
  /** Whether somebody is subscribed, and so whether it is encoded. */
  watched: boolean;
  /** Pictures or packets encoded in all, and pictures left out because the encoder had not kept up. */
  encoded: number;
  dropped: number;
}

export interface PublishStats {
  /** Frames a second that the source delivers. */
  framesPerSecond: number;
  renditions: RenditionStats[];
}

/** A broadcast that this page publishes. */
export interface Publishing {
  readonly name: string;
  readonly status: Getter<PublishStatus>;
  readonly stats: Getter<PublishStats>;
  readonly problem: Getter<PublishProblem | undefined>;
  /** Sends the pictures of a track. The track stays the caller's, and is not stopped. */
  setVideo(track: MediaStreamTrack | undefined): void;
  /** Sends the sound of a track. The track stays the caller's, and is not stopped. */
  setAudio(track: MediaStreamTrack | undefined): void;
  setMuted(muted: boolean): void;
  /** See {@link PublishOptions.sizes}. */
  setSizes(sizes: readonly number[]): void;
  /** Makes the next picture of each size a keyframe. */
  requestKeyframe(): void;
  /** Ends the broadcast. Idempotent. */
  close(): void;
}
