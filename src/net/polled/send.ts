/** The write side of a stream. */
import { ended, told } from "../bindgen.ts";
import { nothing, streamError, tellFailure } from "./failure.ts";

/** A writer that takes one chunk at a time, and tells its key when it takes the next. Owned by wasm. */
export class OneAtATime {
  readonly #key: number;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #busy = false;
  /** Somebody was refused, and waits to be told. */
  #awaited = false;
  readonly #settled = () => {
    this.#busy = false;
    if (!this.#awaited) return;
    this.#awaited = false;
    told(this.#key, 1);
  };

  constructor(writer: WritableStreamDefaultWriter<Uint8Array>, key: number) {
    this.#key = key;
    this.#writer = writer;
  }

  /** Writes a copy, or refuses where one is on its way, and tells when that is over. */
  write(bytes: Uint8Array): boolean {
    if (this.#busy) {
      this.#awaited = true;
      return false;
    }
    this.#busy = true;
    // What it failed with is seen at the stream's end.
    this.#writer.write(bytes.slice()).then(this.#settled, this.#settled);
    return true;
  }
}

/** Tells its key of its end, and of what the peer stopped it with. Owned by wasm. */
export class PolledSendStream {
  readonly #stream: WritableStream<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #chunks: OneAtATime;

  constructor(stream: WritableStream<Uint8Array>, key: number) {
    this.#stream = stream;
    this.#writer = stream.getWriter();
    this.#chunks = new OneAtATime(this.#writer, key);
    this.#writer.closed.then(
      () => ended(key),
      (error) => tellFailure(key, error),
    );
  }

  /** As {@link OneAtATime.write}. */
  write(bytes: Uint8Array): boolean {
    return this.#chunks.write(bytes);
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
