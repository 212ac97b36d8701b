/** Sound on the page: an AudioContext, the player in its worklet, and the volume. */
import { ringBytes } from "../audio/ring.ts";
import type { SinkHandle } from "../audio/sink.ts";
import type { PlayerOptions } from "../audio/worklet.ts";
import workletUrl from "../audio/worklet.ts?worker&url";

/** What is gathered before the sound starts, in milliseconds. */
const TARGET_MS = 60;

/** Seconds over which a change of volume is spread, so that it does not click. */
const FADE_SECONDS = 0.02;

/** Owns the AudioContext. */
export class AudioOutput {
  #context: AudioContext;
  #gain: GainNode;
  #node: AudioWorkletNode | undefined;
  #volume = 1;
  #muted = false;

  private constructor(context: AudioContext) {
    this.#context = context;
    this.#gain = new GainNode(context, { gain: 0 });
    this.#gain.connect(context.destination);
  }

  /**
   * Makes the output and the handle that a Worker writes to. To be called within a gesture the first time,
   * else the browser keeps it silent until {@link unlock}.
   */
  static async open(sampleRate: number): Promise<{ output: AudioOutput; sink: SinkHandle }> {
    const context = new AudioContext({ sampleRate, latencyHint: "interactive" });
    const output = new AudioOutput(context);
    try {
      await context.audioWorklet.addModule(workletUrl);
      return { output, sink: output.#connect(sampleRate) };
    } catch (error) {
      output.close();
      throw new Error("sound could not be started", { cause: error });
    }
  }

  /** Starts the sound; resolves once it runs. */
  async unlock(): Promise<void> {
    if (this.#context.state === "suspended") await this.#context.resume();
  }

  get running(): boolean {
    return this.#context.state === "running";
  }

  /** 0 to 1. */
  setVolume(volume: number): void {
    this.#volume = Math.min(1, Math.max(0, volume));
    this.#apply();
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.#apply();
  }

  /** Idempotent. */
  close(): void {
    this.#node?.disconnect();
    this.#node = undefined;
    if (this.#context.state !== "closed") void this.#context.close();
  }

  #connect(sampleRate: number): SinkHandle {
    const buffer = globalThis.crossOriginIsolated ? new SharedArrayBuffer(ringBytes(sampleRate)) : undefined;
    const processorOptions: PlayerOptions = { targetMs: TARGET_MS, ...(buffer ? { buffer } : {}) };
    const options = { numberOfInputs: 0, outputChannelCount: [2], processorOptions };
    const node = new AudioWorkletNode(this.#context, "ring-player", options);
    node.connect(this.#gain);
    this.#node = node;
    this.#apply();
    const blockMs = this.#context.baseLatency * 1000;
    if (buffer) return { kind: "ring", buffer, sampleRate, blockMs };
    const { port1, port2 } = new MessageChannel();
    node.port.postMessage({ port: port1 }, [port1]);
    return { kind: "port", port: port2, sampleRate, blockMs };
  }

  #apply(): void {
    // Squared: loudness is felt so.
    const gain = this.#muted ? 0 : this.#volume ** 2;
    this.#gain.gain.setTargetAtTime(gain, this.#context.currentTime, FADE_SECONDS);
  }
}
