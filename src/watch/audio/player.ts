/** An audio rendition from its track to a sink, so that it is heard together with the picture. */
import type { Hang } from "../../formats/index.ts";
import type { Track } from "../../net/api.ts";
import { Decoder } from "../decoder.ts";
import { descriptionOf } from "../description.ts";
import { sleep } from "../pacing.ts";
import { FrameReader } from "../reader.ts";
import type { Sync } from "../sync.ts";
import { resample } from "./align.ts";
import { DecoderClock } from "./decoder-clock.ts";
import { SoundSchedule } from "./schedule.ts";
import type { AudioSink } from "./sink.ts";

/** Packets in the decoder at most. */
const QUEUE_MAX_PACKETS = 8;

/** How long before it is due sound is decoded, in milliseconds: the ring holds it from then on. */
const AHEAD_MS = 200;

/** Above this much in the ring, in milliseconds, what is old is passed over. */
const RING_LIMIT_MS = 1_200;

/** A decoder that fails so often without sound between will not do better. */
const FAILURES_MAX = 10;

/** Whether this browser decodes the rendition, whose container is known. Never rejects. */
export async function canPlayAudio(rendition: Hang.AudioRendition): Promise<boolean> {
  try {
    return (await AudioDecoder.isConfigSupported(decoderConfig(rendition))).supported === true;
  } catch {
    return false;
  }
}

function decoderConfig(rendition: Hang.AudioRendition): AudioDecoderConfig {
  const { codec, sampleRate, numberOfChannels } = rendition;
  const description = descriptionOf(rendition);
  return { codec, sampleRate, numberOfChannels, ...(description ? { description } : {}) };
}

export interface AudioPlayerOptions {
  /** Owned from here on. */
  track: Track.Subscriber;
  rendition: Hang.AudioRendition;
  sync: Sync;
  /** Not owned. */
  sink: AudioSink;
  /** Sound has gone to the sink: its timestamp, in microseconds. */
  onSound: (timestampUs: number) => void;
}

/** What a rendition that was played ended with. */
export type AudioEnd = "ended" | "undecodable";

/** Decodes one rendition; a decoder that fails is replaced. */
export class AudioPlayer {
  /** Resolves when the track has ended or was closed, or nothing of it can be decoded; rejects where it fails. */
  readonly done: Promise<AudioEnd>;
  bytes = 0;
  #options: AudioPlayerOptions;
  #reader: FrameReader;
  #decoder: Decoder<AudioDecoderConfig, EncodedAudioChunk, AudioData>;
  #schedule: SoundSchedule;
  #clock = new DecoderClock();
  #closing = new AbortController();

  /** Throws where the container is not known; the track is then closed. */
  constructor(options: AudioPlayerOptions) {
    this.#options = options;
    const { track, rendition, sync, sink } = options;
    try {
      this.#decoder = new Decoder({
        make: (init) => new AudioDecoder(init),
        config: decoderConfig(rendition),
        onOutput: (data) => {
          this.#clock.out(data.timestamp, (data.numberOfFrames / data.sampleRate) * 1e6);
          this.#write(data);
          data.close();
        },
        onDropped: () => this.#clock.reset(),
      });
      this.#reader = new FrameReader(track, rendition.container, {
        budgetMs: () => sync.budgetMs,
        onArrived: (timestampUs, nowMs) => {
          sync.arrived("audio", timestampUs, nowMs);
        },
      });
    } catch (error) {
      track.close();
      throw error;
    }
    sync.hasSound = true;
    this.#schedule = new SoundSchedule(sink.blockMs, sink.underruns);
    sync.soundFloorMs = this.#schedule.floorMs;
    // When it starts is decided here, where it is known when it is due.
    sink.configure({ startMs: 0, limitMs: RING_LIMIT_MS });
    sink.clear();
    this.done = this.#run();
  }

  /** Idempotent. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#options.sync.hasSound = false;
    this.#options.sync.reset("audio");
    this.#reader.close();
    this.#decoder.drop();
  }

  async #run(): Promise<AudioEnd> {
    const { sync } = this.#options;
    const { signal } = this.#closing;
    try {
      for (;;) {
        const frame = await this.#reader.next();
        if (!frame) return "ended";
        for (;;) {
          const waitMs = sync.dueMs("audio", frame.timestampUs) - AHEAD_MS - performance.now();
          if (!(waitMs > 1) || waitMs > sync.budgetMs) break;
          await sleep(Math.min(waitMs, 100), signal);
          if (signal.aborted) return "ended";
        }
        await this.#decoder.room(QUEUE_MAX_PACKETS, signal);
        if (signal.aborted) return "ended";
        if (this.#clock.isOff(frame.timestampUs)) {
          // What is inside is heard; then a new decoder takes the time of its first packet.
          await this.#decoder.flush();
          if (signal.aborted) return "ended";
          this.#decoder.drop();
        }
        this.#decode(frame.timestampUs, frame.data);
        if (this.#decoder.failures >= FAILURES_MAX) return "undecodable";
      }
    } finally {
      this.close();
    }
  }

  #decode(timestamp: number, data: Uint8Array): void {
    this.bytes += data.byteLength;
    this.#clock.in();
    // Each packet of the codecs that are played decodes alone.
    this.#decoder.decode(new EncodedAudioChunk({ type: "key", timestamp, data }));
  }

  #write(data: AudioData): void {
    const { sync, sink, onSound } = this.#options;
    const { timestamp, sampleRate, numberOfChannels } = data;
    const nowMs = performance.now();
    this.#schedule.look(sink, nowMs);
    sync.soundFloorMs = this.#schedule.floorMs;
    const dueMs = sync.dueMs("audio", timestamp);
    const durationMs = (data.numberOfFrames / sampleRate) * 1000;
    const packet = { dueMs, targetMs: sync.soundTargetMs, durationMs };
    const placed = this.#schedule.place(packet, sink, nowMs);
    if (placed.type === "silence") {
      const frames = Math.round((placed.ms / 1000) * sink.sampleRate);
      sink.write(new Float32Array(frames), new Float32Array(frames));
    }
    const rate = sink.sampleRate * placed.pace;
    const left = resample(plane(data, 0), sampleRate, rate);
    const right = resample(plane(data, numberOfChannels > 1 ? 1 : 0), sampleRate, rate);
    const from = placed.type === "drop" ? Math.round((placed.ms / 1000) * sink.sampleRate) : 0;
    if (from < left.length) {
      sync.presented("audio", timestamp, nowMs + sink.bufferedMs);
      if (from === 0) sink.write(left, right);
      else sink.write(left.slice(from), right.slice(from));
    }
    onSound(timestamp);
  }
}

function plane(data: AudioData, planeIndex: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(data.numberOfFrames);
  data.copyTo(samples, { planeIndex, format: "f32-planar" });
  return samples;
}
