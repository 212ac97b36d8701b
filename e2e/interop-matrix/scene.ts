/** What a behaviour is played on: two sessions and a path of its own. */
import type { Broadcast, Connection, Track } from "@moq/net";
import type { TransportName } from "./cells.ts";
import type { Library, LibraryName } from "./library.ts";

/** One side. */
export interface Peer {
  name: LibraryName;
  library: Library;
  session: Connection.Established;
}

/** What a behaviour does, or an error that says what was seen instead. */
export type Behaviour = (scene: Scene) => Promise<void>;

/**
 * How long something is waited for that has to come: the machine may be busy. In moq-lite-01 and 02 the end of a track takes
 * the relay's patience with groups that are missing, and with all cells at once 6 to 15 s were seen.
 */
const PATIENCE_MS = 40_000;
/** How long something is waited for that is known not to come. */
const HOPELESS_MS = 1_000;

export interface SceneProps {
  publisher: Peer;
  consumer: Peer;
  transport: TransportName;
  /** Nobody else's. */
  path: string;
  /** What may be seen instead of what should be: what it says is waited for in vain is not waited for as long. */
  signatures: readonly RegExp[];
}

export class Scene {
  readonly publisher: Peer;
  readonly consumer: Peer;
  readonly transport: TransportName;
  readonly path: string;
  #signatures: readonly RegExp[];
  #cleanups: (() => void)[] = [];

  constructor({ publisher, consumer, transport, path, signatures }: SceneProps) {
    this.publisher = publisher;
    this.consumer = consumer;
    this.transport = transport;
    this.path = path;
    this.#signatures = signatures;
  }

  /** Waits for something, for as long as is patient. */
  async within<T>(what: string, promise: PromiseLike<T>, patienceMs = this.#patienceMs(what)): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(inVain(what)), patienceMs);
    });
    try {
      return await Promise.race([promise, patience]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Looks until it is so. */
  async until(what: string, look: () => boolean): Promise<void> {
    const endMs = performance.now() + this.#patienceMs(what);
    while (!look()) {
      if (performance.now() > endMs) throw inVain(what);
      await pause(5);
    }
  }

  #patienceMs(what: string): number {
    const seen = String(inVain(what));
    return this.#signatures.some((signature) => signature.test(seen)) ? HOPELESS_MS : PATIENCE_MS;
  }

  /** Announces a broadcast, at this scene's path or below it. */
  publish(below = ""): Broadcast.Producer {
    const { library, session } = this.publisher;
    const broadcast = new library.Broadcast.Producer();
    this.later(() => broadcast.close());
    session.publish(library.Path.from(this.path, below), broadcast);
    return broadcast;
  }

  /** The broadcast at this scene's path, once it is announced. */
  async consume(): Promise<Broadcast.Consumer> {
    const { library, session } = this.consumer;
    const announced = session.announcedBroadcast(library.Path.from(this.path));
    this.later(() => announced.close());
    await this.until("the announcement", () => announced.active.peek() !== undefined);
    const consumer = announced.active.peek();
    if (!consumer) throw new Error("the broadcast went away");
    return consumer;
  }

  /** A broadcast of one track, with a reader. */
  async track(options?: Track.Subscription, info?: Partial<Track.Info>) {
    const broadcast = this.publish();
    const track = broadcast.createTrack("track", info);
    this.later(() => track.close());
    const consumer = await this.consume();
    const reader = consumer.subscribe("track", { latencyMax: 10_000, ...options });
    this.later(() => reader.close());
    await this.until("the subscription", () => {
      // One that was refused will not come.
      const closed = reader.closed.peek();
      if (closed instanceof Error) throw new Error(`the subscription was refused: ${closed.message}`);
      return track.used.peek();
    });
    await this.answered(reader);
    return { broadcast, track, reader, consumer };
  }

  /** Once a subscription is answered. In moq-transport, the relay skips groups that it has before. */
  async answered(reader: Track.Subscriber): Promise<void> {
    await this.within("the answer", reader.info());
    const { name, session } = this.consumer;
    // Here npm's gives its defaults, and does not tell of the answer.
    if (name === "npm" && session.version.startsWith("moq-transport")) await pause(150);
  }

  /** The text of the next group's first frame. */
  async next(reader: Track.Subscriber): Promise<string | undefined> {
    const group = await this.within("a group", reader.recvGroup());
    return group && this.within("its frame", group.readString());
  }

  later(cleanup: () => void): void {
    this.#cleanups.push(cleanup);
  }

  /** Lets go of all that was opened here, the last first. */
  end(): void {
    for (const cleanup of this.#cleanups.splice(0).reverse()) cleanup();
  }
}

function inVain(what: string): Error {
  return new Error(`timed out waiting for ${what}`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Throws where the two are not the same, as JSON. */
export function same(what: string, seen: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

/** The code that a read fails with. */
export async function codeOf(peer: Peer, read: Promise<unknown>): Promise<number> {
  try {
    const value = await read;
    throw new Error(`no reset was seen: the read gave ${value === undefined ? "the end" : "something"}`);
  } catch (error) {
    if (error instanceof peer.library.RemoteError) return error.code;
    throw error;
  }
}
