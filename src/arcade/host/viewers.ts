/**
 * The host's ears: finds viewers by announcement, and reads their commands. What comes is checked here;
 * what is not a command is counted and dropped.
 */
import { Json } from "../../formats/index.ts";
import type { Announce, Broadcast, Connection, Group } from "../../net/api.ts";
import { Path } from "../../net/api.ts";
import { COMMAND_MAX_BYTES, type Command, CommandSchema, VIEWER_ID_MAX_LENGTH } from "../protocol/index.ts";

/** A command may arrive this late and still be read: edges are in order by their number. */
const COMMAND_LATENCY_MAX_MS = 2_000;

/** Groups of one viewer that are read at the same time. */
const GROUPS_MAX = 4;

/**
 * What one group may hold: patches add up, and a group without end would be a state without end. Writers (ours
 * and upstream's) begin a new group long before.
 */
const GROUP_MAX_FRAMES = 512;
const GROUP_MAX_BYTES = 64 * COMMAND_MAX_BYTES;

/** What the host hears. */
export interface ViewerEvents {
  /** False where there is no room. */
  onJoin(id: string): boolean;
  onLeave(id: string): void;
  onCommand(id: string, command: Command): void;
  onDropped(): void;
}

/** Reads a command from its JSON, or gives `undefined` where it is none. */
export function parseCommand(json: unknown): Command | undefined {
  const result = CommandSchema.safeParse(json);
  return result.success ? result.data : undefined;
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
      void this.#listen(id, broadcast);
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
    const track = broadcast.subscribe("command", { latencyMax: COMMAND_LATENCY_MAX_MS, priority: 255 });
    const open: Group.Consumer[] = [];
    let newest = -1;
    const isNewest = (group: Group.Consumer) => group.sequence >= newest;
    try {
      for (;;) {
        const group = await track.recvGroup();
        if (!group || this.#viewers.get(id) !== broadcast) return;
        open.push(group);
        newest = Math.max(newest, group.sequence);
        if (open.length > GROUPS_MAX) open.shift()?.close();
        void this.#read(id, broadcast, group, isNewest);
      }
    } catch {
      // The viewer's track failed: so did the viewer.
    } finally {
      track.close();
      for (const group of open) group.close();
      if (this.#viewers.get(id) === broadcast) this.#leave(id);
    }
  }

  async #read(
    id: string,
    broadcast: Broadcast.Consumer,
    group: Group.Consumer,
    isNewest: (group: Group.Consumer) => boolean,
  ): Promise<void> {
    const decoder = new Json.SnapshotDecoder();
    let [frames, bytes] = [0, 0];
    try {
      for (;;) {
        const frame = await group.readFrame();
        if (!frame || this.#viewers.get(id) !== broadcast) return;
        frames++;
        bytes += frame.payload.byteLength;
        const command = decode(decoder, frame.payload);
        // Without edges there is only what is held, and an older group says what was held once.
        const isOld = command?.type === "buttons" && !command.edges && !isNewest(group);
        if (!command) this.#events.onDropped();
        else if (!isOld) this.#events.onCommand(id, command);
        if (frames >= GROUP_MAX_FRAMES || bytes >= GROUP_MAX_BYTES) return;
      }
    } catch {
      // A group that breaks off is followed by another.
    } finally {
      group.close();
    }
  }
}

function decode(decoder: Json.SnapshotDecoder, payload: Uint8Array): Command | undefined {
  if (payload.byteLength > COMMAND_MAX_BYTES) return undefined;
  try {
    return parseCommand(decoder.frame(payload));
  } catch {
    return undefined;
  }
}
