/** Sound on the page for what a Worker plays: opened at the first gesture, with the volume that was set before. */

import type { SinkHandle } from "../audio/sink.ts";
import { AudioOutput } from "./output.ts";

/** Owns the page's half of the sound. */
export class Sound {
  #output: AudioOutput | undefined;
  #opening: Promise<void> | undefined;
  #volume = 1;
  #muted = false;
  #closed = false;
  #sampleRate: () => number;
  #give: (sink: SinkHandle, transfer: Transferable[]) => void;

  /** `give` hands the sink to the Worker. */
  constructor(sampleRate: () => number, give: (sink: SinkHandle, transfer: Transferable[]) => void) {
    this.#sampleRate = sampleRate;
    this.#give = give;
  }

  /** Starts the sound; to be called from a gesture. Calls that overlap share one start. */
  async unlock(): Promise<void> {
    if (this.#closed) return;
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    await this.#opening;
    await this.#output?.unlock();
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#output?.setVolume(volume);
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.#output?.setMuted(muted);
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#output?.close();
    this.#output = undefined;
  }

  async #open(): Promise<void> {
    const { output, sink } = await AudioOutput.open(this.#sampleRate());
    if (this.#closed) {
      output.close();
      return;
    }
    this.#output = output;
    output.setVolume(this.#volume);
    output.setMuted(this.#muted);
    this.#give(sink, sink.kind === "port" ? [sink.port] : []);
  }
}
