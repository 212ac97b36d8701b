/** The write side of a broadcast. */
import type { GetPromise } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { type Behind, expectClose } from "../dropped.ts";
import type { Consumer as GroupConsumer } from "../group/consumer.ts";
import { insertTrackInto, producerOf } from "../track/producer.ts";
import { requestOf } from "../track/request.ts";
import * as Track from "../track.ts";
import { type Consumer, consumerOf } from "./consumer.ts";
import { Local } from "./local.ts";

const BEHIND: Behind<Local> = { release: (local) => local.close() };

/** The write side of a broadcast: made here, published by a connection, perhaps by several. */
export class Producer implements Track.Broadcast {
  /** What sessions read. */
  #handle = new wasm.BroadcastProducer();
  #local = localOf(this.#handle);
  /** What takes a track away from sessions, by its name; it may be one that was removed for this process alone. */
  #removals = new Map<string, { track: Track.Producer; remove: () => void }>();

  constructor() {
    const expectation = expectClose(this, "a broadcast", "", BEHIND, this.#local);
    void this.#local.closed.then(() => expectation.meet());
  }

  /** Settles once the broadcast is closed, or the last of its readers: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#local.closed;
  }

  /** A reader in this process. The broadcast is closed when all of them are. */
  consume(): Consumer {
    return consumerOf(this.#local);
  }

  /** The next track that somebody wants and that was not created before, or `undefined` at the end. */
  requested(): Promise<Track.Request | undefined> {
    return this.#local.requested();
  }

  /** Serves a track before anybody asks, for as long as it is open. Throws where the name is taken. */
  insertTrack(track: Track.Producer): void {
    this.#prepare(track.name);
    if (track.closed.peek() === undefined)
      this.#keep(track, insertTrackInto(track, this.#handle, this.#local.isShared));
  }

  /** A track that is there before anybody asks. */
  createTrack(name: string, info?: Partial<Track.Info>): Track.Producer {
    this.#prepare(name);
    const full = Track.infoDefaults(info);
    const handle = this.#handle.create_track(name, full.timescale, full.latencyMax, full.priority);
    const track = producerOf(handle, name, full, this.#local.isShared);
    this.#keep(track, () => track.close());
    return track;
  }

  /**
   * Takes a track away: who asks for it from now on makes a request. Those who read it in this process go on, as does
   * its writer; those of a session get what was written so far, and one that {@link createTrack} made is closed by it.
   */
  removeTrack(name: string): void {
    const track = this.#local.open(name);
    this.#local.remove(name);
    if (track && this.#local.isPublished) this.#remove(name);
  }

  /** Reads a track of this broadcast, in this process. */
  subscribe(name: string, options?: Track.Subscription): Track.Subscriber {
    return this.#local.read(name, options, false);
  }

  /** A track's properties; one that is not there is asked for. */
  resolveTrackInfo(name: string): Promise<Track.Info> {
    return this.#local.resolveTrackInfo(name);
  }

  /** One group of a track by its sequence. Rejects where it cannot be had. */
  fetchGroup(name: string, sequence: number, options?: Track.FetchGroupOptions): Promise<GroupConsumer> {
    return this.#local.fetchGroup(name, sequence, options);
  }

  /** A track by its name; nothing is asked for yet. */
  track(name: string): Track.Consumer {
    return new Track.Consumer(name, this);
  }

  /** Ends the broadcast; its announcement goes. Its tracks are closed by those who write them. Idempotent. */
  close(abort?: Error): void {
    this.#local.close(abort);
  }

  /** @internal What a session publishes. */
  get handle(): Wasm.BroadcastProducer {
    this.#local.assertOpen();
    this.#local.isPublished = true;
    // Those that were removed while nobody else could read them.
    for (const [name, { track }] of this.#removals) if (this.#local.open(name) !== track) this.#remove(name);
    // And those that are served to this process so far.
    for (const track of this.#local.all())
      if (!this.#removals.has(track.name)) serve(track, this.#handle, this.#local);
    return this.#handle;
  }

  /** Sees to it that a name is free. */
  #prepare(name: string): void {
    this.#local.assertOpen();
    if (this.#local.open(name)) throw new Error(`duplicate track: ${name}`);
    this.#remove(name);
  }

  #keep(track: Track.Producer, remove: () => void): void {
    this.#local.keep(track);
    // Not by way of the producer, which the track would hold.
    const removals = this.#removals.set(track.name, { track, remove });
    void track.closed.then(() => {
      if (removals.get(track.name)?.track === track) removals.delete(track.name);
    });
  }

  #remove(name: string): void {
    this.#removals.get(name)?.remove();
    this.#removals.delete(name);
  }
}

// What follows holds nothing of the producer, so that one that is dropped can be told of.

function localOf(handle: Wasm.BroadcastProducer): Local {
  const local: Local = new Local({
    async requested() {
      if (local.closed.peek() !== undefined) return undefined;
      const request = (await handle.requested()) as Wasm.TrackRequest | undefined;
      return request && requestOf(request);
    },
    onAccept(track) {
      if (local.isPublished && local.closed.peek() === undefined) serve(track, handle, local);
    },
    onClose() {
      handle.close();
      handle.free();
    },
  });
  return local;
}

/** Serves sessions with a track that this process has asked for. */
function serve(track: Track.Producer, handle: Wasm.BroadcastProducer, local: Local): void {
  try {
    insertTrackInto(track, handle, local.isShared);
  } catch {
    // A session has asked for that name as well, and is served by itself.
  }
}
