/** The write side of a stream. */
import { ended, told } from "../bindgen.ts";
import { nothing, streamError, tellFailure } from "./failure.ts";

/** How much of a stream is on its way before it refuses more, in bytes; a chunk may go beyond. */
const ON_ITS_WAY_BYTES = 64 * 1024;

/** A writer that refuses what is too much at once, and tells its key when it takes more. Owned by wasm. */
export class Writer {
  readonly #key: number;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #limitBytes: number;
  /** The sizes of the chunks on their way, the oldest first. */
  readonly #sizes: number[] = [];
  #onItsWayBytes = 0;
  /** Somebody was refused, and waits to be told. */
  #awaited = false;
  readonly #settled = () => {
    this.#onItsWayBytes -= this.#sizes.shift() ?? 0;
    if (!this.#awaited || this.#onItsWayBytes >= this.#limitBytes) return;
    this.#awaited = false;
    told(this.#key, 1);
  };

  /** @param limitBytes how much is on its way before more is refused; a chunk may go beyond */
  constructor(writer: WritableStreamDefaultWriter<Uint8Array>, key: number, limitBytes: number) {
    this.#key = key;
    this.#writer = writer;
    this.#limitBytes = limitBytes;
  }

  /** Writes a copy of both, one behind the other, or refuses; then it tells when it takes them. */
  write(head: Uint8Array, rest: Uint8Array): boolean {
    if (this.#onItsWayBytes >= this.#limitBytes) {
      this.#awaited = true;
      return false;
    }
    const chunk = new Uint8Array(head.byteLength + rest.byteLength);
    chunk.set(head);
    chunk.set(rest, head.byteLength);
    this.#sizes.push(chunk.byteLength);
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

  constructor(stream: WritableStream<Uint8Array>, key: number) {
    this.#stream = stream;
    this.#writer = stream.getWriter();
    this.#chunks = new Writer(this.#writer, key, ON_ITS_WAY_BYTES);
    this.#writer.closed.then(
      () => ended(key),
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
