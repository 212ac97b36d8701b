/** The read side of a broadcast. */
import { type GetPromise, Once } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { CLOSES, expectClose } from "../dropped.ts";
import { toError } from "../error.ts";
import { type Consumer as GroupConsumer, consumerOf as groupOf } from "../group/consumer.ts";
import { Timescale } from "../time.ts";
import { toWasm } from "../track/info.ts";
import { subscriberOf } from "../track/subscriber.ts";
import * as Track from "../track.ts";

/** A handle, or what gives one; `undefined` where the broadcast ended before. */
type Ready = Wasm.BroadcastConsumer | Promise<Wasm.BroadcastConsumer | undefined>;

/** A reader, taking ownership of the handle that `ready` is or gives. */
export let consumerOf: (ready: Ready, requested?: () => Promise<Track.Request | undefined>) => Consumer;

/** The read side of a broadcast: a connection gives one, or a broadcast's producer. */
export class Consumer implements Track.Broadcast {
  #ready: Promise<Wasm.BroadcastConsumer | undefined>;
  #handle: Wasm.BroadcastConsumer | undefined;
  #closed = new Once<Error | null>();
  #expectation = expectClose(this, "a broadcast's reader", "", CLOSES);
  #requested: (() => Promise<Track.Request | undefined>) | undefined;

  private constructor(ready: Ready, requested?: () => Promise<Track.Request | undefined>) {
    this.#requested = requested;
    if (!(ready instanceof Promise)) {
      // At once: what is asked for now is to be found though it is closed a moment later.
      this.#ready = Promise.resolve(this.#attach(ready));
      return;
    }
    this.#ready = ready.then(
      (handle) => this.#attach(handle),
      (error) => this.#finish(toError(error)),
    );
  }

  static {
    consumerOf = (ready, requested) => new Consumer(ready, requested);
  }

  /** Settles once the broadcast has ended, could not be had, or {@link close} was called. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** Another handle with a life of its own. */
  clone(): Consumer {
    const handle = this.#handle;
    // At once where it can be: this one may be closed before a promise says anything.
    if (handle) return new Consumer(handle.duplicate(), this.#requested);
    return new Consumer(
      this.#ready.then(() => this.#handle?.duplicate()),
      this.#requested,
    );
  }

  /** A track by its name; nothing is asked for yet. */
  track(name: string): Track.Consumer {
    return new Track.Consumer(name, this);
  }

  /** Subscribes to a track. Those of the same name share one subscription upstream. */
  subscribe(name: string, options: Track.Subscription = {}): Track.Subscriber {
    const handle = this.#subscribe(name, options);
    return subscriberOf(name, { handle, fork: (other) => this.subscribe(name, other) }, options);
  }

  /** As the producer's, in the same process; requests to a peer are the session's own, and none come here. */
  async requested(): Promise<Track.Request | undefined> {
    if (this.#requested) return this.#requested();
    const error = await this.#closed;
    if (error) throw error;
    return undefined;
  }

  /** A track's properties, without a subscription. Rejects where there is no such track. */
  async resolveTrackInfo(name: string): Promise<Track.Info> {
    const handle = this.#handle ?? (await this.#open());
    const info = (await wrapped(handle.track_info(name))) as Float64Array;
    const [timescale = 0, latencyMax, priority] = info;
    return Track.infoDefaults({ timescale: Timescale(timescale), latencyMax, priority });
  }

  /**
   * One group of a track by its sequence, without a subscription: of what is kept nearby, or else from the
   * publisher. Rejects where nobody has it.
   */
  async fetchGroup(
    name: string,
    sequence: number,
    options: Track.FetchGroupOptions = {},
  ): Promise<GroupConsumer> {
    const handle = this.#handle ?? (await this.#open());
    const fetched = handle.fetch_group(name, sequence, options.priority ?? 0);
    return groupOf((await wrapped(fetched)) as Wasm.GroupConsumer);
  }

  /** Lets the broadcast go. Idempotent. */
  close(abort?: Error): void {
    this.#finish(abort ?? null);
  }

  async #subscribe(name: string, options: Track.Subscription): Promise<Wasm.TrackSubscriber> {
    const handle = this.#handle ?? (await this.#open());
    const wasm = toWasm(options);
    try {
      return (await handle.subscribe(name, wasm)) as Wasm.TrackSubscriber;
    } finally {
      wasm.free();
    }
  }

  async #open(): Promise<Wasm.BroadcastConsumer> {
    const handle = await this.#ready;
    if (!handle || this.#closed.peek() !== undefined)
      throw this.#closed.peek() ?? new Error("broadcast is closed");
    return handle;
  }

  #attach(handle: Wasm.BroadcastConsumer | undefined): Wasm.BroadcastConsumer | undefined {
    if (!handle || this.#closed.peek() !== undefined) {
      handle?.close();
      handle?.free();
      return this.#finish(null);
    }
    this.#handle = handle;
    this.#expectation.handle = handle;
    // By a weak reference: wasm would hold a reader that was dropped for as long as the broadcast lasts.
    const weak = new WeakRef(this);
    void handle.closed().then(() => {
      const self = weak.deref();
      if (self) self.#finish(null);
    });
    return handle;
  }

  #finish(error: Error | null): undefined {
    if (this.#closed.peek() === undefined) this.#closed.set(error);
    const handle = this.#handle;
    this.#handle = undefined;
    this.#expectation.meet();
    this.#ready = Promise.resolve(undefined);
    handle?.close();
    handle?.free();
    return undefined;
  }
}

/** What wasm answers, its errors made ours. */
async function wrapped(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    throw toError(error);
  }
}
