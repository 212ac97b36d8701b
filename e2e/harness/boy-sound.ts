/** The sound of a game as the native moq-boy publishes it: Opus, each packet of 20 ms in a group of its own. */
import { Legacy } from "@moq/hang/container";
import * as Moq from "@moq/net";

const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const PACKET_SAMPLES = 960;
const PACKET_US = (PACKET_SAMPLES * 1e6) / SAMPLE_RATE;
const TONE_HZ = 440;

/** A frame in hang's legacy container. */
export function legacyFrame(data: Uint8Array, timestampUs: number): Moq.Group.Frame {
  const time = Moq.Time.Micro(timestampUs);
  return { payload: Legacy.encodeFrame(data, time), timestamp: Moq.Time.Timestamp.fromMicros(time) };
}

/** A steady tone on a track, which it owns, while somebody listens. */
export class BoySound {
  /** Its entry in the catalog. */
  static readonly RENDITION = {
    codec: "opus",
    sampleRate: SAMPLE_RATE,
    numberOfChannels: CHANNELS,
    container: { kind: "legacy" },
  };

  #track: Moq.Track.Producer;
  #encoder = new AudioEncoder({ output: (chunk) => this.#write(chunk), error: console.error });
  /** What has been sent goes up to here. */
  #sentUs: number | undefined;

  constructor(track: Moq.Track.Producer) {
    this.#track = track;
    this.#encoder.configure({
      codec: "opus",
      sampleRate: SAMPLE_RATE,
      numberOfChannels: CHANNELS,
      bitrate: 64_000,
    });
  }

  get isWanted(): boolean {
    return this.#track.used.peek();
  }

  /** Sends what there is up to now; after a pause it begins anew. */
  send(nowUs: number): void {
    if (!this.isWanted) {
      this.#sentUs = undefined;
      return;
    }
    this.#sentUs ??= nowUs;
    for (; this.#sentUs + PACKET_US <= nowUs; this.#sentUs += PACKET_US) this.#encode(this.#sentUs);
  }

  close(): void {
    this.#encoder.close();
    this.#track.close();
  }

  #encode(timestamp: number): void {
    const data = new Float32Array(PACKET_SAMPLES * CHANNELS);
    const first = Math.round((timestamp * SAMPLE_RATE) / 1e6);
    for (let i = 0; i < PACKET_SAMPLES; i++)
      data.fill(Math.sin((2 * Math.PI * TONE_HZ * (first + i)) / SAMPLE_RATE) / 4, i * 2, i * 2 + 2);
    const shape = { format: "f32", sampleRate: SAMPLE_RATE, numberOfFrames: PACKET_SAMPLES } as const;
    const samples = new AudioData({ ...shape, numberOfChannels: CHANNELS, timestamp, data });
    this.#encoder.encode(samples);
    samples.close();
  }

  #write(chunk: EncodedAudioChunk): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const group = this.#track.appendGroup();
    group.writeFrame(legacyFrame(data, chunk.timestamp));
    group.close();
  }
}
