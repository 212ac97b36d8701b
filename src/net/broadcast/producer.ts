/** The write side of a broadcast. */
import { type GetPromise, Once } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { CLOSES, expectClose } from "../dropped.ts";
import type { Consumer as GroupConsumer } from "../group/consumer.ts";
import { insertTrackInto, producerOf } from "../track/producer.ts";
import { requestOf } from "../track/request.ts";
import * as Track from "../track.ts";
import { type Consumer, consumerOf } from "./consumer.ts";

/** A track that is there before anybody asks, and what takes it away. */
interface Kept {
  track: Track.Producer;
  remove: () => void;
}

/** The write side of a broadcast: made here, published by a connection, perhaps by several. */
export class Producer implements Track.Broadcast {
  #handle: Wasm.BroadcastProducer | undefined = new wasm.BroadcastProducer();
  #closed = new Once<Error | null>();
  #tracks = new Map<string, Kept>();
  /** What reads here where the publisher reads its own broadcast. */
  #reader: Consumer | undefined;
  #expectation = expectClose(this, "a broadcast", "", CLOSES, this.#handle);

  /** Settles once the broadcast is closed: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** A reader in this process. */
  consume(): Consumer {
    return consumerOf(this.#open().consume(), () => this.requested());
  }

  /** The next track that somebody wants and that was not created before, or `undefined` at the end. */
  async requested(): Promise<Track.Request | undefined> {
    const request = (await this.#handle?.requested()) as Wasm.TrackRequest | undefined;
    if (request) return requestOf(request);
    const error = this.#closed.peek();
    if (error) throw error;
    return undefined;
  }

  /** Serves a track before anybody asks, for as long as it is open. Throws where the name is taken. */
  insertTrack(track: Track.Producer): void {
    const handle = this.#open();
    const kept = this.#tracks.get(track.name);
    if (kept && kept.track.closed.peek() === undefined) throw new Error(`duplicate track: ${track.name}`);
    kept?.remove();
    this.#keep(track, insertTrackInto(track, handle));
  }

  /** A track that is there before anybody asks. */
  createTrack(name: string, info?: Partial<Track.Info>): Track.Producer {
    const full = Track.infoDefaults(info);
    const handle = this.#open().create_track(name, full.timescale, full.latencyMax, full.priority);
    const track = producerOf(handle, name, full);
    this.#keep(track, () => track.close());
    return track;
  }

  /**
   * Takes a track away: who asks for it from now on makes a request. Those who read it get what was written
   * so far, and one that {@link createTrack} made is closed by it (in `@moq/net` both go on).
   */
  removeTrack(name: string): void {
    const kept = this.#tracks.get(name);
    this.#tracks.delete(name);
    kept?.remove();
  }

  /** Reads a track of this broadcast, in this process. */
  subscribe(name: string, options?: Track.Subscription): Track.Subscriber {
    this.#open();
    const kept = this.#tracks.get(name)?.track;
    if (kept && kept.closed.peek() === undefined) return kept.subscribe(options);
    return this.#read().subscribe(name, options);
  }

  /** A track's properties; one that is not there is asked for. */
  async resolveTrackInfo(name: string): Promise<Track.Info> {
    this.#open();
    const kept = this.#tracks.get(name)?.track;
    if (kept && kept.closed.peek() === undefined) return kept.info();
    return this.#read().resolveTrackInfo(name);
  }

  /** One group of a track by its sequence. Rejects where it cannot be had. */
  async fetchGroup(
    name: string,
    sequence: number,
    options?: Track.FetchGroupOptions,
  ): Promise<GroupConsumer> {
    this.#open();
    return this.#read().fetchGroup(name, sequence, options);
  }

  /** A track by its name; nothing is asked for yet. */
  track(name: string): Track.Consumer {
    return new Track.Consumer(name, this);
  }

  /** Ends the broadcast; its announcement goes. Its tracks are closed by those who write them. Idempotent. */
  close(abort?: Error): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#expectation.meet();
    this.#handle = undefined;
    this.#reader?.close();
    this.#tracks.clear();
    handle.close();
    handle.free();
    this.#closed.set(abort ?? null);
  }

  /** @internal What a session publishes. */
  get handle(): Wasm.BroadcastProducer {
    return this.#open();
  }

  #keep(track: Track.Producer, remove: () => void): void {
    const kept = { track, remove };
    this.#tracks.set(track.name, kept);
    void track.closed.then(() => {
      if (this.#tracks.get(track.name) === kept) this.#tracks.delete(track.name);
    });
  }

  #read(): Consumer {
    this.#reader ??= this.consume();
    return this.#reader;
  }

  #open(): Wasm.BroadcastProducer {
    if (!this.#handle) throw new Error("broadcast is closed");
    return this.#handle;
  }
}
