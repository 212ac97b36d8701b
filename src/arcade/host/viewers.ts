/**
 * The host's ears: finds viewers by announcement, and has their commands read.
 */
import type { Announce, Broadcast, Connection } from "../../net/api.ts";
import { Path } from "../../net/api.ts";
import { type Command, VIEWER_ID_MAX_LENGTH } from "../protocol/index.ts";
import { readCommands } from "./commands.ts";

/** What the host hears. */
export interface ViewerEvents {
  /** False where there is no room. */
  onJoin(id: string): boolean;
  onLeave(id: string): void;
  /** What else a viewer has can be read from here, until it leaves; the broadcast stays the sender's. */
  onBroadcast(id: string, broadcast: Broadcast.Consumer): void;
  onCommand(id: string, command: Command): void;
  onDropped(): void;
}

/** Follows the viewers of a game through one session: a new session wants a new one. */
export class Viewers {
  #connection: Connection.Established;
  #announced: Announce.Consumer;
  #events: ViewerEvents;
  #viewers = new Map<string, Broadcast.Consumer>();
  #closed = false;

  constructor(connection: Connection.Established, prefix: Path.Valid, events: ViewerEvents) {
    this.#connection = connection;
    this.#events = events;
    this.#announced = connection.announced(prefix);
    void this.#follow(prefix);
  }

  /** Lets go of every viewer. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#announced.close();
    for (const id of [...this.#viewers.keys()]) this.#leave(id);
  }

  /** Is not listened to any more. */
  remove(id: string): void {
    this.#leave(id);
  }

  async #follow(prefix: Path.Valid): Promise<void> {
    for (;;) {
      const event = await this.#announced.next().catch(() => undefined);
      if (!event || this.#closed) return;
      const id: string = event.path;
      if (id === "" || id.length > VIEWER_ID_MAX_LENGTH || id.includes("/")) continue;
      // One that is announced anew has a new broadcast.
      this.#leave(id);
      if (!event.active) continue;
      const broadcast = this.#consume(Path.join(prefix, event.path));
      if (!broadcast) return;
      if (!this.#events.onJoin(id)) {
        broadcast.close();
        continue;
      }
      this.#viewers.set(id, broadcast);
      // Its commands first: all else is less urgent.
      void this.#listen(id, broadcast);
      if (this.#viewers.get(id) === broadcast) this.#events.onBroadcast(id, broadcast);
    }
  }

  /** Nothing where the session has ended meanwhile: its end is on the way. */
  #consume(path: Path.Valid): Broadcast.Consumer | undefined {
    try {
      return this.#connection.consume(path);
    } catch {
      return undefined;
    }
  }

  #leave(id: string): void {
    const broadcast = this.#viewers.get(id);
    if (!broadcast) return;
    this.#viewers.delete(id);
    broadcast.close();
    this.#events.onLeave(id);
  }

  async #listen(id: string, broadcast: Broadcast.Consumer): Promise<void> {
    await readCommands(broadcast, {
      isWanted: () => this.#viewers.get(id) === broadcast,
      onCommand: (command) => this.#events.onCommand(id, command),
      onDropped: () => this.#events.onDropped(),
    });
    if (this.#viewers.get(id) === broadcast) this.#leave(id);
  }
}
