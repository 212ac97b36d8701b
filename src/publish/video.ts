/** A video rendition: encoded while somebody is subscribed to it, and only then. */
import type { Getter } from "@moq/signals";
import type { Hang } from "../formats/index.ts";
import type { Track } from "../net/api.ts";
import { type H264Profile, h264Codec } from "./codecs.ts";
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
  /** A keyframe also after so many microseconds, for pictures that come at no fixed rate. */
  keyframeIntervalUs?: number;
  /** WebCodecs' name of the codec; H.264 if not given. */
  codec?: string;
  /** Of H.264 where `codec` is not given: what the encoder makes, whatever it is asked for. Constrained baseline if not given. */
  profile?: H264Profile;
  /** WebCodecs'; `realtime` if not given. */
  latencyMode?: LatencyMode;
}

const codecOf = ({ codec, profile, width, height, framerate }: VideoSettings) =>
  codec ?? h264Codec(width, height, framerate, profile);

/** Where a rendition is between two keyframes. */
export interface SinceKeyframe {
  /** Pictures encoded since, the keyframe itself among them; 0 before the first. */
  frames: number;
  us: number;
  /** Whether somebody has asked for one. */
  isRequested: boolean;
}

/** Whether the next picture is to be a keyframe. */
export function isKeyframeDue(
  since: SinceKeyframe,
  settings: Pick<VideoSettings, "keyframeInterval" | "keyframeIntervalUs">,
): boolean {
  if (since.frames === 0 || since.isRequested || since.frames >= settings.keyframeInterval) return true;
  return since.us >= (settings.keyframeIntervalUs ?? Number.POSITIVE_INFINITY);
}

/** The catalog's entry for these settings. */
export function videoRendition(settings: VideoSettings): Hang.VideoRendition {
  return {
    codec: codecOf(settings),
    container: { kind: "legacy" },
    codedWidth: settings.width,
    codedHeight: settings.height,
    framerate: settings.framerate,
    bitrate: settings.bitrate,
    optimizeForLatency: true,
  };
}

function encoderConfig(settings: VideoSettings): VideoEncoderConfig {
  const codec = codecOf(settings);
  return {
    codec,
    width: settings.width,
    height: settings.height,
    framerate: settings.framerate,
    bitrate: settings.bitrate,
    latencyMode: settings.latencyMode ?? "realtime",
    // Parameters in the bitstream: the catalog stands before the first frame is encoded.
    ...(codec.startsWith("avc1.") && { avc: { format: "annexb" } }),
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
  #settings: VideoSettings;
  /** Pictures that were encoded, and that were left out because the encoder had not kept up. */
  readonly counts = { encoded: 0, dropped: 0 };
  /** What came out of the encoder. */
  bytes = 0;
  /** Mean time from a picture to its bytes, in milliseconds, over about a second. */
  encodeMs = 0;
  #producer: ContainerProducer;
  #encoder: VideoEncoder | undefined;
  #sinceKeyframe: SinceKeyframe = { frames: 0, us: 0, isRequested: false };
  #keyframeAtUs = 0;
  #started = new Map<number, number>();
  #onError: (error: Error) => void;

  constructor(track: Track.Producer, settings: VideoSettings, onError: (error: Error) => void) {
    this.#producer = new ContainerProducer(track);
    this.used = track.used;
    this.#settings = settings;
    this.#onError = onError;
  }

  /** Encodes a picture, which is closed by this in any case. False where it is left out, as what waits is too much. */
  encode(picture: VideoFrame): boolean {
    try {
      const encoder = this.#open();
      if (encoder.encodeQueueSize > QUEUE_MAX_FRAMES) {
        this.counts.dropped++;
        return false;
      }
      const since = this.#sinceKeyframe;
      since.us = picture.timestamp - this.#keyframeAtUs;
      const keyFrame = isKeyframeDue(since, this.#settings);
      if (keyFrame) {
        this.#keyframeAtUs = picture.timestamp;
        since.frames = 0;
        since.isRequested = false;
      }
      since.frames++;
      this.#started.set(picture.timestamp, performance.now());
      encoder.encode(picture, { keyFrame });
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      picture.close();
    }
    return true;
  }

  get settings(): VideoSettings {
    return this.#settings;
  }

  /** Makes the next picture a keyframe. */
  requestKeyframe(): void {
    this.#sinceKeyframe.isRequested = true;
  }

  /** Encodes otherwise from the next picture on, which will be a keyframe. */
  configure(settings: VideoSettings): void {
    this.#stop();
    this.#settings = settings;
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
        this.counts.encoded++;
        this.bytes += chunk.byteLength;
        this.#producer.write(chunk, chunk.timestamp, chunk.type === "key");
      },
      error: (error) => this.#fail(error),
    });
    encoder.configure(encoderConfig(this.#settings));
    this.#encoder = encoder;
    this.#sinceKeyframe = { frames: 0, us: 0, isRequested: false };
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
