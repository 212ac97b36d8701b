/** Sound from a source to its encoder: its rate and channels are watched, and each piece is given its time. */
import { type AudioSettings, canEncodeAudio } from "../audio.ts";
import { SoundTimeline, SourceClock } from "../clock.ts";
import type { AudioFamily } from "../codecs.ts";
import { audioBitrate } from "../ladder.ts";
import type { CaptureBroadcast } from "./broadcast.ts";
import type { SoundPiece } from "./messages.ts";

/** More channels than these are left out. */
const CHANNELS_MAX = 2;

async function chooseSettings(
  sampleRate: number,
  numberOfChannels: number,
  families: readonly AudioFamily[],
): Promise<AudioSettings | undefined> {
  for (const family of families) {
    const settings = { sampleRate, numberOfChannels, bitrate: audioBitrate(numberOfChannels), family };
    if (await canEncodeAudio(settings)) return settings;
  }
  return undefined;
}

/** The sound of one source. */
export class Sounds {
  muted: boolean;
  #broadcast: CaptureBroadcast;
  #families: readonly AudioFamily[];
  #onProblem: (text: string | undefined) => void;
  #clock = new SourceClock();
  #timeline = new SoundTimeline();
  #format = "";
  #isReady = false;
  #wasUsed = false;
  #run = 0;

  constructor(
    broadcast: CaptureBroadcast,
    options: { families: readonly AudioFamily[]; muted: boolean },
    onProblem: (text: string | undefined) => void,
  ) {
    this.#broadcast = broadcast;
    this.#families = options.families;
    this.muted = options.muted;
    this.#onProblem = onProblem;
  }

  /** Takes a piece of sound, and closes it. `nowUs` is the broadcast's clock, in microseconds. */
  take(piece: AudioData | SoundPiece, nowUs: number): void {
    try {
      const { sampleRate } = piece;
      const channels = Math.min(piece.numberOfChannels, CHANNELS_MAX);
      const count = frameCount(piece);
      // When its first sample was captured: it is handed over once the last one was.
      const startUs = "timestampUs" in piece ? piece.timestampUs : piece.timestamp;
      const mappedUs = this.#clock.map(startUs, Math.round(nowUs - (count / sampleRate) * 1e6));
      const place = this.#timeline.place(Math.max(0, mappedUs), count, sampleRate);
      const format = `${sampleRate} ${channels}`;
      if (format !== this.#format) {
        this.#format = format;
        void this.#setUp(sampleRate, channels);
      }
      if (!place) return;
      const encoder = this.#isReady ? this.#broadcast.sound : undefined;
      if (encoder) {
        // Also where another source was before: its samples are not to be counted on.
        if (place.isGap || !this.#wasUsed) encoder.restart();
        encoder.encode(interleaved(piece, channels, this.muted), place.timestampUs);
      }
      this.#wasUsed = encoder !== undefined;
    } finally {
      if ("close" in piece) piece.close();
    }
  }

  /** Takes no more sound. What is offered stays until another source says what it has. */
  close(): void {
    this.#run++;
    this.#isReady = false;
  }

  async #setUp(sampleRate: number, channels: number): Promise<void> {
    const run = ++this.#run;
    this.#isReady = false;
    const settings = await chooseSettings(sampleRate, channels, this.#families);
    if (run !== this.#run) return;
    if (settings) {
      this.#broadcast.setAudio(settings);
      this.#isReady = true;
    } else this.#broadcast.clearAudio();
    this.#onProblem(
      settings
        ? undefined
        : `This browser does not encode ${this.#families.join(" or ")} at ${sampleRate} Hz. Choose another microphone or browser.`,
    );
  }
}

const frameCount = (piece: AudioData | SoundPiece) =>
  "samples" in piece ? piece.samples.length / piece.numberOfChannels : piece.numberOfFrames;

/** The samples of the first channels, or as many zeros. */
function interleaved(
  piece: AudioData | SoundPiece,
  channels: number,
  isMuted: boolean,
): Float32Array<ArrayBuffer> {
  const count = frameCount(piece);
  const out = new Float32Array(count * channels);
  if (isMuted) return out;
  if ("samples" in piece) {
    const { samples, numberOfChannels } = piece;
    for (let i = 0; i < count; i++)
      for (let c = 0; c < channels; c++) out[i * channels + c] = samples[i * numberOfChannels + c] ?? 0;
    return out;
  }
  const plane = channels === 1 ? out : new Float32Array(count);
  for (let c = 0; c < channels; c++) {
    piece.copyTo(plane, { planeIndex: c, format: "f32-planar" });
    if (channels > 1) for (let i = 0; i < count; i++) out[i * channels + c] = plane[i] ?? 0;
  }
  return out;
}
