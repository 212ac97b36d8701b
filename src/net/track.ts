/**
 * Tracks: live streams of groups (and datagrams) within a broadcast.
 *
 * @module
 */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import * as Wasm from "./bindgen.ts";
import { codeOf, toError } from "./error.ts";
import { type Frame, Consumer as GroupConsumer, Producer as GroupProducer } from "./group.ts";
import { Timescale, Timestamp } from "./time.ts";

/** How late a group may be delivered where the publisher does not say, in milliseconds. */
export const DEFAULT_LATENCY_MAX_MS = 5000;

/** A payload sent once, in no stream: it arrives or it does not. */
export interface Datagram {
  sequence: number;
  timestamp: Timestamp;
  payload: Uint8Array;
}

/** A track's properties, fixed by its publisher. */
export interface Info {
  /** Units a second of the frames' timestamps. */
  timescale: Timescale;
  /** How late a group that is not the newest may be delivered, in milliseconds: subscribers get no more. */
  latencyMax: number;
  /** Between subscriptions of equal priority, the higher goes first. */
  priority: number;
  /** Whether groups go in sequence order rather than the newest first. */
  ordered: boolean;
}

/** What a subscriber asks for. */
export interface Subscription {
  /** 0 to 255, the higher first among this session's subscriptions. */
  priority?: number;
  ordered?: boolean;
  /** How old a group that is not the newest may be before it is skipped, in milliseconds. Default 0. */
  latencyMax?: number;
  /** The first group wanted; the newest if not given. */
  startGroup?: number;
  /** The last group wanted, itself included. */
  endGroup?: number;
}

/** Fills in what is not given. */
export function infoDefaults(info?: Partial<Info>): Info {
  return {
    timescale: info?.timescale ?? Timescale.MILLI,
    latencyMax: info?.latencyMax ?? DEFAULT_LATENCY_MAX_MS,
    priority: info?.priority ?? 0,
    ordered: info?.ordered ?? false,
  };
}

/** A track that somebody wants: accept or reject it, once. */
export class Request {
  readonly name: string;
  readonly priority: number;
  #handle: Wasm.TrackRequest | undefined;

  /** @internal Takes ownership of the handle. */
  constructor(handle: Wasm.TrackRequest) {
    this.#handle = handle;
    this.name = handle.name;
    this.priority = handle.priority;
  }

  /** Serves the track with these properties. */
  accept(info?: Partial<Info>): Producer {
    const full = infoDefaults(info);
    const handle = this.#take();
    const producer = handle.accept(full.timescale, full.latencyMax, full.priority);
    handle.free();
    return new Producer(producer, this.name, full);
  }

  /** Refuses the track. */
  reject(error?: Error): void {
    const handle = this.#take();
    handle.reject(codeOf(error));
    handle.free();
  }

  #take(): Wasm.TrackRequest {
    const handle = this.#handle;
    if (!handle) throw new Error(`the request for track ${this.name} was answered already`);
    this.#handle = undefined;
    return handle;
  }
}

/** The write side of a track. */
export class Producer {
  readonly name: string;
  #handle: Wasm.TrackProducer | undefined;
  #info: Info;
  #closed = new Once<Error | null>();
  #used: Signal<boolean> | undefined;

  /** @internal Takes ownership of the handle. */
  constructor(handle: Wasm.TrackProducer, name: string, info: Info) {
    this.#handle = handle;
    this.name = name;
    this.#info = info;
  }

  async info(): Promise<Info> {
    return this.#info;
  }

  /** Settles once the track is closed: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  /** Whether anybody is subscribed. */
  get used(): Getter<boolean> {
    if (!this.#used) {
      this.#used = new Signal(this.#handle?.is_used ?? false);
      void this.#watch(this.#used);
    }
    return this.#used;
  }

