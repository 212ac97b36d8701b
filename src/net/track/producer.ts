/** The write side of a track. */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { ABORTS, expectClose } from "../dropped.ts";
import { codeOf } from "../error.ts";
import type { Frame } from "../group/frame.ts";
import {
  type Producer as GroupProducer,
  producerOf as groupOf,
  insertInto,
  type Owner,
} from "../group/producer.ts";
import { Writer } from "../group/texts.ts";
import type { Timestamp } from "../time.ts";
import { Failures } from "./failures.ts";
import {
  combine,
  type Datagram,
  everythingOf,
  fromWasm,
  type Info,
  infoDefaults,
  type Subscription,
  settledInfo,
  toWasm,
} from "./info.ts";
import { attachTo, type Here, type Subscriber, subscriberOf } from "./subscriber.ts";

/** A track of a broadcast, taking ownership of the handle. */
export let producerOf: (handle: Wasm.TrackProducer, name: string, info: Info, isShared: Shared) => Producer;

/** Whether others than this process may read a broadcast. */
export type Shared = () => boolean;

/** Makes `track` one of a broadcast's besides; returns what takes it out again. Throws where the name is taken. */
export let insertTrackInto: (
  track: Producer,
  broadcast: Wasm.BroadcastProducer,
  isShared: Shared,
) => () => void;

/** Has a track's groups go on where those of the last track of its name ended. */
export let continueAt: (track: Producer, sequences: Map<string, number>) => void;

