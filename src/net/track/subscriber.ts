/** The read side of a track. */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { closesUnless, expectClose } from "../dropped.ts";
import { toError } from "../error.ts";
import { consumerOf, type Consumer as GroupConsumer } from "../group/consumer.ts";
import type { Frame } from "../group/frame.ts";
import { Timescale, Timestamp } from "../time.ts";
import { Frames } from "./frames.ts";
import {
  type Datagram,
  type Info,
  infoDefaults,
  type Location,
  type Subscription,
  subscriptionDefaults,
  toWasm,
} from "./info.ts";

/** Where a subscriber comes from. */
export interface Origin {
  /** The handle, owned by the subscriber; a promise where it takes the publisher's answer. */
  handle: Wasm.TrackSubscriber | Promise<Wasm.TrackSubscriber | undefined>;
  /** What is asked for the sake of `options`, of a track in this process. */
  ask?: (options: Subscription) => Subscription;
  /** Another subscriber to the same track. */
  fork: (options?: Subscription) => Subscriber;
}

/** Gives a subscriber its handle at once, where its promise is for nothing but its failure. */
export let attachTo: (subscriber: Subscriber, handle: Wasm.TrackSubscriber) => void;

export let subscriberOf: (name: string, origin: Origin, options: Subscription) => Subscriber;

const BEHIND = closesUnless((handle: Wasm.TrackSubscriber) => handle.is_finished());

/** The read side of a track: a broadcast gives one, or a track's producer. */
export class Subscriber {
  readonly name: string;
  #handle: Wasm.TrackSubscriber | undefined;
  #ready: Promise<unknown>;
  #origin: Origin;
  #subscription: Signal<Subscription | undefined>;
  #closed = new Once<Error | null>();
  /** Nothing can be read any more, and reads throw this if it is an error. */
  #over: { error: Error | null } | undefined;
  #cursor: { start: number; end: number | undefined } | undefined;
  #frames: Frames | undefined;
  /** `nextGroup` gives none below this. */
  #next = 0;
  #received = -1;
  #latest: number | undefined;
  #expectation;