  /** Resolves once nobody is subscribed, or the track is closed. */
  async unused(): Promise<void> {
    // By way of `used`, which waits on the handle already: waits on one handle stand in line.
    const { used } = this;
    while (this.#handle?.is_used) await Promise.race([used.changed(), this.#closed]);
  }

  /** A new group with the next sequence. */
  appendGroup(): GroupProducer {
    return new GroupProducer(this.#open().append_group());
  }

  /** Sends a datagram and returns its sequence. The payload is copied. */
  appendDatagram(timestamp: Timestamp, payload: Uint8Array): number {
    return this.#open().append_datagram(timestamp.value, timestamp.scale, payload);
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

  /** Ends the track, or breaks it off with an error. Idempotent. */
  close(abort?: Error): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    if (abort) handle.abort(codeOf(abort));
    else handle.finish();
    handle.free();
    this.#used?.set(false);
    this.#closed.set(abort ?? null);
  }

  #single(write: (group: GroupProducer) => void): void {
    const group = this.appendGroup();
    try {
      write(group);
    } finally {
      group.close();
    }
  }

  async #watch(used: Signal<boolean>): Promise<void> {
    while ((await this.#handle?.used()) && this.#handle) {
      used.set(true);
      if (!(await this.#handle?.unused()) || !this.#handle) return;
      used.set(false);
    }
  }

  #open(): Wasm.TrackProducer {
    if (!this.#handle) throw new Error(`track ${this.name} is closed`);
    return this.#handle;
  }
}

/** The read side of a track. */
export class Subscriber {
  readonly name: string;
  #handle: Wasm.TrackSubscriber | undefined;
  #ready: Promise<Wasm.TrackSubscriber | undefined>;
  #subscription: Signal<Subscription | undefined>;
  #closed = new Once<Error | null>();
  #last = -1;

  /** @internal Takes ownership of the handle that `ready` gives. */
  constructor(name: string, ready: Promise<Wasm.TrackSubscriber>, options: Subscription) {
    this.name = name;
    this.#subscription = new Signal<Subscription | undefined>(options);
    this.#ready = ready.then(
      (handle) => this.#attach(handle, options),
      (error) => this.#finish(toError(error)),
    );
  }

  /** Settles once the track has ended, failed, or {@link close} was called. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  get subscription(): Getter<Subscription | undefined> {
    return this.#subscription;
  }

  /** The track's properties, once the publisher has told them. Rejects where there is no such track. */
  async info(): Promise<Info> {
    const handle = await this.#ready;
    if (!handle || this.#closed.peek() !== undefined)
      throw this.#closed.peek() ?? new Error(`track ${this.name} is closed`);
    return infoDefaults({
      timescale: Timescale(handle.timescale),
      latencyMax: handle.latency_max_ms,
      priority: handle.priority,
    });
  }

  /** The newest group seen so far. */
  latest(): number | undefined {
    return this.#handle?.latest;
  }

  /** The next group as it arrives, in no certain order; `undefined` at the end. Rejects where it fails. */
  async recvGroup(): Promise<GroupConsumer | undefined> {
    const handle = await this.#ready;
    if (!handle || this.#closed.peek() !== undefined) {
      const error = this.#closed.peek();
      if (error) throw error;
      return undefined;
    }
    try {
      const group = (await handle.recv_group()) as Wasm.GroupConsumer | undefined;
      if (group) return new GroupConsumer(group);
      this.#finish(null);
      return undefined;
    } catch (thrown) {
      const error = toError(thrown);
      this.#finish(error);
      throw error;
    }
  }

  /** The next group that is newer than the last one given; late ones are let go. */
  async nextGroup(): Promise<GroupConsumer | undefined> {
    for (;;) {
      const group = await this.recvGroup();
      if (!group) return undefined;
      if (group.sequence > this.#last) {
        this.#last = group.sequence;
        return group;
      }
      group.close();
    }
  }

  /** The next datagram, or `undefined` at the end. */
  async recvDatagram(): Promise<Datagram | undefined> {
    const handle = await this.#ready;
    if (!handle || this.#closed.peek() !== undefined) return undefined;
    const read = (await handle.recv_datagram()) as [number, number, Uint8Array] | undefined;
    if (!read) return undefined;
    const [sequence, timestamp, payload] = read;
    return { sequence, payload, timestamp: new Timestamp(timestamp, Timescale(handle.timescale)) };
  }

  /** Changes what is asked of the publisher. */
  update(options: Subscription): void {
    this.#subscription.set(options);
    const handle = this.#handle;
    if (!handle) return;
    const wasm = subscribeOptions(options);
    try {
      handle.update(wasm);
    } finally {
      wasm.free();
    }
  }

  /** Ends the subscription; reads that wait end with `undefined`. Idempotent. */
  close(abort?: Error): void {
    this.#finish(abort ?? null);
  }

  #attach(handle: Wasm.TrackSubscriber, asked: Subscription): Wasm.TrackSubscriber | undefined {
    if (this.#closed.peek() === undefined) {
      this.#handle = handle;
      const wanted = this.#subscription.peek();
      try {
        if (wanted && wanted !== asked) this.update(wanted);
      } catch {
        // A track that has ended already: reads say so.
      }
      return handle;
    }
    // Closed while the answer was on its way.
    handle.close();
    handle.free();
    return undefined;
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

/** @internal The caller frees what it gets. */
export function subscribeOptions(options: Subscription = {}): Wasm.SubscribeOptions {
  const { priority = 0, latencyMax = 0, startGroup, endGroup } = options;
  return new Wasm.SubscribeOptions(priority, latencyMax, startGroup, endGroup);
}
