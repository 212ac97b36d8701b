/** The read side of a stream. */
import { ended, told } from "../bindgen.ts";
import { nothing, streamError, tellFailure } from "./failure.ts";

/** How much is read before it is fetched, in bytes; a chunk may go beyond. */
const AHEAD_BYTES = 64 * 1024;

/** Tells its key of each byte that is there, of the end, and of what it broke off with. Owned by wasm. */
export class PolledReceiveStream {
  readonly #key: number;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;
  #reading = false;
  #over = false;
  // Made once: a read waits with these, however many there are.
  readonly #got = (result: ReadableStreamReadResult<Uint8Array>) => this.#take(result);
  readonly #broke = (error: unknown) => this.#fail(error);

  constructor(stream: ReadableStream<Uint8Array>, key: number) {
    this.#key = key;
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
    if (!this.#reading) this.#read();
  }

  /** Nothing is told any more; the peer is told to stop, unless it has ended. */
  stop(code: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#chunks.length = 0;
    this.#reader.cancel(streamError(code)).catch(nothing);
  }

  #read(): void {
    if (this.#over) return;
    this.#reading = true;
    this.#reader.read().then(this.#got, this.#broke);
  }

  #take({ done, value }: ReadableStreamReadResult<Uint8Array>): void {
    this.#reading = false;
    if (this.#over) return;
    if (done) {
      this.#over = true;
      ended(this.#key);
      return;
    }
    const bytes = value.byteLength;
    this.#chunks.push(value);
    this.#heldBytes += bytes;
    if (this.#heldBytes < AHEAD_BYTES) this.#read();
    told(this.#key, bytes);
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    tellFailure(this.#key, error);
  }
}
