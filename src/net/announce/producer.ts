/** The write side of an announcement stream. */
import type { GetPromise } from "@moq/signals";
import * as Path from "../path.ts";
import { type Consumer, consumerOf } from "./consumer.ts";
import { type Event, Queue } from "./queue.ts";

/** The write side of an announcement stream in this process. */
export class Producer {
  prefix: Path.Valid;
  #queue = new Queue();

  constructor(prefix: Path.Valid = Path.empty()) {
    this.prefix = prefix;
  }

  /** Settles once the stream is closed, by either side: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#queue.closed;
  }

  /** A reader. Several share the events between them, and the end. */
  consume(): Consumer {
    return consumerOf(this.#queue, this.prefix);
  }

  /** Tells of a broadcast. Throws once the stream is closed. */
  append(event: Event): void {
    if (this.#queue.closed.peek() !== undefined) throw new Error("the announcements are closed");
    this.#queue.push(event);
  }

  /** Ends the stream; what was not read is dropped. Idempotent. */
  close(abort?: Error): void {
    this.#queue.close(abort);
  }
}
