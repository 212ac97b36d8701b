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

/** Tells its key of each byte that is there, of the end, and of what it broke off with. Owned by wasm once it has a key. */
export class PolledReceiveStream {
  #key: number | undefined;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;
  #untoldBytes = 0;
  #reading = false;
  #stopped = false;
  /** The peer ended it, or broke it off. */
  #over = false;
  #failure: { error: unknown } | undefined;
  #onFirst: (() => void) | undefined;
  #drains: boolean;
  #drainedBytes = 0;
  #stopCode = 0;
  // Made once: a read waits with these, however many there are.
  readonly #got = (result: ReadableStreamReadResult<Uint8Array>) => this.#take(result);
  readonly #broke = (error: unknown) => this.#finish({ error });

  /**
   * @param drains whether it is read to its end where it is stopped: npm's qmux 0.3.3 does not give back the session's
   * credit for what arrives of a stream that was cancelled, and after a megabyte of it nothing arrives any more
   * @param onFirst called once there is something to tell
   */
  constructor(stream: ReadableStream<Uint8Array>, drains: boolean, onFirst?: () => void) {
    this.#drains = drains;
    this.#onFirst = onFirst;
    this.#reader = stream.getReader();
    this.#read();
  }

  /** Tells `key` from now on, and at once of what is there: nobody waits for it yet, so nothing is woken. */
  attach(key: number): this {
    this.#key = key;
    this.#tell();
    return this;
  }

  #tell(): void {
    const key = this.#key;
    if (key === undefined || this.#stopped) return;
    const bytes = this.#untoldBytes;
    this.#untoldBytes = 0;
    if (bytes > 0) wasm.told(key, bytes);
    if (!this.#over) return;
    // There is nothing to tell after it.
    this.#stopped = true;
    if (this.#failure) tellFailure(key, this.#failure.error);
    else wasm.ended(key);
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
    if (this.#stopped) return;
    this.#stopped = true;
    this.#chunks.length = 0;
    if (this.#over) return;
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
    if (done) {
      this.#finish();
      return;
    }
    const bytes = value.byteLength;
    if (this.#stopped) {
      if (this.#drains) this.#drain(bytes);
      return;
    }
    this.#chunks.push(value);
    this.#heldBytes += bytes;
    if (this.#heldBytes < AHEAD_BYTES) this.#read();
    this.#untoldBytes += bytes;
    this.#somethingToTell();
  }

  #somethingToTell(): void {
    this.#onFirst?.();
    this.#onFirst = undefined;
    this.#tell();
  }

  #drain(bytes: number): void {
    this.#drainedBytes += bytes;
    if (this.#drainedBytes < DRAINED_BYTES_MAX) this.#read();
    else this.#cancel();
  }

  #finish(failure?: { error: unknown }): void {
    this.#over = true;
    this.#failure = failure;
    if (!this.#stopped) this.#somethingToTell();
  }
}
