/** One suite over three kinds of tracks: our own, npm's @moq/net's, and a double in this process. */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { BACKENDS, open } from "../testing/backends.ts";
import { DoubleTrack, evolve, generate, PLAIN_KEYS, Random } from "../testing/index.ts";
import { now } from "../track.ts";
import { equal, type Json, Snapshot, Stream, Window } from "./index.ts";

const MODES = [{ compression: false }, { compression: true }];

const CASES = BACKENDS.flatMap((name) => MODES.map((mode) => [name, mode] as const));

const normal = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

function states(seed: number, count: number): Json[] {
  const random = new Random(seed);
  let value: Json = {};
  return Array.from({ length: count }, () => {
    value = evolve(random, value, PLAIN_KEYS);
    return value;
  });
}

async function all<T>(consumer: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of consumer) values.push(value);
  return values;
}

describe.each(CASES)("over %s tracks, with %j", (name, mode) => {
  it("a snapshot's reader sees each state that it waits for, and then the end", async () => {
    const { track, subscribe } = open(name);
    const producer = new Snapshot.Producer({ track, ...mode });
    const consumer = new Snapshot.Consumer(subscribe(), mode);
    let last: Json | undefined;
    for (const state of states(3, 300)) {
      const isNew = last === undefined || !equal(last, normal(state));
      producer.update(state);
      if (!isNew) continue;
      last = normal(state);
      expect(equal((await consumer.next()) as Json, last)).toBe(true);
    }
    const end = consumer.next();
    producer.finish();
    expect(await end).toBeUndefined();
    expect(await consumer.next()).toBeUndefined();
  });

  it("a snapshot's reader that comes late gets one state of a group, the newest", async () => {
    const { track, subscribe } = open(name);
    const producer = new Snapshot.Producer({ track, ...mode });
    for (let i = 0; i < 100; i++) producer.update({ i, fixed: "x".repeat(100) });
    const consumer = new Snapshot.Consumer(subscribe(), mode);
    producer.finish();
    const seen = (await all(consumer)).map((value) => (value as { i: number }).i);
    expect(seen.at(-1)).toBe(99);
    // A hundred states are four groups with DEFLATE, and one without.
    expect(seen.length).toBeLessThanOrEqual(mode.compression ? 4 : 1);
  });

  it("several owners each change their part of a snapshot", async () => {
    const { track, subscribe } = open(name);
    const producer = new Snapshot.Producer<Record<string, number>>({ track, initial: { zero: 0 }, ...mode });
    producer.mutate((value) => Object.assign(value, { one: 1 }));
    producer.mutate((value) => Object.assign(value, { two: 2 }));
    const consumer = new Snapshot.Consumer(subscribe(), mode);
    expect(await consumer.next()).toEqual({ zero: 0, one: 1, two: 2 });
  });

  it("a stream's reader gets every record, in order, whenever it comes", async () => {
    const { track, subscribe } = open(name);
    const random = new Random(4);
    const records = Array.from({ length: 300 }, () => generate(random, 3));
    const producer = new Stream.Producer(track, mode);
    const early = all(new Stream.Consumer(subscribe(), mode));
    for (const record of records) producer.append(record);
    const late = all(new Stream.Consumer(subscribe(), mode));
    producer.finish();
    for (const seen of [await early, await late]) expect(seen).toEqual(records.map(normal));
  });

  it("a stream's reads that overlap are answered in order", async () => {
    const { track, subscribe } = open(name);
    const producer = new Stream.Producer(track, mode);
    const consumer = new Stream.Consumer(subscribe(), mode);
    const reads = [consumer.next(), consumer.next(), consumer.next(), consumer.next()];
    for (const record of [1, 2, 3]) producer.append(record);
    producer.finish();
    expect(await Promise.all(reads)).toEqual([1, 2, 3, undefined]);
  });

  it("a window's reader sees each push and pop, whatever groups they are in", async () => {
    const { track, subscribe } = open(name);
    const random = new Random(5);
    const producer = new Window.Producer<number>(track, { ...mode, opRatio: 1 });
    const seen = all(new Window.Consumer<number>(subscribe(), mode));
    for (let i = 0; i < 300; i++) {
      producer.push(i);
      if (producer.window.length > 10) producer.pop(1 + random.below(5));
      // So that the reader keeps up: what it misses is skipped, as it should be.
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    const kept = producer.window;
    producer.finish();
    const records = new Map<number, number>();
    for (const event of await seen) {
      if ("push" in event) records.set(event.push.index, event.push.value);
      else {
        const { start, end } = "pop" in event ? event.pop : event.skip;
        for (let i = start; i < end; i++) expect(records.delete(i)).toBe("pop" in event);
      }
    }
    expect([...records.values()]).toEqual(kept);
  });

  it("a window's reader that comes late starts with what is still in it", async () => {
    const { track, subscribe } = open(name);
    const producer = new Window.Producer<string>(track, mode);
    for (const value of ["a", "b", "c"]) producer.push(value);
    producer.pop(2);
    producer.push("d");
    const consumer = new Window.Consumer<string>(subscribe(), mode);
    const records = new Map<number, string>();
    while (records.size < 2 || records.has(0) || records.has(1)) {
      const event = await consumer.next();
      if (event && "push" in event) records.set(event.push.index, event.push.value);
      else if (event && "pop" in event)
        for (let i = event.pop.start; i < event.pop.end; i++) records.delete(i);
    }
    expect([...records]).toEqual([
      [2, "c"],
      [3, "d"],
    ]);
    expect(consumer.offset).toBe(2);
  });

  it("schemas stand at the border of each", async () => {
    const schema = z.object({ n: z.number() });
    const snapshot = open(name);
    const producer = new Snapshot.Producer<unknown>({ track: snapshot.track, ...mode });
    const consumer = new Snapshot.Consumer(snapshot.subscribe(), { schema, ...mode });
    producer.update({ n: "one" });
    await expect(consumer.next()).rejects.toMatchObject({ name: "FormatError", reason: "schema" });
    producer.update({ n: 1, m: 2 });
    expect(await consumer.next()).toEqual({ n: 1 });
    const stream = open(name);
    const log = new Stream.Producer<unknown>(stream.track, mode);
    const reader = new Stream.Consumer(stream.subscribe(), { schema, ...mode });
    for (const record of [{ n: 1 }, { m: 1 }, { n: 2 }]) log.append(record);
    expect(await reader.next()).toEqual({ n: 1 });
    await expect(reader.next()).rejects.toMatchObject({ reason: "schema" });
    expect(await reader.next()).toEqual({ n: 2 });
  });

  it("what is no JSON is told of, and the next group is read", async () => {
    const { track, subscribe } = open(name);
    const bad = (): void => {
      const group = track.appendGroup();
      const payload = new Uint8Array([0x7b, 0xff]);
      group.writeFrame({ payload, timestamp: now() });
      group.close();
    };
    const snapshots = new Snapshot.Consumer(subscribe(), mode);
    const window = new Window.Consumer<number>(subscribe(), mode);
    bad();
    await expect(snapshots.next()).rejects.toMatchObject({ reason: "malformed" });
    await expect(window.next()).rejects.toMatchObject({ reason: "malformed" });
    const producer = new Window.Producer<number>(track, mode);
    producer.push(7);
    expect(await window.next()).toEqual({ push: { index: 0, value: 7 } });
    expect(await snapshots.next()).toEqual({ offset: 0, records: [7] });
  });

  it("a reader that is closed ends, also while it waits", async () => {
    const { subscribe } = open(name);
    const consumers = [
      new Snapshot.Consumer(subscribe(), mode),
      new Stream.Consumer(subscribe(), mode),
      new Window.Consumer(subscribe(), mode),
    ];
    const reads = consumers.map((consumer) => consumer.next());
    for (const consumer of consumers) consumer.close();
    expect(await Promise.all(reads)).toEqual([undefined, undefined, undefined]);
  });

  it("a writer whose track has ended throws", () => {
    const { track } = open(name);
    const snapshot = new Snapshot.Producer<number>({ track, ...mode });
    const stream = new Stream.Producer<number>(track, mode);
    const window = new Window.Producer<number>(track, mode);
    window.finish();
    expect(() => snapshot.update(1)).toThrow();
    expect(() => stream.append(1)).toThrow();
    expect(() => window.push(1)).toThrow();
    expect(window.window).toEqual([]);
  });
});

describe("a snapshot's reader", () => {
  it("leaves a group that stalls as soon as there is a newer one", async () => {
    const track = new DoubleTrack();
    const consumer = new Snapshot.Consumer(track.subscribe());
    const write = (json: Json) => {
      const group = track.appendGroup();
      group.writeFrame({ payload: new TextEncoder().encode(JSON.stringify(json)), timestamp: now() });
    };
    write(1);
    expect(await consumer.next()).toBe(1);
    const read = consumer.next();
    write(2);
    expect(await read).toBe(2);
    track.close();
    const end = consumer.next();
    consumer.close();
    expect(await end).toBeUndefined();
  });

  it("takes frames in order, however they come between its reads", async () => {
    const track = new DoubleTrack();
    const producer = new Snapshot.Producer<{ i: number }>({ track });
    const consumer = new Snapshot.Consumer<{ i: number }>(track.subscribe());
    const random = new Random(6);
    let newest = -1;
    let written = 0;
    const reading = (async () => {
      for await (const { i } of consumer) {
        expect(i).toBeGreaterThan(newest);
        newest = i;
        if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve));
      }
    })();
    while (written < 1_000) {
      for (let burst = random.below(4); burst > 0; burst--) producer.update({ i: written++ });
      if (random.chance(0.7))
        await (random.chance(0.5) ? undefined : new Promise((resolve) => setTimeout(resolve)));
    }
    producer.finish();
    await reading;
    expect(newest).toBe(written - 1);
  });
});
