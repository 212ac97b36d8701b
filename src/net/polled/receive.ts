/** The read side of a stream. */
import { wasm } from "../bindgen.ts";
import { nothing, streamError, tellFailure } from "./failure.ts";

/** How much is read before it is fetched, in bytes; a chunk may go beyond. */
const AHEAD_BYTES = 64 * 1024;

/**
 * How much is read of a stream that nobody wants any more before it is cancelled all the same, in bytes. It ends
 * before that as a rule: the subscription that it belongs to was ended too.
 */
const DRAINED_BYTES_MAX = 4 * 1024 * 1024;

/** Tells its key of each byte that is there, of the end, and of what it broke off with. Owned by wasm. */
export class PolledReceiveStream {
  readonly #key: number;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;
  #reading = false;
  #over = false;
  #drains: boolean;
  #drainedBytes = 0;
  #stopCode = 0;
  // Made once: a read waits with these, however many there are.
  readonly #got = (result: ReadableStreamReadResult<Uint8Array>) => this.#take(result);
  readonly #broke = (error: unknown) => this.#fail(error);

  /**
   * @param drains whether it is read to its end where it is stopped: npm's qmux 0.3.3 does not give back the session's
   * credit for what arrives of a stream that was cancelled, and after a megabyte of it nothing arrives any more
   */
  constructor(stream: ReadableStream<Uint8Array>, key: number, drains: boolean) {
    this.#key = key;
    this.#drains = drains;
    this.#reader = stream.getReader();
    this.#read();
  }

  /** Moves all that was told of. @param into as many bytes */
  copy(into: Uint8Array): void {
    let at = 0;
    for (const chunk of this.#chunks) {
      into.set(chunk, at);
      at += chunk.byteLength;
    }
    this.#chunks.length = 0;
    this.#heldBytes = 0;
    if (!this.#reading && !this.#over) this.#read();
  }

  /** Nothing is told any more; the peer is told to stop, unless it has ended. */
  stop(code: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#chunks.length = 0;
    this.#stopCode = code;
    if (!this.#drains) this.#cancel();
    else if (!this.#reading) this.#read();
  }

  #cancel(): void {
    this.#reader.cancel(streamError(this.#stopCode)).catch(nothing);
  }

  #read(): void {
    this.#reading = true;
    this.#reader.read().then(this.#got, this.#broke);
  }

  #take({ done, value }: ReadableStreamReadResult<Uint8Array>): void {
    this.#reading = false;
    if (this.#over) {
      if (!done && this.#drains) this.#drain(value.byteLength);
      return;
    }
    if (done) {
      this.#over = true;
      wasm.ended(this.#key);
      return;
    }
    const bytes = value.byteLength;
    this.#chunks.push(value);
    this.#heldBytes += bytes;
    if (this.#heldBytes < AHEAD_BYTES) this.#read();
    wasm.told(this.#key, bytes);
  }

  #drain(bytes: number): void {
    this.#drainedBytes += bytes;
    if (this.#drainedBytes < DRAINED_BYTES_MAX) this.#read();
    else this.#cancel();
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    tellFailure(this.#key, error);
  }
}
