/**
 * The player at the end of the ring: runs in the AudioWorklet, because sound that is made on the page's
 * thread stops whenever the page is busy.
 */
import { Ring, ringBytes } from "./ring.ts";
import { applySettings, type SinkReport, type ToPlayer } from "./sink.ts";

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

/** How often what is buffered is told over a port, in quanta of 128 samples. */
const REPORT_QUANTA = 16;

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
      this.#port.onmessage = ({ data }: MessageEvent<ToPlayer>) => this.#receive(data);
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

  #receive(message: ToPlayer): void {
    switch (message.type) {
      case "samples":
        this.#ring.write(message.left, message.right);
        break;
      case "configure":
        applySettings(this.#ring, message.settings);
        break;
      case "clear":
        this.#ring.clear();
        break;
      default:
        message satisfies never;
    }
  }
}

registerProcessor("ring-player", RingPlayer);
