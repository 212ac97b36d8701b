/** A broadcast of this process: the tracks that are there, and those that somebody asks for. */
import { Once } from "@moq/signals";
import type { Consumer as GroupConsumer } from "../group/consumer.ts";
import { askFor } from "../track/request.ts";
import * as Track from "../track.ts";
import type { Source } from "./source.ts";

/** What both ends of a broadcast in one process have in common. Its producer and the last of its readers end it. */
export class Local implements Source {
  readonly closed = new Once<Error | null>();
  readers = 0;
  /** Tracks that nobody has to ask for any more. One that was asked for is held by who serves it. */
  #tracks = new Map<string, Track.Producer | WeakRef<Track.Producer>>();
  /** Whether a session has it, so that others may read it. */
  isPublished = false;
  readonly isShared = (): boolean => this.isPublished;
  #requests: Track.Request[] = [];
  #change = Promise.withResolvers<void>();
  #arrival: Promise<void> | undefined;
  /** Where a track's groups go on that is served once more. */
  #sequences = new Map<string, number>();
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  subscribe(name: string, options?: Track.Subscription): Track.Subscriber {
    return this.read(name, options, true);
  }

  /** @param isKept whether those who ask for it later get the same track */
  read(name: string, options: Track.Subscription | undefined, isKept: boolean): Track.Subscriber {
    this.assertOpen();
    const there = this.open(name);
    if (there) return there.subscribe(options);
    const track = new Track.Producer(name);
    const subscriber = track.subscribe(options);
    if (isKept) this.#register(track, new WeakRef(track));
    this.#ask(track);
    return subscriber;
  }

  async resolveTrackInfo(name: string): Promise<Track.Info> {
    const there = this.open(name);
    if (there) return there.info();
    this.assertOpen();
    const track = new Track.Producer(name);
    this.#ask(track);
    try {
      return await track.info();
    } finally {
      track.close();
    }
  }

  /** One group, which may be yet to come: what is newer says that it will not. */
  async fetchGroup(
    name: string,
    sequence: number,
    { priority }: Track.FetchGroupOptions = {},
  ): Promise<GroupConsumer> {
    const subscriber = this.read(name, { priority }, false);
    subscriber.startAt(sequence);
    const group = await subscriber.recvGroup();
    if (group?.sequence === sequence) {
      void group.closed.then(() => subscriber.close());
      return group;
    }
    group?.close();
    subscriber.close();
    throw new Error(`group not found: ${sequence}`);
  }

  /** The next request: of those that wait the one of the highest priority, and of equal ones the latest. */
  async requested(): Promise<Track.Request | undefined> {
    for (;;) {
      this.#requests.sort((a, b) => a.priority - b.priority);
      const request = this.#requests.pop();
      if (request) return request;
      const closed = this.closed.peek();
      if (closed) throw closed;
      if (closed === null) return undefined;
      this.#arrival ??= this.#arrive();
      await this.#change.promise;
    }
  }

  close(abort?: Error): void {
    if (this.closed.peek() !== undefined) return;
    this.closed.set(abort ?? null);
    this.#host.onClose();
    for (const request of this.#requests.splice(0)) request.reject(abort);
    this.#tell();
  }

  assertOpen(): void {
    const closed = this.closed.peek();
    if (closed !== undefined) throw new Error(`broadcast is closed: ${closed}`);
  }

  /** The track of that name that is there and not closed. */
  open(name: string): Track.Producer | undefined {
    const held = this.#tracks.get(name);
    const track = held instanceof WeakRef ? held.deref() : held;
    return track?.closed.peek() === undefined ? track : undefined;
  }

  /** Has a track for as long as it is open. */
  keep(track: Track.Producer): void {
    this.#register(track, track);
  }

  /** The tracks that are there and not closed. */
  all(): Track.Producer[] {
    return [...this.#tracks.keys()].map((name) => this.open(name)).filter((track) => track !== undefined);
  }

  remove(name: string): void {
    this.#tracks.delete(name);
  }

  #register(track: Track.Producer, held: Track.Producer | WeakRef<Track.Producer>): void {
    const { name } = track;
    this.#tracks.set(name, held);
    void track.closed.then(() => {
      if (this.#tracks.get(name) === held) this.#tracks.delete(name);
    });
  }

  #ask(track: Track.Producer): void {
    this.#requests.push(askFor(track, () => this.#host.onAccept(track), this.#sequences));
    this.#tell();
  }

  /** Waits for a request from outside of this process. */
  async #arrive(): Promise<void> {
    const request = await this.#host.requested();
    this.#arrival = undefined;
    if (!request) return;
    if (this.closed.peek() === undefined) this.#requests.push(request);
    else request.reject();
    this.#tell();
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}

/** Who has the broadcast's other side, that of sessions. It must not lead back to the producer. */
export interface Host {
  /** The next request of a session, `undefined` at the end. */
  requested(): Promise<Track.Request | undefined>;
  /** A track that was asked for in this process is served from now on. */
  onAccept(track: Track.Producer): void;
  onClose(): void;
}
