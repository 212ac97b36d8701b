/** The read side of an announcement stream. */
import { type GetPromise, Once } from "@moq/signals";
import { toError } from "../error.ts";
import * as Path from "../path.ts";
import type { Event, Source } from "./queue.ts";

/** A reader, owning the source. */
export let consumerOf: (source: Source, prefix?: Path.Valid) => Consumer;

/** The read side of an announcement stream: a connection gives one, or a stream's producer. */
export class Consumer {
  prefix: Path.Valid;
  #source: Source;
  #closed: Once<Error | null>;

  private constructor(source: Source, prefix: Path.Valid) {
    this.#source = source;
    this.#closed = source.closed ?? new Once<Error | null>();
    this.prefix = prefix;
  }

  static {
    consumerOf = (source, prefix = Path.empty()) => new Consumer(source, prefix);
  }

  /** Settles once the stream has ended, with the reason if it failed. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** The next event, or `undefined` at the end. Rejects where the stream failed. */
  async next(): Promise<Event | undefined> {
    const closed = this.#closed.peek();
    if (closed) throw closed;
    if (closed === null) return undefined;
    try {
      const event = await this.#source.next();
      if (!event) this.close();
      return event;
    } catch (thrown) {
      const error = toError(thrown);
      this.close(error);
      throw error;
    }
  }

  /** Ends the stream. Idempotent. */
  close(abort?: Error): void {
    if (this.#closed.peek() !== undefined) return;
    this.#source.close(abort);
    if (this.#closed.peek() === undefined) this.#closed.set(abort ?? null);
  }
}