  private constructor(name: string, origin: Origin, options: Subscription) {
    this.name = name;
    this.#origin = origin;
    this.#expectation = expectClose(this, "the reader of track", name, BEHIND);
    const asked = subscriptionDefaults(options);
    this.#subscription = new Signal<Subscription | undefined>(asked);
    if (origin.handle instanceof Promise) {
      this.#ready = origin.handle.then(
        (handle) => handle && this.#attach(handle, asked),
        (error) => this.#finish(toError(error)),
      );
    } else {
      this.#ready = Promise.resolve(this.#attach(origin.handle, asked));
    }
  }

  static {
    subscriberOf = (name, origin, options) => new Subscriber(name, origin, options);
    attachTo = (subscriber, handle) => subscriber.#attach(handle, undefined);
  }

  /** Settles once the track has ended or failed, read or not, or {@link close} was called. */
  get closed(): GetPromise<Error | null> {
    this.#look();
    return this.#closed;
  }

  /** What was asked for last, with what is default. */
  get subscription(): Getter<Subscription | undefined> {
    return this.#subscription;
  }

  /** The track's properties, once the publisher has told them. Rejects where there is no such track. */
  async info(): Promise<Info> {
    const handle = await this.#opened();
    if (!handle || this.#over) throw this.#over?.error ?? new Error(`track is closed: ${this.name}`);
    return infoDefaults({
      timescale: Timescale(handle.timescale),
      latencyMax: handle.latency_max_ms,
      priority: handle.priority,
    });
  }

  /** The newest group seen so far. */
  latest(): number | undefined {
    return this.#handle?.latest ?? this.#latest;
  }

  /**
   * The newest frame there is, of a track in this process; nothing is read for it. `undefined` where there
   * is none, where the newest group was received already, and for a track that comes from elsewhere.
   */
  largest(): Location | undefined {
    const latest = this.latest();
    if (latest === undefined || latest <= this.#received || !this.#origin.ask || this.#over) return undefined;
    const other = this.fork({ latencyMax: Number.POSITIVE_INFINITY });
    let largest: Location | undefined;
    for (let group = other.tryRecvGroup(); group; group = other.tryRecvGroup()) {
      const frame = group.frameCount - 1;
      if (frame >= 0 && group.sequence >= (largest?.group ?? 0)) largest = { group: group.sequence, frame };
      group.close();
    }
    other.close();
    return largest;
  }

  /** @internal Another subscriber to the same track; what it reads is not taken from this one. */
  fork(options?: Subscription): Subscriber {
    return this.#origin.fork(options);
  }

  /** Gives no group below `sequence`, if it gives any such yet. What the publisher sends stays the same. */
  startAt(sequence: number): void {
    this.#bound({ start: sequence, end: this.#cursor?.end });
  }

  /**
   * Gives no group above `sequence`, or all where it is not given. Those above are kept until the bound is
   * raised. What the publisher sends stays the same.
   */
  endAt(sequence?: number): void {
    this.#bound({ start: this.#cursor?.start ?? 0, end: sequence });
  }

  /** The next group as it arrives, in no certain order; `undefined` at the end. Rejects where it fails. */
  async recvGroup(): Promise<GroupConsumer | undefined> {
    const handle = await this.#opened();
    if (!handle || this.#over) return this.#end();
    try {
      const group = (await handle.recv_group()) as Wasm.GroupConsumer | undefined;
      if (group) return this.#give(group);
    } catch (thrown) {
      throw this.#fail(thrown);
    }
    // Closed meanwhile, or at its end.
    if (!this.#over) this.#finish(null);
    return this.#end();
  }

  /** A group that is there now. `undefined` does not tell the end: there may be more to come. */
  tryRecvGroup(): GroupConsumer | undefined {
    if (!this.#handle) return undefined;
    try {
      const group = this.#handle.try_recv_group() as Wasm.GroupConsumer | undefined | null;
      if (group) return this.#give(group);
      if (group === null) this.#finish(null);
    } catch (thrown) {
      // Reads that wait say so.
      this.#fail(thrown);
    }
    return undefined;
  }

  /** The next group that is newer than the last one given; late ones are let go. */
  async nextGroup(): Promise<GroupConsumer | undefined> {
    for (;;) {
      const group = await this.recvGroup();
      if (!group) return undefined;
      if (group.sequence >= this.#next) {
        this.#next = group.sequence + 1;
        return group;
      }
      group.close();
    }
  }

  /** The next datagram, or `undefined` at the end. {@link nextGroup} goes on behind it. */
  async recvDatagram(): Promise<Datagram | undefined> {
    const handle = await this.#opened();
    const read = !this.#over && ((await handle?.recv_datagram()) as [number, number, Uint8Array] | undefined);
    if (!handle || !read) return this.#end();
    const [sequence, timestamp, payload] = read;
    this.#next = Math.max(this.#next, sequence + 1);
    return { sequence, payload, timestamp: new Timestamp(timestamp, Timescale(handle.timescale)) };
  }

  /** The next frame of any group, oldest group first; a group is left for a newer one when it has none ready. */
  async readFrame(): Promise<Frame | undefined> {
    const read = await this.readFrameSequence();
    return read && { payload: read.payload, timestamp: read.timestamp };
  }

  /** As {@link readFrame}, with where the frame is from. */
  readFrameSequence(): Promise<(Location & Frame) | undefined> {
    this.#frames ??= new Frames(this);
    return this.#frames.read();
  }

  async readString(): Promise<string | undefined> {
    const frame = await this.readFrame();
    return frame && new TextDecoder().decode(frame.payload);
  }

  async readJson(): Promise<unknown | undefined> {
    const text = await this.readString();
    return text ? JSON.parse(text) : undefined;
  }

  async readBool(): Promise<boolean | undefined> {
    const payload = (await this.readFrame())?.payload;
    if (!payload) return undefined;
    if (payload.byteLength !== 1 || (payload[0] ?? 2) > 1) throw new Error("invalid bool frame");
    return payload[0] === 1;
  }

  /** Changes what is asked of the publisher. */
  update(options: Subscription): void {
    const asked = subscriptionDefaults(options);
    this.#subscription.set(asked);
    const handle = this.#handle;
    if (!handle) return;
    const wasm = toWasm(this.#origin.ask?.(asked) ?? asked);
    try {
      handle.update(wasm);
      if (this.#cursor) this.#bound(this.#cursor);
    } catch {
      // A track that has ended is asked for nothing: reads say so.
    } finally {
      wasm.free();
    }
  }

  /** Ends the subscription; reads that wait end with `undefined`. Idempotent. */
  close(abort?: Error): void {
    this.#frames?.close();
    this.#finish(abort ?? null);
  }

  /** The handle, once the publisher has answered; `undefined` where there is nothing to read any more. */
  async #opened(): Promise<Wasm.TrackSubscriber | undefined> {
    if (!this.#handle && !this.#over) await Promise.race([this.#ready, this.#closed]);
    return this.#handle;
  }

  #attach(handle: Wasm.TrackSubscriber, asked: Subscription | undefined): Wasm.TrackSubscriber | undefined {
    if (this.#over) {
      // Closed while the answer was on its way.
      handle.close();
      handle.free();
      return undefined;
    }
    this.#handle = handle;
    this.#expectation.handle = handle;
    const wanted = this.#subscription.peek();
    if (wanted && wanted !== asked) this.update(wanted);
    else if (this.#cursor) this.#bound(this.#cursor);
    // By a weak reference: wasm would hold a subscriber that was dropped for as long as the track lasts.
    const weak = new WeakRef(this);
    const settle = (error: Error | null) => {
      const self = weak.deref();
      if (self) self.#settle(error);
    };
    handle.finished().then(
      () => settle(null),
      (error) => settle(toError(error)),
    );
    return handle;
  }

  #bound(cursor: { start: number; end: number | undefined }): void {
    this.#cursor = cursor;
    this.#handle?.set_groups(cursor.start, cursor.end);
  }

  #give(handle: Wasm.GroupConsumer): GroupConsumer {
    const group = consumerOf(handle);
    this.#received = Math.max(this.#received, group.sequence);
    return group;
  }

  /** Settles what is known of the end now. */
  #look(): void {
    if (!this.#handle || this.#closed.peek() !== undefined) return;
    try {
      if (this.#handle.is_finished()) this.#settle(null);
    } catch (error) {
      this.#settle(toError(error));
    }
  }

  #settle(error: Error | null): void {
    if (this.#closed.peek() === undefined) this.#closed.set(error);
  }

  #end(): undefined {
    if (this.#over?.error) throw this.#over.error;
    return undefined;
  }

  #fail(thrown: unknown): Error {
    const error = this.#closed.peek() ?? toError(thrown);
    this.#finish(error);
    return error;
  }

  #finish(error: Error | null): undefined {
    if (this.#over) return undefined;
    this.#over = { error };
    this.#expectation.meet();
    this.#settle(error);
    const handle = this.#handle;
    if (!handle) return undefined;
    this.#latest = handle.latest;
    this.#handle = undefined;
    handle.close();
    handle.free();
    return undefined;
  }
}