/** The write side of a track: of a broadcast's, or of one to be inserted into a broadcast. */
export class Producer extends Writer {
  readonly name: string;
  #handle: Wasm.TrackProducer | undefined;
  /** In no broadcast of its own: made by `new`. */
  #alone = true;
  /** Whether it can be read after its end. One that a broadcast has is found no more. */
  #isReadLate = true;
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
  #failures = new Failures();
  /** Of the broadcasts that it is in. */
  #shared: Shared[] = [];
  #owner: Owner = {
    onClose: (group) => this.#groups.delete(group.sequence),
    onBroken: (sequence, error, handle) => this.#failures.add(sequence, error, handle),
    isPrivate: () => this.#isPrivate(),
  };
  #here = hereOf(this.#info, this.#closed, this.#failures);
  /** The sequence of the next group, where others went before it under the track's name. */
  #first = 0;
  /** Where the sequence after the last group's is kept, by name, once it is closed. */
  #sequences: Map<string, number> | undefined;
  #expectation;

  /** A track that is in no broadcast yet: `Broadcast.Producer.insertTrack` takes it. */
  constructor(name: string) {
    super();
    this.name = name;
    this.#expectation = expectClose(this, "track", name, ABORTS);
  }

  static {
    producerOf = (handle, name, info, isShared) => {
      const track = new Producer(name);
      track.#handle = handle;
      track.#expectation.handle = handle;
      track.#alone = false;
      track.#isReadLate = false;
      track.#info.set(info);
      track.#shared.push(isShared);
      return track;
    };
    continueAt = (track, sequences) => {
      track.#isReadLate = false;
      track.#sequences = sequences;
    };
    insertTrackInto = (track, broadcast, isShared) => track.#insertInto(broadcast, isShared);
  }

  /** The track's properties, once they are settled. Rejects where it is closed before. */
  info(): Promise<Info> {
    return settledInfo(this.name, this.#info, this.#closed);
  }

  /** Settles the properties. What was not settled when the first group is written is default. */
  accept(info?: Partial<Info>): this {
    this.#info.set(infoDefaults(info));
    if (!this.#handle) this.#first = this.#sequences?.get(this.name) ?? 0;
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
    const origin = { here: this.#here, fork: forkOf(new WeakRef(this)) };
    if (this.#handle) {
      const handle = subscribeTo(this.#handle, options);
      const subscriber = subscriberOf(this.name, { ...origin, handle }, options);
      this.#follow(subscriber);
      return subscriber;
    }
    const begun = Promise.withResolvers<undefined>();
    const subscriber = subscriberOf(this.name, { ...origin, handle: begun.promise }, options);
    const closed = this.#closed.peek();
    if (closed !== undefined) {
      // What was kept is gone with the handle.
      subscriber.close(closed ?? undefined);
      return subscriber;
    }
    this.#waiting.push((handle) => {
      attachTo(subscriber, subscribeTo(handle, options));
      begun.resolve(undefined);
    });
    this.#follow(subscriber);
    return subscriber;
  }

  /** A new group with the next sequence. */
  appendGroup(): GroupProducer {
    return this.#keep(this.#append());
  }

  /** Puts a group into the track, under its own sequence. Throws where the track has that one. */
  writeGroup(group: GroupProducer): void {
    const track = this.#open();
    this.#failures.replace(group.sequence);
    const handle = track.create_group(group.sequence);
    insertInto(group, handle, (this.#info.peek() ?? infoDefaults()).timescale, this.#owner);
    if (!group.isClosed) this.#keep(group);
  }

  /** Sends a datagram and returns its sequence. The payload is copied. */
  appendDatagram(timestamp: Timestamp, payload: Uint8Array): number {
    const sequence = this.#open().write_datagram(
      this.#first || -1,
      timestamp.value,
      timestamp.scale,
      payload,
    );
    this.#first = 0;
    return sequence;
  }

  /** Sends a datagram under a sequence of the caller's. The payload is copied. */
  writeDatagram({ sequence, timestamp, payload }: Datagram): void {
    this.#open().write_datagram(sequence, timestamp.value, timestamp.scale, payload);
  }

  /** Appends a frame as a group of its own. */
  writeFrame(frame: Frame): void {
    const group = this.#append();
    try {
      group.writeFrame(frame);
    } finally {
      group.close();
    }
  }

  /** Ends the track and its groups, or breaks them off with an error. Idempotent. */
  close(abort?: Error): void {
    if (this.#closed.peek() !== undefined) return;
    const isPrivate = this.#isPrivate();
    // One that nothing was written to has subscribers who wait for it to begin.
    const handle = this.#handle ?? (abort && this.#waiting.length === 0 ? undefined : this.#open());
    for (const group of this.#groups.values()) group.deref()?.close(abort);
    this.#groups.clear();
    this.#sequences?.set(this.name, Math.max(this.#first, (handle?.latest ?? -1) + 1));
    this.#failures.release();
    this.#closed.set(abort ?? null);
    // Who reads here gets what was written first, and is told of the error by `#here`.
    if (abort && !isPrivate) handle?.abort(codeOf(abort));
    else handle?.finish();
    if (!this.#isReadLate || (abort && !isPrivate)) {
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

  #append(): GroupProducer {
    const handle = this.#open();
    const next = this.#first > 0 ? handle.create_group(this.#first) : handle.append_group();
    this.#first = 0;
    return groupOf(next, this.#owner);
  }

  #isPrivate(): boolean {
    return !this.#shared.some((isShared) => isShared());
  }

  #insertInto(broadcast: Wasm.BroadcastProducer, isShared: Shared): () => void {
    this.#shared.push(isShared);
    let copy: Wasm.TrackProducer | undefined;
    const put = (made: Wasm.TrackProducer) => {
      copy = made;
      // What the end of this track means to the copy is seen to by wasm.
      void this.#closed.then(() => {
        copy?.free();
        copy = undefined;
      });
      this.#open().forward(made);
    };
    const info = this.#info.peek();
    let withdraw = () => {};
    if (this.#handle || info) {
      const { timescale, latencyMax, priority } = info ?? infoDefaults();
      put(broadcast.create_track(this.name, timescale, latencyMax, priority));
    } else {
      const reserved = broadcast.reserve_track(this.name);
      withdraw = () => reserved.reject(undefined);
      this.#waiting.push(() => {
        const { timescale, latencyMax, priority } = this.#info.peek() ?? infoDefaults();
        put(reserved.accept(timescale, latencyMax, priority));
        reserved.free();
        withdraw = () => {};
      });
    }
    return () => {
      withdraw();
      copy?.remove();
      copy?.free();
      copy = undefined;
    };
  }

  #keep(group: GroupProducer): GroupProducer {
    this.#groups.set(group.sequence, new WeakRef(group));
    return group;
  }

  #follow(subscriber: Subscriber): void {
    const weak = new WeakRef(subscriber);
    this.#subscribers.add(weak);
    if (this.#subscribers.size >= this.#sweepAt) this.#sweep();
    Producer.#lookWith(new WeakRef(this), subscriber, weak);
    this.#look();
  }

  /** Looks at what the subscribers want whenever it changes. */
  static #lookWith(track: WeakRef<Producer>, subscriber: Subscriber, weak: WeakRef<Subscriber>): void {
    const look = () => {
      const self = track.deref();
      if (self) self.#look();
    };
    const dispose = subscriber.subscription.subscribe(look);
    void subscriber.closed.then(() => {
      dispose();
      const self = track.deref();
      if (self) self.#subscribers.delete(weak);
      look();
    });
  }

  #look(): void {
    this.#lookAtUse();
    if (this.#isAsked) this.#lookAtSubscription();
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
  return handle.subscribe(...toWasm(everythingOf(options)));
}

// What follows holds nothing of the track, so that one that is dropped can be told of.

function hereOf(info: Getter<Info | undefined>, closed: Once<Error | null>, failures: Failures): Here {
  return {
    info,
    failure: () => closed.peek() ?? undefined,
    failureOf: (sequence) => failures.of(sequence),
  };
}

function forkOf(weak: WeakRef<Producer>): (options?: Subscription) => Subscriber {
  return (options) => {
    const track = weak.deref();
    if (!track) throw new Error("the track was dropped");
    return track.subscribe(options);
  };
}
