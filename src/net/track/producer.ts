/** The write side of a track. */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { ABORTS, expectClose } from "../dropped.ts";
import { codeOf } from "../error.ts";
import type { Frame } from "../group/frame.ts";
import { type Producer as GroupProducer, producerOf as groupOf, insertInto } from "../group/producer.ts";
import type { Timestamp } from "../time.ts";
import {
  combine,
  type Datagram,
  fromWasm,
  type Info,
  infoDefaults,
  type Subscription,
  toWasm,
} from "./info.ts";
import { attachTo, type Subscriber, subscriberOf } from "./subscriber.ts";

/** A track of a broadcast, taking ownership of the handle. */
export let producerOf: (handle: Wasm.TrackProducer, name: string, info: Info) => Producer;

/** Makes `track` one of a broadcast's besides; returns what takes it out again. Throws where the name is taken. */
export let insertTrackInto: (track: Producer, broadcast: Wasm.BroadcastProducer) => () => void;

/** What reads in this process are given: all that is kept, whatever was asked of the publisher. */
const everything = (options: Subscription): Subscription => ({
  ...options,
  latencyMax: Number.POSITIVE_INFINITY,
});

/** The write side of a track: of a broadcast's, or of one to be inserted into a broadcast. */
export class Producer {
  readonly name: string;
  #handle: Wasm.TrackProducer | undefined;
  /** In no broadcast of its own: made by `new`. It can be read after its end. */
  #alone = true;
  #info = new Signal<Info | undefined>(undefined);
  #closed = new Once<Error | null>();
  #used = new Signal(false);
  #subscription = new Signal<Subscription | undefined>(undefined);
  #watched = { used: false, subscription: false };
  /** Those in this process who subscribe here; one that is dropped is not to be held by its track. */
  #subscribers = new Set<WeakRef<Subscriber>>();
  /** With so many of them those that were dropped are looked for. */
  #sweepAt = 64;
  /** Whether anybody has asked what the subscribers want. */
  #isAsked = false;
  /** What waits for the properties to be known. */
  #waiting: ((handle: Wasm.TrackProducer) => void)[] = [];
  #groups = new Map<number, WeakRef<GroupProducer>>();
  #expectation;

  /** A track that is in no broadcast yet: `Broadcast.Producer.insertTrack` takes it. */
  constructor(name: string) {
    this.name = name;
    this.#expectation = expectClose(this, "track", name, ABORTS);
  }

  static {
    producerOf = (handle, name, info) => {
      const track = new Producer(name);
      track.#handle = handle;
      track.#expectation.handle = handle;
      track.#alone = false;
      track.#info.set(info);
      return track;
    };
    insertTrackInto = (track, broadcast) => track.#insertInto(broadcast);
  }

