/**
 * The host's ears: finds viewers by announcement, and has their commands read.
 */
import type { Announce, Broadcast, Connection } from "../../net/api.ts";
import { Path } from "../../net/api.ts";
import { playerOf } from "../name.ts";
import { type Command, VIEWER_ID_MAX_LENGTH } from "../protocol/index.ts";
import { readCommands } from "./commands.ts";

/** What the host hears. */
export interface ViewerEvents {
  /** A player by its id, and the id that it is announced under. False where there is no room. */
  onJoin(id: string, viewerId: string): boolean;
  onLeave(id: string): void;
  /** What else a viewer has can be read from here, until it leaves; the broadcast stays the sender's. */
  onBroadcast(id: string, broadcast: Broadcast.Consumer, viewerId: string): void;
  onCommand(id: string, command: Command): void;
  onDropped(): void;
}

interface Viewer {
  broadcast: Broadcast.Consumer;
  session: number;
}

/** Follows the viewers of a game through one session: a new session wants a new one. */
export class Viewers {
  #connection: Connection.Established;
  #announced: Announce.Consumer;
  #events: ViewerEvents;
  /** By player, each in its newest session. */
  #viewers = new Map<string, Viewer>();
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
      const viewerId: string = event.path;
      if (viewerId === "" || viewerId.length > VIEWER_ID_MAX_LENGTH || viewerId.includes("/")) continue;
      const { player: id, session } = playerOf(viewerId);
      // One whose connection broke off may be there still, for the relay, when it is back.
      if (session < (this.#viewers.get(id)?.session ?? 0)) continue;
      // One that is announced anew has a new broadcast.
      if (event.active || this.#viewers.get(id)?.session === session) this.#leave(id);
      if (!event.active) continue;
      const broadcast = this.#consume(Path.join(prefix, event.path));
      if (!broadcast) return;
      if (!this.#events.onJoin(id, viewerId)) {
        broadcast.close();
        continue;
      }
      this.#viewers.set(id, { broadcast, session });
      // Its commands first: all else is less urgent.
      void this.#listen(id, broadcast);
      if (this.#isThere(id, broadcast)) this.#events.onBroadcast(id, broadcast, viewerId);
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
    const viewer = this.#viewers.get(id);
    if (!viewer) return;
    this.#viewers.delete(id);
    viewer.broadcast.close();
    this.#events.onLeave(id);
  }

  async #listen(id: string, broadcast: Broadcast.Consumer): Promise<void> {
    await readCommands(broadcast, {
      isWanted: () => this.#isThere(id, broadcast),
      onCommand: (command) => this.#events.onCommand(id, command),
      onDropped: () => this.#events.onDropped(),
    });
    if (this.#isThere(id, broadcast)) this.#leave(id);
  }

  #isThere(id: string, broadcast: Broadcast.Consumer): boolean {
    return this.#viewers.get(id)?.broadcast === broadcast;
  }
}
