/** Calls in any order upon npm's library and ours: what one does the other does. */
import * as Theirs from "@moq/net";
import { expect, it } from "vitest";
import * as Ours from "../index.ts";
import { text } from "./scenarios.ts";
import { type Library, Trace } from "./trace.ts";

const RUNS = 2_000;
const STEPS = 12;
/** Runs between two looks at the clock: a run takes a task or two. */
const BATCHES = 10;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A track with those who write and read it, upon which one call after the other is made. */
class World {
  readonly #library: Library;
  readonly #trace: Trace;
  readonly #next: () => number;
  readonly #broadcast: Ours.Broadcast.Producer;
  readonly #consumer: Ours.Broadcast.Consumer;
  readonly #track: Ours.Track.Producer;
  readonly #writers: Ours.Group.Producer[] = [];
  readonly #subscribers: Ours.Track.Subscriber[] = [];
  #readers: Ours.Group.Consumer[] = [];
  /** Whose groups they are: npm's end with the subscription, ours go on. */
  readonly #of = new Map<Ours.Group.Consumer, Ours.Track.Subscriber | undefined>();
  #written = 0;
  /** What was broken off: another in its place takes away from us what was not read yet. */
  readonly #broken = new Set<number>();

  constructor(library: Library, trace: Trace, seed: number) {
    this.#library = library;
    this.#trace = trace;
    this.#next = random(seed);
    this.#broadcast = new library.Broadcast.Producer();
    this.#consumer = this.#broadcast.consume();
    this.#track = seed % 2 === 0 ? this.#broadcast.createTrack("t") : new library.Track.Producer("t");
    if (seed % 2 !== 0) this.#broadcast.insertTrack(this.#track);
  }

  async step(): Promise<void> {
    const calls = Object.entries(this.#calls);
    const [name, call] = calls[Math.floor(this.#next() * calls.length)] ?? [];
    this.#trace.note("calls", name);
    await call?.();
    await this.#trace.settle(2);
    const { closed, used, subscription } = this.#track;
    this.#trace.note("track", [closed.peek(), used.peek(), subscription.peek()]);
    for (const subscriber of this.#subscribers)
      this.#trace.note("subscriber", [subscriber.closed.peek(), subscriber.latest()]);
    for (const group of this.#readers)
      this.#trace.note("group", [group.sequence, group.closed.peek(), group.done, group.frameCount]);
  }

  close(): void {
    for (const handle of [...this.#readers, ...this.#subscribers, ...this.#writers]) handle.close();
    this.#track.close();
    this.#broadcast.close();
  }

  #pick<T>(from: T[]): T | undefined {
    return from[Math.floor(this.#next() * from.length)];
  }

  #error(): Error | undefined {
    return this.#next() < 0.4 ? this.#trace.error(`error ${this.#written++}`) : undefined;
  }

  #end(group: Ours.Group.Producer | undefined): void {
    const error = this.#error();
    if (error && group) this.#broken.add(group.sequence);
    group?.close(error);
  }

  #keep(
    group: Ours.Group.Consumer | undefined,
    subscriber: Ours.Track.Subscriber | undefined,
  ): number | undefined {
    if (group) this.#readers.push(group);
    if (group) this.#of.set(group, subscriber);
    return group?.sequence;
  }

  readonly #calls: Record<string, () => unknown> = {
    append: () => {
      const group = this.#trace.call("append", () => this.#track.appendGroup());
      if (group) this.#writers.push(group);
    },
    "write a frame": () => {
      const group = this.#pick(this.#writers);
      this.#trace.call("write", () => group?.writeString(`${this.#written++}`));
    },
    "write a group": () => this.#trace.call("write", () => this.#track.writeString(`${this.#written++}`)),
    "put a group": () => {
      const group = new this.#library.Group.Producer(Math.floor(this.#next() * 12));
      if (this.#broken.has(group.sequence)) return;
      if (this.#next() < 0.7) group.writeString(`${this.#written++}`);
      if (this.#next() < 0.5) this.#end(group);
      this.#trace.call(`put ${group.sequence}`, () => this.#track.writeGroup(group));
      this.#writers.push(group);
    },
    "end a group": () => this.#end(this.#pick(this.#writers)),
    subscribe: () => {
      const options = {
        priority: Math.floor(this.#next() * 9),
        latencyMax: Math.floor(this.#next() * 90),
        startGroup: this.#next() < 0.5 ? Math.floor(this.#next() * 9) : undefined,
      };
      const from = this.#next() < 0.5 ? this.#track : this.#consumer.track("t");
      if (this.#track.closed.peek() !== undefined) return;
      this.#subscribers.push(from.subscribe(options));
    },
    leave: () => {
      const subscriber = this.#pick(this.#subscribers);
      if (!subscriber || this.#next() < 0.5) return;
      const groups = this.#readers.filter((group) => this.#of.get(group) === subscriber);
      for (const group of groups) group.close();
      this.#readers = this.#readers.filter((group) => !groups.includes(group));
      subscriber.close(this.#error());
    },
    change: () =>
      this.#pick(this.#subscribers)?.update({
        priority: Math.floor(this.#next() * 9),
        startGroup: 2,
        endGroup: 7,
      }),
    bound: () => {
      const subscriber = this.#pick(this.#subscribers);
      const bound = Math.floor(this.#next() * 8);
      if (this.#next() < 0.5) subscriber?.startAt(bound);
      else subscriber?.endAt(this.#next() < 0.5 ? bound : undefined);
    },
    receive: () => {
      const subscriber = this.#pick(this.#subscribers);
      const next = this.#next() < 0.5;
      void this.#trace.wait("receive", async () =>
        this.#keep(await (next ? subscriber?.nextGroup() : subscriber?.recvGroup()), subscriber),
      );
    },
    "try to receive": () => {
      const subscriber = this.#pick(this.#subscribers);
      this.#trace.call("try", () => this.#keep(subscriber?.tryRecvGroup(), subscriber));
    },
    "read of the track": () => {
      const subscriber = this.#pick(this.#subscribers);
      void this.#trace.wait("read", async () => {
        const read = await subscriber?.readFrameSequence();
        return read && [read.group, read.frame, text(read)];
      });
    },
    read: () => {
      const group = this.#pick(this.#readers);
      void this.#trace.wait("read", async () => text(await group?.readFrame()));
    },
    "try to read": () => {
      const group = this.#pick(this.#readers);
      this.#trace.call("try", () => text(group?.tryReadFrame()));
    },
    largest: () => this.#trace.note("largest", this.#pick(this.#subscribers)?.largest()),
    "end the track": () => {
      if (this.#next() < 0.2) this.#track.close(this.#error());
    },
  };
}

async function run(library: Library, seed: number): Promise<string[]> {
  const trace = new Trace();
  const world = new World(library, trace, seed);
  for (let step = 0; step < STEPS; step++) await world.step();
  world.close();
  // Reads that wait end with it.
  await trace.settle();
  return trace.lines;
}

it.for(Array.from({ length: BATCHES }, (_, batch) => batch))(
  "is the same, batch %i",
  { timeout: 120_000 },
  async (batch) => {
    for (let i = 0; i < RUNS / BATCHES; i++) {
      const seed = batch * (RUNS / BATCHES) + i;
      const theirs = await run(Theirs as unknown as Library, seed);
      expect(await run(Ours, seed), `seed ${seed}`).toEqual(theirs);
    }
  },
);