  /** The track's properties, once they are settled. Rejects where it is closed before. */
  async info(): Promise<Info> {
    for (;;) {
      const info = this.#info.peek();
      if (info) return info;
      const closed = this.#closed.peek();
      if (closed !== undefined)
        throw closed ?? new Error(`track ${this.name} was closed before its properties were known`);
      await Signal.race(this.#info, this.#closed);
    }
  }

  /** Settles the properties. What was not settled when the first group is written is default. */
  accept(info?: Partial<Info>): this {
    this.#info.set(infoDefaults(info));
    if (this.#closed.peek() === undefined) this.#open();
    return this;
  }

  /** Settles once the track is closed: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** What the subscribers want together, `undefined` where there are none. */
  get subscription(): Getter<Subscription | undefined> {
    this.#isAsked = true;
    this.#lookAtSubscription();
    if (!this.#watched.subscription && this.#handle) {
      this.#watched.subscription = true;
      void Producer.#watchSubscription(new WeakRef(this), this.#handle);
    }
    return this.#subscription;
  }

  /** Whether anybody is subscribed. */
  get used(): Getter<boolean> {
    this.#lookAtUse();
    if (!this.#watched.used && this.#handle) {
      this.#watched.used = true;
      void Producer.#watchUse(new WeakRef(this), this.#handle);
    }
    return this.#used;
  }

  /** Resolves once nobody is subscribed, or the track is closed. */
  async unused(): Promise<void> {
    // By way of `used`, which waits on the handle already: waits on one handle stand in line.
    const { used } = this;
    while (this.#isUsed()) await Promise.race([used.changed(), this.#closed]);
  }

  /** A reader in this process, of all that is kept and all that comes. */
  subscribe(options: Subscription = {}): Subscriber {
    const closed = this.#closed.peek();
    const fork = (other?: Subscription) => this.subscribe(other);
    if (closed instanceof Error) {
      const handle = Promise.reject(closed);
      return subscriberOf(this.name, { handle, fork }, options);
    }
    if (this.#handle) {
      const handle = subscribeTo(this.#handle, options);
      const subscriber = subscriberOf(this.name, { handle, ask: everything, fork }, options);
      this.#follow(subscriber);
      return subscriber;
    }
    if (!this.#alone) throw new Error(`track is closed: ${this.name}`);
    const begun = Promise.withResolvers<undefined>();
    const subscriber = subscriberOf(this.name, { handle: begun.promise, ask: everything, fork }, options);
    this.#waiting.push((handle) => {
      attachTo(subscriber, subscribeTo(handle, options));
      begun.resolve(undefined);
    });
    this.#follow(subscriber);
    return subscriber;
  }

  /** A new group with the next sequence. */
  appendGroup(): GroupProducer {
    return this.#keep(groupOf(this.#open().append_group(), (group) => this.#groups.delete(group.sequence)));
  }

  /** Puts a group into the track, under its own sequence. Throws where the track has that one. */
  writeGroup(group: GroupProducer): void {
    const handle = this.#open().create_group(group.sequence);
    insertInto(group, handle, (this.#info.peek() ?? infoDefaults()).timescale);
    if (!group.isClosed) this.#keep(group);
  }

  /** Sends a datagram and returns its sequence. The payload is copied. */
  appendDatagram(timestamp: Timestamp, payload: Uint8Array): number {
    return this.#open().append_datagram(timestamp.value, timestamp.scale, payload);
  }

  /** Sends a datagram under a sequence of the caller's. The payload is copied. */
  writeDatagram({ sequence, timestamp, payload }: Datagram): void {
    this.#open().insert_datagram(sequence, timestamp.value, timestamp.scale, payload);
  }

  /** Appends a frame as a group of its own. */
  writeFrame(frame: Frame): void {
    this.#single((group) => group.writeFrame(frame));
  }

  writeString(text: string): void {
    this.#single((group) => group.writeString(text));
  }

  writeJson(json: unknown): void {
    this.#single((group) => group.writeJson(json));
  }

  writeBool(bool: boolean): void {
    this.#single((group) => group.writeBool(bool));
  }

  /** Ends the track and its groups, or breaks them off with an error. Idempotent. */
  close(abort?: Error): void {
    if (this.#closed.peek() !== undefined) return;
    // One that nothing was written to has subscribers who wait for it to begin.
    const handle = this.#handle ?? (abort && this.#waiting.length === 0 ? undefined : this.#open());
    for (const group of this.#groups.values()) group.deref()?.close(abort);
    this.#groups.clear();
    this.#closed.set(abort ?? null);
    if (abort) handle?.abort(codeOf(abort));
    else handle?.finish();
    if (!this.#alone || abort) {
      this.#handle = undefined;
      handle?.free();
    }
    this.#expectation.meet();
    // Looks at the end, which is known now.
    for (const subscriber of this.#subscribers) subscriber.deref()?.closed.peek();
    this.#subscribers.clear();
    this.#used.set(false);
    this.#subscription.set(undefined);
  }

  #insertInto(broadcast: Wasm.BroadcastProducer): () => void {
    const info = this.#info.peek();
    if (this.#handle || info) {
      const { timescale, latencyMax, priority } = info ?? infoDefaults();
      const copy = broadcast.create_track(this.name, timescale, latencyMax, priority);
      this.#open().forward(copy);
      return () => copy.remove();
    }
    const reserved = broadcast.reserve_track(this.name);
    let remove = () => reserved.reject(undefined);
    this.#waiting.push((handle) => {
      const { timescale, latencyMax, priority } = this.#info.peek() ?? infoDefaults();
      const copy = reserved.accept(timescale, latencyMax, priority);
      handle.forward(copy);
      remove = () => copy.remove();
    });
    return () => remove();
  }

  #keep(group: GroupProducer): GroupProducer {
    this.#groups.set(group.sequence, new WeakRef(group));
    return group;
  }

  #single(write: (group: GroupProducer) => void): void {
    const group = groupOf(this.#open().append_group(), () => {});
    try {
      write(group);
    } finally {
      group.close();
    }
  }

  #follow(subscriber: Subscriber): void {
    const weak = new WeakRef(subscriber);
    this.#subscribers.add(weak);
    if (this.#subscribers.size >= this.#sweepAt) this.#sweep();
    const look = () => {
      this.#lookAtUse();
      if (this.#isAsked) this.#lookAtSubscription();
    };
    const dispose = subscriber.subscription.subscribe(look);
    void subscriber.closed.then(() => {
      dispose();
      this.#subscribers.delete(weak);
      look();
    });
    look();
  }

  #sweep(): void {
    for (const weak of this.#subscribers) if (!weak.deref()) this.#subscribers.delete(weak);
    this.#sweepAt = Math.max(64, 2 * this.#subscribers.size);
  }

  #isUsed(): boolean {
    if (this.#closed.peek() !== undefined) return false;
    return this.#handle?.is_used ?? this.#subscribers.size > 0;
  }

  #lookAtUse(): void {
    this.#used.set(this.#isUsed());
  }

  #lookAtSubscription(): void {
    if (this.#closed.peek() !== undefined) return;
    const here: Subscription[] = [];
    for (const weak of this.#subscribers) {
      const subscriber = weak.deref();
      if (subscriber) here.push(subscriber.subscription.peek() ?? {});
    }
    const wasm = this.#handle?.subscription();
    const all = wasm ? fromWasm(wasm) : undefined;
    // Those here have asked for more latency than they say.
    if (all && here.length > 0) all.latencyMax = 0;
    const wanted = [...here, ...(all ? [all] : [])];
    this.#subscription.set(wanted.length > 0 ? wanted.reduce(combine) : undefined);
  }

  /** Watches by a weak reference: a track that was dropped is not to be held by what watches it. */
  static async #watchUse(track: WeakRef<Producer>, handle: Wasm.TrackProducer): Promise<void> {
    const tell = (used: boolean): boolean => {
      const self = track.deref();
      if (!self || self.#closed.peek() !== undefined) return false;
      self.#used.set(used);
      return true;
    };
    while ((await handle.used()) && tell(true)) if (!(await handle.unused()) || !tell(false)) return;
  }

  static async #watchSubscription(track: WeakRef<Producer>, handle: Wasm.TrackProducer): Promise<void> {
    const look = (): boolean => {
      const self = track.deref();
      if (!self || self.#closed.peek() !== undefined) return false;
      self.#lookAtSubscription();
      return true;
    };
    while ((await handle.subscription_changed()) && look());
  }

  #open(): Wasm.TrackProducer {
    if (this.#closed.peek() !== undefined || (!this.#handle && !this.#alone))
      throw new Error(`track is closed: ${this.name}`);
    if (this.#handle) return this.#handle;
    const { timescale, latencyMax, priority } = this.#info.peek() ?? infoDefaults();
    const handle = wasm.TrackProducer.standalone(this.name, timescale, latencyMax, priority);
    this.#handle = handle;
    this.#expectation.handle = handle;
    for (const begin of this.#waiting.splice(0)) begin(handle);
    return handle;
  }
}

function subscribeTo(handle: Wasm.TrackProducer, options: Subscription): Wasm.TrackSubscriber {
  const wasm = toWasm(everything(options));
  try {
    return handle.subscribe(wasm);
  } finally {
    wasm.free();
  }
}
