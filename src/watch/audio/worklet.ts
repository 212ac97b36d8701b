/**
 * The player at the end of the ring: runs in the AudioWorklet, because sound that is made on the page's
 * thread stops whenever the page is busy.
 */
import { Ring, ringBytes } from "./ring.ts";
import type { SinkReport, SinkSamples } from "./sink.ts";

// The AudioWorklet's globals, which TypeScript's DOM library does not have.
declare const sampleRate: number;
declare function registerProcessor(
  name: string,
  processor: new (options: AudioWorkletNodeOptions) => object,
): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** What the page hands to the player. */
export interface PlayerOptions {
  targetMs: number;
  buffer?: SharedArrayBuffer;
}

const REPORT_QUANTA = 64;

class RingPlayer extends AudioWorkletProcessor {
  #ring: Ring;
  #port: MessagePort | undefined;
  #quanta = 0;

  constructor(options: AudioWorkletNodeOptions) {
    super();
    const { targetMs, buffer } = options.processorOptions as PlayerOptions;
    this.#ring = new Ring(buffer ?? new ArrayBuffer(ringBytes(sampleRate)), sampleRate);
    this.#ring.target = Math.round((targetMs / 1000) * sampleRate);
    this.port.onmessage = (event: MessageEvent<{ port: MessagePort }>) => {
      this.#port = event.data.port;
      this.#port.onmessage = ({ data }: MessageEvent<SinkSamples>) => this.#ring.write(data.left, data.right);
    };
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? [];
    if (left && right) this.#ring.read(left, right);
    if (this.#port && ++this.#quanta % REPORT_QUANTA === 0) {
      const report: SinkReport = { buffered: this.#ring.buffered, underruns: this.#ring.underruns };
      this.#port.postMessage(report);
    }
    return true;
  }
}

registerProcessor("ring-player", RingPlayer);
