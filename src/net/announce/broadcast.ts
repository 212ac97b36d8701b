/** A broadcast by its path, there or not. */
import { Effect, type Getter, type GetterInit, getter, Signal } from "@moq/signals";
import type * as broadcast from "../broadcast.ts";
import type { Established } from "../connection/established.ts";
import * as Path from "../path.ts";

/** What a {@link Broadcast} watches. */
export interface BroadcastProps {
  /** The session, or a signal of the current one, which is followed. */
  connection: GetterInit<Established | undefined>;
  path: Path.Valid;
}

/**
 * A broadcast that may come and go: {@link active} is a reader of it while it is announced. A publisher that
 * comes again under the same path is a new reader.
 *
 * Where the relay announces nothing the broadcast is taken to be there, with one warning for each session.
 * Where the announcements of a session fail, it is gone until there is another session.
 */
export class Broadcast {
  readonly path: Path.Valid;
  /** The reader, `undefined` while there is no such broadcast. It is this object's: clone it to keep it. */
  readonly active: Getter<broadcast.Consumer | undefined>;
  #active = new Signal<broadcast.Consumer | undefined>(undefined);
  #effect = new Effect();

  constructor({ connection, path }: BroadcastProps) {
    this.path = path;
    this.active = this.#active;
    const source = getter(connection);
    this.#effect.run((effect) => {
      const session = effect.get(source);
      if (!session) return;
      const run = new Run(session, path, this.#active);
      effect.cleanup(() => run.stop());
    });
  }

  /** Lets the broadcast and its announcements go. Idempotent. */
  close(): void {
    this.#effect.close();
  }
}

const warned = new WeakSet<Established>();

/** The time with one session. */
class Run {
  #session: Established;
  #path: Path.Valid;
  #active: Signal<broadcast.Consumer | undefined>;
  #current: broadcast.Consumer | undefined;
  #stopped = false;
  #onStop: () => void = () => {};

  constructor(session: Established, path: Path.Valid, active: Signal<broadcast.Consumer | undefined>) {
    this.#session = session;
    this.#path = path;
    this.#active = active;
    if (session.discovery) void this.#listen();
    else this.#assume();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#onStop();
    this.#offline();
  }

  #assume(): void {
    if (!warned.has(this.#session)) {
      warned.add(this.#session);
      console.warn("the relay announces no broadcasts: they are taken to be there");
    }
    this.#online();
    void this.#session.closed.then(() => this.stop());
  }

  async #listen(): Promise<void> {
    try {
      const announced = this.#session.announced(this.#path);
      this.#onStop = () => announced.close();
      for (let event = await announced.next(); event && !this.#stopped; event = await announced.next()) {
        // What is below the path is another broadcast.
        if (event.path !== Path.empty()) continue;
        if (!event.active) this.#offline();
        else if (this.#current?.closed.peek() !== undefined || !this.#current) this.#online();
      }
    } catch (error) {
      if (!this.#stopped) console.warn(`the announcements of ${this.#path} failed`, error);
    }
    this.stop();
  }

  #online(): void {
    this.#current?.close();
    this.#current = this.#session.consume(this.#path);
    this.#active.set(this.#current);
  }

  #offline(): void {
    const current = this.#current;
    this.#current = undefined;
    current?.close();
    // A later run may have put its own there.
    if (current && this.#active.peek() === current) this.#active.set(undefined);
  }
}
