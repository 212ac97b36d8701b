/** An audio rendition: encoded while somebody is subscribed to it, and only then. */
import type { Getter } from "@moq/signals";
import type { Hang } from "../formats/index.ts";
import type { Track } from "../net/api.ts";
import { type AudioFamily, audioCodec } from "./codecs.ts";
import { ContainerProducer } from "./container.ts";

/** Opus packets in a group: each decodes alone, so a group is only as long as a late viewer can wait. */
const GROUP_PACKETS = 10;

/** Pieces of sound that may wait for the encoder; beyond that those are left out, lest latency grow. */
const QUEUE_MAX_PIECES = 50;

/** 10 ms: short, because a packet cannot leave before its last sample is there. */
const PACKET_US = 10_000;

export interface AudioSettings {
  /** Hz; what goes in is at this rate, and what comes out of a decoder may be. */
  sampleRate: number;
  numberOfChannels: number;
  /** Bits a second. */
  bitrate: number;
  /** Opus if not given. */
  family?: AudioFamily;
}

/** The catalog's entry for these settings. */
export function audioRendition(settings: AudioSettings): Hang.AudioRendition {
  return {
    codec: audioCodec(settings.family ?? "opus"),
    container: { kind: "legacy" },
    sampleRate: settings.sampleRate,
    numberOfChannels: settings.numberOfChannels,
    bitrate: settings.bitrate,
  };
}

function encoderConfig({ family = "opus", ...settings }: AudioSettings): AudioEncoderConfig {
  const config = { codec: audioCodec(family), ...settings };
  // With its parameters in the bitstream, as the pictures have theirs.
  if (family === "aac") return { ...config, aac: { format: "adts" } } as AudioEncoderConfig;
  return { ...config, opus: { frameDuration: PACKET_US } };
}

/** Whether this browser encodes sound with these settings. */
export async function canEncodeAudio(settings: AudioSettings): Promise<boolean> {
  const support = await AudioEncoder.isConfigSupported(encoderConfig(settings)).catch(() => undefined);
  return support?.supported === true;
}

/** Encodes sound onto a track. Owns the track. */
export class AudioPublisher {
  /** Whether somebody is subscribed. */
  readonly used: Getter<boolean>;
  #settings: AudioSettings;
  #producer: ContainerProducer;
  #encoder: AudioEncoder | undefined;
  #packets = 0;
  /** Packets in all. */
  encoded = 0;
  /** What came out of the encoder. */
  bytes = 0;
  #onError: (error: Error) => void;

  constructor(track: Track.Producer, settings: AudioSettings, onError: (error: Error) => void) {
    this.#producer = new ContainerProducer(track);
    this.used = track.used;
    this.#settings = settings;
    this.#onError = onError;
  }

  get settings(): AudioSettings {
    return this.#settings;
  }

  /** Encodes otherwise from the next samples on. */
  configure(settings: AudioSettings): void {
    this.#stop();
    this.#settings = settings;
  }

  /** Begins anew with the next samples: an encoder counts samples, and knows nothing of a gap between them. */
  restart(): void {
    this.#stop();
  }

  /** Encodes samples, interleaved: floats from -1 to 1, or 16-bit integers. They are copied. */
  encode(samples: Float32Array | Int16Array, timestampUs: number): void {
    if (samples.length === 0) return;
    // What waits goes with its encoder, not what comes: it would count on as if nothing were missing.
    if ((this.#encoder?.encodeQueueSize ?? 0) > QUEUE_MAX_PIECES) this.#stop();
    const { sampleRate, numberOfChannels } = this.#settings;
    const numberOfFrames = samples.length / numberOfChannels;
    const format = samples instanceof Int16Array ? "s16" : "f32";
    const data = new AudioData({
      format,
      sampleRate,
      numberOfChannels,
      numberOfFrames,
      timestamp: timestampUs,
      data: samples as Int16Array<ArrayBuffer>,
    });
    try {
      this.#open().encode(data);
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      data.close();
    }
  }

  /** Stops encoding until the next samples. */
  pause(): void {
    this.#stop();
    this.#producer.pause();
  }

  /** Ends the track. Idempotent. */
  close(): void {
    this.#stop();
    this.#producer.close();
  }

  #open(): AudioEncoder {
    if (this.#encoder) return this.#encoder;
    const encoder = new AudioEncoder({
      output: (chunk) => {
        if (encoder !== this.#encoder) return;
        this.#producer.write(chunk, Math.max(0, chunk.timestamp), this.#packets % GROUP_PACKETS === 0);
        this.#packets++;
        this.encoded++;
        this.bytes += chunk.byteLength;
      },
      error: (error) => this.#fail(error),
    });
    encoder.configure(encoderConfig(this.#settings));
    this.#encoder = encoder;
    this.#packets = 0;
    return encoder;
  }

  #stop(): void {
    const encoder = this.#encoder;
    this.#encoder = undefined;
    if (encoder && encoder.state !== "closed") encoder.close();
  }

  #fail(error: Error): void {
    this.#stop();
    this.#onError(error);
  }
}
