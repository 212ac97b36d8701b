/** The read side of a track. */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { closesUnless, expectClose } from "../dropped.ts";
import { toError } from "../error.ts";
import { consumerOf, type Failure, type Consumer as GroupConsumer } from "../group/consumer.ts";
import type { Frame } from "../group/frame.ts";
import { Reader } from "../group/texts.ts";
import { Timescale, Timestamp } from "../time.ts";
import { Arrived } from "./arrived.ts";
import { tryReadFrom } from "./frames.ts";
import {
  type Datagram,
  everythingOf,
  type Info,
  infoDefaults,
  type Location,
  type Subscription,
  settledInfo,
  subscriptionDefaults,
  toWasm,
} from "./info.ts";

/** Where a subscriber comes from. */
export interface Origin {
  /** The handle, owned by the subscriber; a promise where it takes the publisher's answer. */
  handle: Wasm.TrackSubscriber | Promise<Wasm.TrackSubscriber | undefined>;
  /** Of a track in this process. */
  here?: Here;
  /** Another subscriber to the same track. */
  fork: (options?: Subscription) => Subscriber;
}

/** What a writer in this process knows better than wasm does. */
export interface Here {
  info: Getter<Info | undefined>;
  /** What the track broke off with, if it did. */
  failure: Failure;
  /** What one of its groups broke off with, if it did. */
  failureOf(sequence: number): Error | undefined;
}

/** Gives a subscriber its handle at once, where its promise is for nothing but its failure. */
export let attachTo: (subscriber: Subscriber, handle: Wasm.TrackSubscriber) => void;

export let subscriberOf: (name: string, origin: Origin, options: Subscription) => Subscriber;

const BEHIND = closesUnless((handle: Wasm.TrackSubscriber) => handle.is_finished());

/** The read side of a track: a broadcast gives one, or a track's producer. */
export class Subscriber extends Reader {
  readonly name: string;
  #handle: Wasm.TrackSubscriber | undefined;
  #ready: Promise<unknown>;
  #origin: Origin;
  #subscription: Signal<Subscription | undefined>;
  #closed = new Once<Error | null>();
  /** Nothing can be read any more, and reads throw this if it is an error. */
  #over: { error: Error | null } | undefined;
  #cursor: { start: number; end: number | undefined } | undefined;
  #groups = new Arrived();
  /** Resolves once a look at the groups may show something new. */
  #change = Promise.withResolvers<void>();
  /** Asked of wasm, and not answered yet. */
  #arrival: Promise<void> | undefined;
  /** Wasm has nothing more to give. */
  #drained = false;
  /** `nextGroup` gives none below this. */
  #after = 0;
  #latest: number | undefined;
  #info: Info | undefined;
  #expectation;

