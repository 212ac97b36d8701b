/** A video rendition: encoded while somebody is subscribed to it, and only then. */
import type { Getter } from "@moq/signals";
import type { Hang } from "../formats/index.ts";
import type { Track } from "../net/api.ts";
import { ContainerProducer } from "./container.ts";

/** Frames that may wait for the encoder; beyond that pictures are left out, lest latency grow. */
const QUEUE_MAX_FRAMES = 3;

export interface VideoSettings {
  width: number;
  height: number;
  framerate: number;
  /** Bits a second. */
  bitrate: number;
  /** A keyframe at least each so many frames: what a late viewer has to decode before it sees anything. */
  keyframeInterval: number;
}

/** Constrained baseline: what every H.264 decoder plays. The level is the lowest that holds the rate. */
export function h264Codec(width: number, height: number, framerate: number): string {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  // Level, macroblocks a second, macroblocks a frame: ITU-T H.264, table A-1.
  const levels: [number, number, number][] = [
    [0x0b, 3_000, 396],
    [0x0d, 11_880, 396],
    [0x15, 19_800, 792],
    [0x16, 20_250, 1_620],
    [0x1e, 40_500, 1_620],
    [0x1f, 108_000, 3_600],
    [0x28, 245_760, 8_192],
    [0x33, 983_040, 36_864],
  ];
  const level = levels.find(([, rate, size]) => macroblocks * framerate <= rate && macroblocks <= size);
  if (!level)
    throw new RangeError(`${width} × ${height} at ${framerate} frames a second is beyond H.264 level 5.1`);
  return `avc1.42e0${level[0].toString(16).padStart(2, "0")}`;
}

/** The catalog's entry for these settings. */
export function videoRendition(settings: VideoSettings): Hang.VideoRendition {
  return {
    codec: h264Codec(settings.width, settings.height, settings.framerate),
    container: { kind: "legacy" },
    codedWidth: settings.width,
    codedHeight: settings.height,
    framerate: settings.framerate,
    bitrate: settings.bitrate,
    optimizeForLatency: true,
  };
}

function encoderConfig(settings: VideoSettings): VideoEncoderConfig {
  return {
    codec: h264Codec(settings.width, settings.height, settings.framerate),
    width: settings.width,
    height: settings.height,
    framerate: settings.framerate,
    bitrate: settings.bitrate,
    latencyMode: "realtime",
    // Parameters in the bitstream: the catalog stands before the first frame is encoded.
    avc: { format: "annexb" },
  };
}

/** Whether this browser encodes video with these settings. */
export async function canEncodeVideo(settings: VideoSettings): Promise<boolean> {
  const support = await VideoEncoder.isConfigSupported(encoderConfig(settings)).catch(() => undefined);
  return support?.supported === true;
}

/** Encodes pictures onto a track. Owns the track. */
export class VideoPublisher {
  /** Whether somebody is subscribed. */
  readonly used: Getter<boolean>;
  readonly settings: VideoSettings;
  /** Mean time from a picture to its bytes, in milliseconds, over about a second. */
  encodeMs = 0;
  #producer: ContainerProducer;
  #encoder: VideoEncoder | undefined;
  #sinceKeyframe = 0;
  #started = new Map<number, number>();
  #onError: (error: Error) => void;

  constructor(track: Track.Producer, settings: VideoSettings, onError: (error: Error) => void) {
    this.#producer = new ContainerProducer(track);
    this.used = track.used;
    this.settings = settings;
    this.#onError = onError;
  }

  /** Encodes a picture, which is closed by this in any case. */
  encode(picture: VideoFrame): void {
    try {
      const encoder = this.#open();
      if (encoder.encodeQueueSize > QUEUE_MAX_FRAMES) return;
      const keyFrame = this.#sinceKeyframe % this.settings.keyframeInterval === 0;
      this.#sinceKeyframe++;
      this.#started.set(picture.timestamp, performance.now());
      encoder.encode(picture, { keyFrame });
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      picture.close();
    }
  }

  /** Stops encoding until the next picture, which will be a keyframe. */
  pause(): void {
    this.#stop();
    this.#producer.pause();
  }

  /** Ends the track. Idempotent. */
  close(): void {
    this.#stop();
    this.#producer.close();
  }

  #open(): VideoEncoder {
    if (this.#encoder) return this.#encoder;
    const encoder = new VideoEncoder({
      output: (chunk) => {
        if (encoder !== this.#encoder) return;
        const started = this.#takeStarted(chunk.timestamp);
        if (started !== undefined) this.encodeMs += (performance.now() - started - this.encodeMs) / 60;
        this.#producer.write(chunk, chunk.timestamp, chunk.type === "key");
      },
      error: (error) => this.#fail(error),
    });
    encoder.configure(encoderConfig(this.settings));
    this.#encoder = encoder;
    this.#sinceKeyframe = 0;
    return encoder;
  }

  /** When a picture went in. The encoder may leave pictures out: those before it are forgotten with it. */
  #takeStarted(timestampUs: number): number | undefined {
    const started = this.#started.get(timestampUs);
    for (const earlier of this.#started.keys()) {
      if (earlier > timestampUs) break;
      this.#started.delete(earlier);
    }
    return started;
  }

  #stop(): void {
    const encoder = this.#encoder;
    this.#encoder = undefined;
    this.#started.clear();
    if (encoder && encoder.state !== "closed") encoder.close();
  }

  /** The next picture starts a new encoder: an error is reported, and does not end the track. */
  #fail(error: Error): void {
    this.#stop();
    this.#onError(error);
  }
}
