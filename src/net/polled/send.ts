/** The write side of a stream. */
import { wasm } from "../bindgen.ts";
import { nothing, streamError, tellFailure } from "./failure.ts";

/**
 * How much of a stream is on its way before it refuses more, in bytes; a chunk may go beyond. Three chunks of 64 KiB: with
 * one alone the transport stands still from a chunk's end until wasm has heard of it.
 */
const ON_ITS_WAY_BYTES = 192 * 1024;

/** Chunks of these sizes are copied into memory that is used again: to get new memory for each costs more than the copy. */
const REUSED_MIN_BYTES = 8 * 1024;
const REUSED_MAX_BYTES = 128 * 1024;
/** How many such are kept for the next. */
const REUSED_KEPT = 8;

const reusable: Uint8Array[] = [];

/** Memory for a chunk, which may hold what was in it. */
function take(byteLength: number, reuses: boolean): Uint8Array {
  if (!reuses || byteLength < REUSED_MIN_BYTES || byteLength > REUSED_MAX_BYTES)
    return new Uint8Array(byteLength);
  const memory = reusable.pop() ?? new Uint8Array(REUSED_MAX_BYTES);
  return memory.subarray(0, byteLength);
}

/** A chunk that was sent, or was not and never will be. */
function giveBack({ buffer }: Uint8Array): void {
  if (buffer.byteLength === REUSED_MAX_BYTES && reusable.length < REUSED_KEPT)
    reusable.push(new Uint8Array(buffer));
}

/** A writer that refuses what is too much at once, and tells its key when it takes more. Owned by wasm. */
export class Writer {
  readonly #key: number;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #limitBytes: number;
  readonly #reuses: boolean;
  /** The chunks on their way, the oldest first. */
  readonly #chunks: Uint8Array[] = [];
  #onItsWayBytes = 0;
  /** Somebody was refused, and waits to be told. */
  #awaited = false;
  readonly #settled = () => {
    const chunk = this.#chunks.shift();
    if (!chunk) return;
    this.#onItsWayBytes -= chunk.byteLength;
    if (this.#reuses) giveBack(chunk);
    if (!this.#awaited || this.#onItsWayBytes >= this.#limitBytes) return;
    this.#awaited = false;
    wasm.told(this.#key, 1);
  };

  /**
   * @param limitBytes how much is on its way before more is refused; a chunk may go beyond
   * @param reuses whether a chunk that was written is not looked at any more
   */
  constructor(
    writer: WritableStreamDefaultWriter<Uint8Array>,
    key: number,
    limitBytes: number,
    reuses = false,
  ) {
    this.#key = key;
    this.#reuses = reuses;
    this.#writer = writer;
    this.#limitBytes = limitBytes;
  }

  /** Writes a copy of both, one behind the other, or refuses; then it tells when it takes them. */
  write(head: Uint8Array, rest: Uint8Array): boolean {
    if (this.#onItsWayBytes >= this.#limitBytes) {
      this.#awaited = true;
      return false;
    }
    const chunk = take(head.byteLength + rest.byteLength, this.#reuses);
    chunk.set(head);
    chunk.set(rest, head.byteLength);
    this.#chunks.push(chunk);
    this.#onItsWayBytes += chunk.byteLength;
    // What it failed with is seen at the stream's end.
    this.#writer.write(chunk).then(this.#settled, this.#settled);
    return true;
  }
}

/** Tells its key of its end, and of what the peer stopped it with. Owned by wasm. */
export class PolledSendStream {
  readonly #stream: WritableStream<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #chunks: Writer;

  /** @param reuses whether the stream does not look at a chunk any more once it is written */
  constructor(stream: WritableStream<Uint8Array>, key: number, reuses: boolean) {
    this.#stream = stream;
    this.#writer = stream.getWriter();
    this.#chunks = new Writer(this.#writer, key, ON_ITS_WAY_BYTES, reuses);
    this.#writer.closed.then(
      () => wasm.ended(key),
      (error) => tellFailure(key, error),
    );
  }

  /** As {@link Writer.write}. */
  write(head: Uint8Array, rest: Uint8Array): boolean {
    return this.#chunks.write(head, rest);
  }

  /** @param order of two streams that wait, the one with the higher goes first */
  setPriority(order: number): void {
    // Neither every browser has it, nor a WebSocket.
    (this.#stream as { sendOrder?: number }).sendOrder = order;
  }

  /** Ends the stream behind what was written. */
  finish(): void {
    this.#writer.close().catch(nothing);
  }

  /** Breaks the stream off. */
  reset(code: number): void {
    this.#writer.abort(streamError(code)).catch(nothing);
  }
}
