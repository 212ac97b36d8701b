/**
 * Where a Worker puts its sound: a ring that the AudioWorklet shares, or, on a page that may share no
 * memory, a port to a ring that the AudioWorklet has for itself.
 */
import { Ring } from "./ring.ts";

/** What a device takes at a time where nobody has told, in milliseconds. */
const BLOCK_MS = 10;

/** Crosses from the page to a Worker; the port is transferred. */
export type SinkHandle = {
  sampleRate: number;
  /** What the device takes at a time, in milliseconds; 0 or absent where that is not known. */
  blockMs?: number;
} & ({ kind: "ring"; buffer: SharedArrayBuffer } | { kind: "port"; port: MessagePort });

/** How the ring is played. */
export interface RingSettings {
  /** What is gathered before the sound starts, in milliseconds. */
  startMs: number;
  /** Above this much, in milliseconds, what is old is passed over. */
  limitMs: number;
}

/** Worker to AudioWorklet. The samples are transferred. */
export type ToPlayer =
  | { type: "samples"; left: Float32Array<ArrayBuffer>; right: Float32Array<ArrayBuffer> }
  | { type: "configure"; settings: RingSettings }
  | { type: "clear" };

/** AudioWorklet to Worker, a few times a second. */
export interface SinkReport {
  buffered: number;
  underruns: number;
}

/** The writing end, in a Worker. */
export class AudioSink {
  readonly sampleRate: number;
  /** What the device takes at a time, in milliseconds. */
  readonly blockMs: number;
  #ring: Ring | undefined;
  #port: MessagePort | undefined;
  #report: SinkReport = { buffered: 0, underruns: 0 };
  #reportedMs = 0;
  #writtenSince = 0;

  constructor(handle: SinkHandle) {
    this.sampleRate = handle.sampleRate;
    this.blockMs = handle.blockMs || BLOCK_MS;
    if (handle.kind === "ring") this.#ring = new Ring(handle.buffer, handle.sampleRate);
    else {
      this.#port = handle.port;
      this.#port.onmessage = (event: MessageEvent<SinkReport>) => {
        this.#report = event.data;
        this.#reportedMs = performance.now();
        this.#writtenSince = 0;
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
    else if (this.#port) {
      this.#writtenSince += left.length;
      const transfer = left.buffer === right.buffer ? [left.buffer] : [left.buffer, right.buffer];
      this.#port.postMessage({ type: "samples", left, right } satisfies ToPlayer, transfer);
    }
  }

  /** Sets how the ring is played. */
  configure(settings: RingSettings): void {
    if (this.#ring) applySettings(this.#ring, settings);
    else this.#port?.postMessage({ type: "configure", settings } satisfies ToPlayer);
  }

  /** Lets go of what waits. */
  clear(): void {
    this.#ring?.clear();
    this.#port?.postMessage({ type: "clear" } satisfies ToPlayer);
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

  /** What is buffered, in milliseconds; over a port, by what was last told of it. */
  get bufferedMs(): number {
    if (this.#ring) return (this.#ring.buffered / this.sampleRate) * 1000;
    const toldMs = ((this.#report.buffered + this.#writtenSince) / this.sampleRate) * 1000;
    return Math.max(0, toldMs - (this.#reportedMs > 0 ? performance.now() - this.#reportedMs : 0));
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

/** Sets how a ring is played. */
export function applySettings(ring: Ring, { startMs, limitMs }: RingSettings): void {
  ring.target = Math.round((startMs / 1000) * ring.sampleRate);
  ring.limit = Math.round((limitMs / 1000) * ring.sampleRate);
}
