/**
 * Announcements: which broadcasts there are under a prefix.
 *
 * @module
 */
import { type GetPromise, Once } from "@moq/signals";
import { toError } from "./error.ts";
import * as Path from "./path.ts";

/** A broadcast that came or went. */
export interface Event {
  /** The path, relative to the prefix that was asked for. */
  path: Path.Valid;
  active: boolean;
}

/** Where a consumer takes its events from. */
export interface Source {
  /** The next event, or `undefined` at the end. */
  next(): Promise<Event | undefined>;
  close(): void;
}

/** The read side of an announcement stream. */
export class Consumer {
  readonly prefix: Path.Valid;
  #source: Source | undefined;
  #closed = new Once<Error | null>();

  /** @internal Owns the source. */
  constructor(source: Source, prefix: Path.Valid = Path.empty()) {
    this.#source = source;
    this.prefix = prefix;
  }

  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** The next event, or `undefined` at the end. */
  async next(): Promise<Event | undefined> {
    try {
      const event = await this.#source?.next();
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
    const source = this.#source;
    if (!source) return;
    this.#source = undefined;
    source.close();
    this.#closed.set(abort ?? null);
  }
}

/** A queue that one side fills and a {@link Consumer} empties. */
export class Queue implements Source {
  #events: Event[] = [];
  #waiting: ((event: Event | undefined) => void)[] = [];
  #closed = false;
  readonly #onClose: () => void;

  constructor(onClose: () => void = () => {}) {
    this.#onClose = onClose;
  }

  push(event: Event): void {
    if (this.#closed) return;
    const waiting = this.#waiting.shift();
    if (waiting) waiting(event);
    else this.#events.push(event);
  }

  next(): Promise<Event | undefined> {
    const event = this.#events.shift();
    if (event || this.#closed) return Promise.resolve(event);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting(undefined);
    this.#onClose();
  }
}
