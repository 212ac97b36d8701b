/** A video rendition from its track to pictures, never with more than a few frames in the decoder. */
import type { Hang } from "../../formats/index.ts";
import type { Track } from "../../net/api.ts";
import { Decoder } from "../decoder.ts";
import { descriptionOf } from "../description.ts";
import { sleep } from "../pacing.ts";
import { type EncodedFrame, FrameReader } from "../reader.ts";
import type { Sync } from "../sync.ts";

/** Frames in the decoder at most: what it has been given cannot be passed over any more. */
const QUEUE_MAX_FRAMES = 4;

/** How long before it is due a frame goes to the decoder, in milliseconds. */
const AHEAD_MS = 60;

/** A decoder that fails so often without a picture between will not do better. */
const FAILURES_MAX = 3;

/** Whether this browser decodes the rendition, whose container is known. Never rejects. */
export async function canPlayVideo(rendition: Hang.VideoRendition): Promise<boolean> {
  try {
    return (await VideoDecoder.isConfigSupported(decoderConfig(rendition))).supported === true;
  } catch {
    return false;
  }
}

function decoderConfig(rendition: Hang.VideoRendition): VideoDecoderConfig {
  const { codec, codedWidth, codedHeight, optimizeForLatency = true } = rendition;
  const { displayAspectWidth, displayAspectHeight } = rendition;
  const description = descriptionOf(rendition);
  return {
    codec,
    optimizeForLatency,
    ...(codedWidth && codedHeight ? { codedWidth, codedHeight } : {}),
    ...(displayAspectWidth && displayAspectHeight ? { displayAspectWidth, displayAspectHeight } : {}),
    ...(description ? { description } : {}),
  };
}

export interface VideoPlayerOptions {
  /** Owned from here on. */
  track: Track.Subscriber;
  rendition: Hang.VideoRendition;
  sync: Sync;
  /** Whether this player's arrivals count: one that prepares to take over does not. */
  isActive: () => boolean;
  /** Takes each picture, and owns it. */
  onPicture: (picture: VideoFrame) => void;
  /** A frame has come, of a player whose arrivals count. */
  onArrived: (timestampUs: number, nowMs: number) => void;
  /** Timestamps begin a new run. */
  onJump: () => void;
  onEmptyGroup: () => void;
}

/** What a rendition that was played ended with. */
export type VideoEnd = "ended" | "undecodable";

/** Decodes one rendition; a decoder that fails is replaced at the next keyframe. */
export class VideoPlayer {
  /** Resolves when the track has ended or was closed, or nothing of it can be decoded; rejects where it fails. */
  readonly done: Promise<VideoEnd>;
  bytes = 0;
  #options: VideoPlayerOptions;
  #reader: FrameReader;
  #decoder: Decoder<VideoDecoderConfig, EncodedVideoChunk, VideoFrame>;
  #closing = new AbortController();

  /** Throws where the container is not known; the track is then closed. */
  constructor(options: VideoPlayerOptions) {
    this.#options = options;
    const { track, rendition, sync, isActive, onPicture, onArrived, onJump, onEmptyGroup } = options;
    try {
      this.#decoder = new Decoder({
        make: (init) => new VideoDecoder(init),
        config: decoderConfig(rendition),
        onOutput: onPicture,
      });
      this.#reader = new FrameReader(track, rendition.container, {
        budgetMs: () => sync.budgetMs,
        onArrived: (timestampUs, nowMs) => {
          if (!isActive()) return;
          if (sync.arrived("video", timestampUs, nowMs)) onJump();
          onArrived(timestampUs, nowMs);
        },
        onEmptyGroup,
      });
    } catch (error) {
      track.close();
      throw error;
    }
    this.done = this.#run();
  }

  /** Frames that a decoder has and has not answered. */
  get queued(): number {
    return this.#decoder.queued;
  }

  get skippedGroups(): number {
    return this.#reader.skippedGroups;
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#reader.close();
    this.#decoder.drop();
  }

  async #run(): Promise<VideoEnd> {
    try {
      for (;;) {
        const frame = await this.#reader.next();
        if (!frame || this.#closing.signal.aborted) return "ended";
        await this.#turn(frame);
        if (this.#closing.signal.aborted) return "ended";
        this.#decode(frame);
        if (this.#decoder.failures >= FAILURES_MAX) return "undecodable";
      }
    } finally {
      // What the decoder still has is shown; closed by whoever made this otherwise.
      if (!this.#closing.signal.aborted) await this.#decoder.flush();
      this.close();
    }
  }

  /** Until the frame is nearly due, and the decoder has room for it. */
  async #turn({ timestampUs }: EncodedFrame): Promise<void> {
    const { sync } = this.#options;
    const { signal } = this.#closing;
    for (;;) {
      const waitMs = sync.dueMs("video", timestampUs) - AHEAD_MS - performance.now();
      // One that is due in a far future is of timestamps that jumped.
      if (!(waitMs > 1) || waitMs > sync.budgetMs) break;
      await sleep(Math.min(waitMs, 100), signal);
      if (signal.aborted) return;
    }
    await this.#decoder.room(QUEUE_MAX_FRAMES, signal);
  }

  #decode({ timestampUs, keyframe, afterGap, data }: EncodedFrame): void {
    this.bytes += data.byteLength;
    // Behind a gap what is not a keyframe would be decoded into rubbish.
    if (afterGap && !keyframe) this.#decoder.drop();
    if (!keyframe && !this.#decoder.isOpen) return;
    const type = keyframe ? "key" : "delta";
    this.#decoder.decode(new EncodedVideoChunk({ type, timestamp: timestampUs, data }));
  }
}
