/**
 * Broadcasts: sets of tracks that one publisher offers under a path.
 *
 * @module
 */
import { type GetPromise, Once } from "@moq/signals";
import * as Wasm from "./bindgen.ts";
import { toError } from "./error.ts";
import * as Track from "./track.ts";

/** The write side of a broadcast: made here, published by a connection, perhaps by several. */
export class Producer {
  #handle: Wasm.BroadcastProducer | undefined = new Wasm.BroadcastProducer();
  #closed = new Once<Error | null>();

  /** Settles once the broadcast is closed: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** A reader in this process. */
  consume(): Consumer {
    return new Consumer(Promise.resolve(this.#open().consume()));
  }

  /** The next track that somebody wants and that was not created before, or `undefined` at the end. */
  async requested(): Promise<Track.Request | undefined> {
    const request = (await this.#handle?.requested()) as Wasm.TrackRequest | undefined;
    return request && new Track.Request(request);
  }

  /** A track that is there before anybody asks. */
  createTrack(name: string, info?: Partial<Track.Info>): Track.Producer {
    const full = Track.infoDefaults(info);
    const handle = this.#open().create_track(name, full.timescale, full.latencyMax, full.priority);
    return new Track.Producer(handle, name, full);
  }

  /** Ends the broadcast; its announcement goes. Its tracks are closed by those who write them. Idempotent. */
  close(abort?: Error): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    handle.close();
    handle.free();
    this.#closed.set(abort ?? null);
  }

  /** @internal What a session publishes. */
  get handle(): Wasm.BroadcastProducer {
    return this.#open();
  }

  #open(): Wasm.BroadcastProducer {
    if (!this.#handle) throw new Error("the broadcast is closed");
    return this.#handle;
  }
}

/** The read side of a broadcast. */
export class Consumer {
  #ready: Promise<Wasm.BroadcastConsumer | undefined>;
  #handle: Wasm.BroadcastConsumer | undefined;
  #closed = new Once<Error | null>();

  /** @internal Takes ownership of the handle that `ready` gives. */
  constructor(ready: Promise<Wasm.BroadcastConsumer | undefined>) {
    this.#ready = ready.then(
      (handle) => this.#attach(handle),
      (error) => this.#finish(toError(error)),
    );
  }

  /** Settles once the broadcast has ended, could not be had, or {@link close} was called. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** Another handle with a life of its own. */
  clone(): Consumer {
    const handle = this.#handle;
    // At once where it can be: this one may be closed before a promise says anything.
    if (handle) return new Consumer(Promise.resolve(handle.duplicate()));
    return new Consumer(this.#ready.then(() => this.#handle?.duplicate()));
  }

  /** Subscribes to a track. Those of the same name share one subscription upstream. */
  subscribe(name: string, options: Track.Subscription = {}): Track.Subscriber {
    return new Track.Subscriber(name, this.#subscribe(name, options), options);
  }

  /** Lets the broadcast go. Idempotent. */
  close(abort?: Error): void {
    this.#finish(abort ?? null);
  }

  async #subscribe(name: string, options: Track.Subscription): Promise<Wasm.TrackSubscriber> {
    const handle = await this.#ready;
    if (!handle || this.#closed.peek() !== undefined)
      throw this.#closed.peek() ?? new Error("the broadcast is closed");
    const wasm = Track.subscribeOptions(options);
    try {
      return (await handle.subscribe(name, wasm)) as Wasm.TrackSubscriber;
    } finally {
      wasm.free();
    }
  }

  #attach(handle: Wasm.BroadcastConsumer | undefined): Wasm.BroadcastConsumer | undefined {
    if (!handle || this.#closed.peek() !== undefined) {
      handle?.close();
      handle?.free();
      return this.#finish(null);
    }
    this.#handle = handle;
    void handle.closed().then(() => this.#finish(null));
    return handle;
  }

  #finish(error: Error | null): undefined {
    if (this.#closed.peek() === undefined) this.#closed.set(error);
    const handle = this.#handle;
    this.#handle = undefined;
    this.#ready = Promise.resolve(undefined);
    handle?.close();
    handle?.free();
    return undefined;
  }
}