  private constructor(name: string, origin: Origin, options: Subscription) {
    super();
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
    if (this.#origin.here) return settledInfo(this.name, this.#origin.here.info, this.#closed);
    const handle = await this.#opened();
    const info = handle ? infoOf(handle) : this.#info;
    if (!info) throw this.#over?.error ?? new Error(`track is closed: ${this.name}`);
    return info;
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
    if (!this.#origin.here) return undefined;
    this.#fill();
    const groups = this.#groups.all;
    if (groups.at(-1)?.sequence !== this.latest()) return undefined;
    const newest = groups.findLast(({ frameCount }) => frameCount > 0);
    return newest && { group: newest.sequence, frame: newest.frameCount - 1 };
  }

  /** @internal Another subscriber to the same track; what it reads is not taken from this one. */
  fork(options?: Subscription): Subscriber {
    return this.#origin.fork(options);
  }

  /**
   * Gives no group below `sequence`, if it gives any such yet. What the publisher sends stays the same; of a track
   * that comes from elsewhere, what was let go of does not come again.
   */
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

  /**
   * The next group: in this process the oldest one that is there, from elsewhere as it arrives. `undefined` at the
   * end. Rejects where the track broke off.
   */
  recvGroup(): Promise<GroupConsumer | undefined> {
    return this.#next(0);
  }

  /** A group that is there now. `undefined` does not tell the end: there may be more to come. */
  tryRecvGroup(): GroupConsumer | undefined {
    return this.#take(0);
  }

  /** The next group that is newer than the last one given; late ones are let go. */
  async nextGroup(): Promise<GroupConsumer | undefined> {
    for (;;) {
      const group = await this.#next(this.#after);
      if (!group) return undefined;
      if (group.sequence >= this.#after) {
        this.#after = group.sequence + 1;
        return group;
      }
      group.close();
    }
  }

  /** The next datagram, or `undefined` at the end. {@link nextGroup} goes on behind it. */
  async recvDatagram(): Promise<Datagram | undefined> {
    const handle = await this.#opened();
    if (!handle || this.#over) return this.#end();
    const read = (await handle.recv_datagram()) as [number, number, Uint8Array] | undefined;
    if (!read) {
      if (this.#over) return this.#end();
      const failure = this.#origin.here?.failure();
      if (failure) throw failure;
      return undefined;
    }
    const [sequence, timestamp, payload] = read;
    this.#after = Math.max(this.#after, sequence + 1);
    return { sequence, payload, timestamp: new Timestamp(timestamp, Timescale(handle.timescale)) };
  }

  /** The next frame of any group, oldest group first; a group is left for a newer one when it has none ready. */
  async readFrame(): Promise<Frame | undefined> {
    const read = await this.readFrameSequence();
    return read && { payload: read.payload, timestamp: read.timestamp };
  }

  /** As {@link readFrame}, with where the frame is from. */
  async readFrameSequence(): Promise<(Location & Frame) | undefined> {
    for (;;) {
      this.#fill();
      this.#groups.raise(this.#cursor?.start ?? 0);
      const read = tryReadFrom(this.#groups);
      if (read) return read;
      const group = this.#groups.first;
      if (!group && (this.#over || this.#drained)) return this.#finishRead();
      await this.#changed(group?.readable());
    }
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
    try {
      handle.update(...toWasm(this.#origin.here ? everythingOf(asked) : asked));
      if (this.#cursor) this.#bound(this.#cursor);
    } catch {
      // A track that has ended is asked for nothing: reads say so.
    }
  }

  /** Ends the subscription; reads that wait end with `undefined`. Idempotent. */
  close(abort?: Error): void {
    this.#look();
    const known = this.#closed.peek();
    this.#finish(known === undefined ? (abort ?? null) : known);
    this.#groups.clear();
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
    const ended = (thrown?: unknown) => {
      const self = weak.deref();
      if (self) self.#ended(thrown);
    };
    handle.finished().then(() => ended(), ended);
    return handle;
  }

  /** Bounds are kept here where all that is kept is to be had; else wasm is to know what is not wanted. */
  #bound(cursor: { start: number; end: number | undefined }): void {
    this.#cursor = cursor;
    if (!this.#origin.here) this.#handle?.set_groups(cursor.start, cursor.end);
    this.#tell();
  }

  /** A group from `floor` on that is there now, within the bounds. */
  #take(floor: number): GroupConsumer | undefined {
    const { here } = this.#origin;
    if (here || !this.#groups.first) this.#fill(here ? undefined : 1);
    this.#groups.raise(Math.max(this.#cursor?.start ?? 0, floor));
    return this.#groups.take(this.#cursor?.end);
  }

  /** Adds no promise of its own to that of what it calls: each group goes this way. */
  #next(floor: number): Promise<GroupConsumer | undefined> {
    // From elsewhere one crossing asks and gives; what was read ahead for frames goes first.
    const goesAcross = !this.#origin.here && !this.#groups.first && !this.#arrival;
    return goesAcross ? this.#receive() : this.#nextArrived(floor);
  }

  async #nextArrived(floor: number): Promise<GroupConsumer | undefined> {
    for (;;) {
      const group = this.#take(floor);
      if (group) return group;
      if (this.#over || (this.#drained && !this.#groups.first)) return this.#finishRead();
      await this.#changed();
    }
  }

  async #receive(): Promise<GroupConsumer | undefined> {
    const handle = await this.#opened();
    if (!handle || this.#over) return this.#end();
    try {
      const group = (await handle.recv_group()) as Wasm.GroupConsumer | undefined;
      if (group) return this.#give(group);
    } catch (thrown) {
      throw this.#fail(thrown);
    }
    if (this.#over) return this.#end();
    this.#finish(null);
    return undefined;
  }

  /** Takes over from wasm what is there, `most` groups of it. */
  #fill(most = Number.POSITIVE_INFINITY): void {
    for (let taken = 0; taken < most && this.#handle && !this.#drained; taken++) {
      try {
        const group = this.#handle.try_recv_group() as Wasm.GroupConsumer | undefined | null;
        if (group === undefined) return;
        if (group) this.#groups.insert(this.#give(group));
        else this.#drained = true;
      } catch (thrown) {
        this.#drained = true;
        this.#ended(thrown);
      }
    }
  }

  /** Resolves once a look at the groups may show something new, or with `other`. */
  async #changed(other?: Promise<void>): Promise<void> {
    if (!this.#drained) this.#arrival ??= this.#arrive();
    const { promise } = this.#change;
    await (other ? Promise.race([promise, other]) : promise);
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  async #arrive(): Promise<void> {
    try {
      const handle = await this.#opened();
      const group = (await handle?.recv_group()) as Wasm.GroupConsumer | undefined;
      if (!group) this.#drained = true;
      else if (this.#over) this.#give(group).close();
      else this.#groups.insert(this.#give(group));
    } catch (thrown) {
      this.#drained = true;
      this.#ended(thrown);
    } finally {
      this.#arrival = undefined;
      this.#tell();
    }
  }

  #give(handle: Wasm.GroupConsumer): GroupConsumer {
    const { here } = this.#origin;
    const { sequence } = handle;
    return consumerOf(handle, here && (() => here.failureOf(sequence)));
  }

  /** What a read gives where nothing is left. */
  #finishRead(): undefined {
    if (!this.#over) this.#finish(this.#origin.here?.failure() ?? this.#closed.peek() ?? null);
    return this.#end();
  }

  /** Settles what is known of the end now. */
  #look(): void {
    if (!this.#handle || this.#closed.peek() !== undefined) return;
    try {
      if (this.#handle.is_finished()) this.#ended();
    } catch (error) {
      this.#ended(error);
    }
  }

  /** @param thrown what wasm says, where the track broke off */
  #ended(thrown?: unknown): void {
    this.#settle(this.#origin.here?.failure() ?? (thrown === undefined ? null : toError(thrown)));
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
    this.#tell();
    const handle = this.#handle;
    if (!handle) return undefined;
    this.#latest = handle.latest;
    this.#info = infoOf(handle);
    this.#handle = undefined;
    handle.close();
    handle.free();
    return undefined;
  }
}

function infoOf(handle: Wasm.TrackSubscriber): Info {
  return infoDefaults({
    timescale: Timescale(handle.timescale),
    latencyMax: handle.latency_max_ms,
    priority: handle.priority,
  });
}
