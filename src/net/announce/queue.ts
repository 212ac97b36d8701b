/** Where announcements wait to be read. */
import { Once } from "@moq/signals";
import type * as Path from "../path.ts";

/** A broadcast that came or went. */
export interface Event {
  /** The path, relative to the prefix that was asked for. */
  path: Path.Valid;
  active: boolean;
}

/** Where a consumer takes its events from. */
export interface Source {
  /** Settles at the end, where the source knows of it by itself. */
  readonly closed?: Once<Error | null>;
  /** The next event, or `undefined` at the end. */
  next(): Promise<Event | undefined>;
  close(abort?: Error): void;
}

/** A queue that one side fills and the other empties. What it holds is dropped at its end. */
export class Queue implements Source {
  readonly closed = new Once<Error | null>();
  #events: Event[] = [];
  #waiting: PromiseWithResolvers<Event | undefined>[] = [];
  readonly #onClose: () => void;

  constructor(onClose: () => void = () => {}) {
    this.#onClose = onClose;
  }

  push(event: Event): void {
    if (this.closed.peek() !== undefined) return;
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve(event);
    else this.#events.push(event);
  }

  async next(): Promise<Event | undefined> {
    const closed = this.closed.peek();
    if (closed) throw closed;
    const event = this.#events.shift();
    if (event || closed === null) return event;
    const waiting = Promise.withResolvers<Event | undefined>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  close(abort?: Error): void {
    if (this.closed.peek() !== undefined) return;
    this.closed.set(abort ?? null);
    this.#events = [];
    for (const waiting of this.#waiting.splice(0)) {
      if (abort) waiting.reject(abort);
      else waiting.resolve(undefined);
    }
    this.#onClose();
  }
}
