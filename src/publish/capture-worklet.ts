/** Sound out of the AudioWorklet, for browsers whose Workers cannot read tracks. */
import type { SoundPiece } from "./worker/messages.ts";

// The AudioWorklet's globals, which TypeScript's DOM library does not have.
declare const sampleRate: number;
declare const currentTime: number;
declare function registerProcessor(name: string, processor: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Samples in a piece: 10 ms at 48 kHz, in quanta of 128. */
const PIECE_SAMPLES = 512;

/** Pieces that are with the Worker at most: beyond that they are left out. */
const PIECES_MAX = 100;

class Capture extends AudioWorkletProcessor {
  #port: MessagePort | undefined;
  #samples: Float32Array<ArrayBuffer> | undefined;
  #channels = 0;
  #filled = 0;
  #startUs = 0;
  #waiting = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#port = data;
      data.onmessage = () => this.#waiting--;
    };
  }

  process([planes]: Float32Array[][]): boolean {
    const count = planes?.[0]?.length ?? 0;
    if (!planes || count === 0 || !this.#port) return true;
    if (!this.#samples || planes.length !== this.#channels) {
      this.#channels = planes.length;
      this.#samples = new Float32Array(PIECE_SAMPLES * this.#channels);
      this.#filled = 0;
    }
    if (this.#filled === 0) this.#startUs = Math.round(currentTime * 1e6);
    const samples = this.#samples;
    planes.forEach((plane, c) => {
      for (let i = 0; i < count; i++) samples[(this.#filled + i) * this.#channels + c] = plane[i] ?? 0;
    });
    this.#filled += count;
    if (this.#filled >= PIECE_SAMPLES) this.#send(this.#port, samples);
    return true;
  }

  #send(port: MessagePort, samples: Float32Array<ArrayBuffer>): void {
    this.#filled = 0;
    if (this.#waiting >= PIECES_MAX) return;
    this.#waiting++;
    const piece: SoundPiece = {
      samples,
      numberOfChannels: this.#channels,
      sampleRate,
      timestampUs: this.#startUs,
    };
    this.#samples = undefined;
    port.postMessage(piece, [samples.buffer]);
  }
}

registerProcessor("capture", Capture);
