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

/**
 * How often a viewer who is announced and cannot be heard is tried again: a relay that is busy, or whose neighbour is, may refuse
 * what it gives a moment later.
 */
const TRIES = 4;
/** How long after, in milliseconds; each time is twice the one before. */
const AGAIN_MS = 250;

/** Follows the viewers of a game through one session: a new session wants a new one. */
export class Viewers {
  #connection: Connection.Established;
  #announced: Announce.Consumer;
  #events: ViewerEvents;
  /** By player, each in its newest session. */
  #viewers = new Map<string, Viewer>();
  /** Those who are tried again soon, by the ids that they are announced under. */
  #again = new Map<string, ReturnType<typeof setTimeout>>();
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
    for (const timer of this.#again.values()) clearTimeout(timer);
    this.#again.clear();
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
      clearTimeout(this.#again.get(viewerId));
      this.#again.delete(viewerId);
      if (event.active) this.#join(viewerId, Path.join(prefix, event.path), TRIES);
    }
  }

  #join(viewerId: string, path: Path.Valid, tries: number): void {
    const { player: id, session } = playerOf(viewerId);
    const broadcast = this.#consume(path);
    if (!broadcast) return;
    if (!this.#events.onJoin(id, viewerId)) {
      broadcast.close();
      return;
    }
    this.#viewers.set(id, { broadcast, session });
    // Its commands first: all else is less urgent.
    void this.#listen(id, broadcast).then((hasFailed) => {
      if (!this.#isThere(id, broadcast)) return;
      this.#leave(id);
      if (hasFailed && tries > 0) this.#joinLater(viewerId, path, tries - 1);
    });
    if (this.#isThere(id, broadcast)) this.#events.onBroadcast(id, broadcast, viewerId);
  }

  #joinLater(viewerId: string, path: Path.Valid, tries: number): void {
    const { player: id, session } = playerOf(viewerId);
    const timer = setTimeout(
      () => {
        this.#again.delete(viewerId);
        if (session >= (this.#viewers.get(id)?.session ?? 0)) this.#join(viewerId, path, tries);
      },
      AGAIN_MS * 2 ** (TRIES - 1 - tries),
    );
    this.#again.set(viewerId, timer);
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

  /** @returns whether it failed */
  #listen(id: string, broadcast: Broadcast.Consumer): Promise<boolean> {
    return readCommands(broadcast, {
      isWanted: () => this.#isThere(id, broadcast),
      onCommand: (command) => this.#events.onCommand(id, command),
      onDropped: () => this.#events.onDropped(),
    });
  }

  #isThere(id: string, broadcast: Broadcast.Consumer): boolean {
    return this.#viewers.get(id)?.broadcast === broadcast;
  }
}
