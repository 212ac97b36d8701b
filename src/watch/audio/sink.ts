/**
 * Where a Worker puts its sound: a ring that the AudioWorklet shares, or, on a page that may share no
 * memory, a port to a ring that the AudioWorklet has for itself.
 */
import { Ring } from "./ring.ts";

/** Crosses from the page to a Worker; the port is transferred. */
export type SinkHandle = { sampleRate: number } & (
  | { kind: "ring"; buffer: SharedArrayBuffer }
  | { kind: "port"; port: MessagePort }
);

/** Worker to AudioWorklet. The samples are transferred. */
export interface SinkSamples {
  left: Float32Array<ArrayBuffer>;
  right: Float32Array<ArrayBuffer>;
}

/** AudioWorklet to Worker, a few times a second. */
export interface SinkReport {
  buffered: number;
  underruns: number;
}

/** The writing end, in a Worker. */
export class AudioSink {
  readonly sampleRate: number;
  #ring: Ring | undefined;
  #port: MessagePort | undefined;
  #report: SinkReport = { buffered: 0, underruns: 0 };

  constructor(handle: SinkHandle) {
    this.sampleRate = handle.sampleRate;
    if (handle.kind === "ring") this.#ring = new Ring(handle.buffer, handle.sampleRate);
    else {
      this.#port = handle.port;
      this.#port.onmessage = (event: MessageEvent<SinkReport>) => {
        this.#report = event.data;
      };
    }
  }

  /** Whether what is written is given away, rather than copied. */
  get transfers(): boolean {
    return this.#port !== undefined;
  }

  /** Appends samples. They are copied, or given away: see {@link transfers}. */
  write(left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>): void {
    if (this.#ring) this.#ring.write(left, right);
    else this.#port?.postMessage({ left, right } satisfies SinkSamples, [left.buffer, right.buffer]);
  }

  /** Appends interleaved 16-bit stereo. The samples are copied. */
  writeInterleaved(samples: Int16Array): void {
    if (this.#ring) {
      this.#ring.writeInterleaved(samples);
      return;
    }
    const left = new Float32Array(samples.length >> 1);
    const right = new Float32Array(samples.length >> 1);
    for (let i = 0; i < left.length; i++) {
      left[i] = (samples[2 * i] as number) / 32_768;
      right[i] = (samples[2 * i + 1] as number) / 32_768;
    }
    this.write(left, right);
  }

  /** What is buffered, in milliseconds. */
  get bufferedMs(): number {
    return ((this.#ring?.buffered ?? this.#report.buffered) / this.sampleRate) * 1000;
  }

  get underruns(): number {
    return this.#ring?.underruns ?? this.#report.underruns;
  }

  /** Lets go of the port. Idempotent. */
  close(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#ring = undefined;
  }
}
