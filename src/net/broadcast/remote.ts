/** A broadcast that comes from elsewhere. */
import { Once } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { toError } from "../error.ts";
import { type Consumer as GroupConsumer, consumerOf as groupOf } from "../group/consumer.ts";
import { Timescale } from "../time.ts";
import { toWasm } from "../track/info.ts";
import { subscriberOf } from "../track/subscriber.ts";
import * as Track from "../track.ts";
import type { Source } from "./source.ts";

/** A broadcast that a session reads. Owns the handle. */
export class Remote implements Source {
  readonly closed = new Once<Error | null>();
  readers = 0;
  #ready: Promise<Wasm.BroadcastConsumer | undefined>;
  #handle: Wasm.BroadcastConsumer | undefined;
  /** All who read here have left. */
  #isLeft = false;

  /** @param ready gives the handle; `undefined` where the broadcast ended before */
  constructor(ready: Promise<Wasm.BroadcastConsumer | undefined>) {
    this.#ready = ready.then(
      (handle) => this.#attach(handle),
      (error) => this.#finish(toError(error)),
    );
  }

  /** Those of the same name share one subscription upstream. Throws once all who read here have left. */
  subscribe(name: string, options: Track.Subscription = {}, from: Track.Broadcast = this): Track.Subscriber {
    if (this.#isLeft) throw new Error(`broadcast is closed: ${this.closed.peek()}`);
    const handle = this.#subscribe(name, options);
    return subscriberOf(name, { handle, fork: (other) => from.subscribe(name, other) }, options);
  }

  /** Requests to a peer are the session's own, and none come here. */
  async requested(): Promise<Track.Request | undefined> {
    const error = await this.closed;
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

  /** Lets the broadcast go. */
  close(abort?: Error): void {
    this.#isLeft = true;
    this.#finish(abort ?? null);
  }

  drop(): void {
    if (--this.readers === 0) this.close();
  }

  async #subscribe(name: string, options: Track.Subscription): Promise<Wasm.TrackSubscriber> {
    const handle = this.#handle ?? (await this.#open());
    return (await handle.subscribe(name, ...toWasm(options))) as Wasm.TrackSubscriber;
  }

  async #open(): Promise<Wasm.BroadcastConsumer> {
    const handle = await this.#ready;
    if (!handle || this.closed.peek() !== undefined)
      throw this.closed.peek() ?? new Error("broadcast is closed");
    return handle;
  }

  #attach(handle: Wasm.BroadcastConsumer | undefined): Wasm.BroadcastConsumer | undefined {
    if (!handle || this.closed.peek() !== undefined) {
      handle?.close();
      handle?.free();
      return this.#finish(null);
    }
    this.#handle = handle;
    // By a weak reference: wasm would hold a reader that was dropped for as long as the broadcast lasts.
    const weak = new WeakRef(this);
    void handle.closed().then(() => {
      const self = weak.deref();
      if (self) self.#finish(null);
    });
    return handle;
  }

  #finish(error: Error | null): undefined {
    if (this.closed.peek() === undefined) this.closed.set(error);
    const handle = this.#handle;
    this.#handle = undefined;
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
