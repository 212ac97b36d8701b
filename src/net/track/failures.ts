/** What groups of a track broke off with, for those in this process who read them. */
import type * as Wasm from "../bindgen.ts";

/** How many are remembered. */
const MOST = 256;

/** Errors by the group's sequence. Owns the handles, until {@link release}. */
export class Failures {
  #bySequence = new Map<number, { error: Error; handle: Wasm.GroupProducer | undefined }>();

  add(sequence: number, error: Error, handle: Wasm.GroupProducer): void {
    this.#bySequence.set(sequence, { error, handle });
    const [oldest] = this.#bySequence.keys();
    if (oldest !== undefined && this.#bySequence.size > MOST) this.#forget(oldest);
  }

  of(sequence: number): Error | undefined {
    return this.#bySequence.get(sequence)?.error;
  }

  /** Lets another group take the place of one that broke off. */
  replace(sequence: number): void {
    this.#bySequence.get(sequence)?.handle?.abort();
    this.#forget(sequence);
  }

  /** Lets go of the handles: no group will take the place of another any more. */
  release(): void {
    for (const failure of this.#bySequence.values()) {
      failure.handle?.free();
      failure.handle = undefined;
    }
  }

  #forget(sequence: number): void {
    this.#bySequence.get(sequence)?.handle?.free();
    this.#bySequence.delete(sequence);
  }
}
