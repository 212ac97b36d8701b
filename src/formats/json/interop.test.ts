/** Our producers under npm's consumers, and npm's producers under ours, over npm's tracks and over our own. */
import * as Npm from "@moq/json";
import { Track as NpmTrack } from "@moq/net";
import { describe, expect, it, onTestFinished } from "vitest";
import { Track } from "../../net/index.ts";
import { evolve, generate, Random } from "../testing/index.ts";
import type { Json } from "./index.ts";
import * as Ours from "./index.ts";

const latencyMax = 60_000;

/** npm's classes ask for npm's tracks, and ours have the same methods. */
const TRACKS: Record<string, () => NpmTrack.Producer> = {
  "npm's": () => new NpmTrack.Producer("t").accept({ latencyMax }),
  our: () => new Track.Producer("t").accept({ latencyMax }) as unknown as NpmTrack.Producer,
};

const LIBRARIES = { "@moq/json": Npm, "moq-arcade/json": Ours } as const;
type Library = keyof typeof LIBRARIES;

const CASES = Object.keys(TRACKS).flatMap((track) =>
  (["@moq/json", "moq-arcade/json"] as const).flatMap((writer) =>
    [false, true].map((compression) => [track, writer, { compression }] as const),
  ),
);

const other = (library: Library): Library => (library === "@moq/json" ? "moq-arcade/json" : "@moq/json");
const normal = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

function open(name: string) {
  const track = TRACKS[name]?.();
  if (!track) throw new Error(`there are no tracks ${name}`);
  const reader = track.subscribe({ latencyMax });
  onTestFinished(() => {
    reader.close();
    track.close();
  });
  return { track, reader };
}

async function all<T>(consumer: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of consumer) values.push(value);
  return values;
}

describe.each(CASES)("on %s tracks, written by %s, with %j", (name, writer, mode) => {
  it("a snapshot is read to the same states", async () => {
    const { track, reader } = open(name);
    const producer = new LIBRARIES[writer].Snapshot.Producer<Json>({ track, ...mode });
    const consumer = new LIBRARIES[other(writer)].Snapshot.Consumer<Json>(reader, mode);
    const random = new Random(91);
    // npm's writer loses a null within a new member.
    const isWhole = (value: Json) => !JSON.stringify(value).includes("null");
    let value: Json = {};
    let last: Json | undefined;
    for (let i = 0; i < 200; i++) {
      const next = evolve(random, value);
      if (!isWhole(next)) continue;
      value = next;
      producer.update(value);
      if (last !== undefined && Ours.equal(last, normal(value))) continue;
      last = normal(value);
      expect(Ours.equal((await consumer.next()) as Json, last)).toBe(true);
    }
    producer.finish();
    expect(await consumer.next()).toBeUndefined();
  });

  it("a stream is read to the same records", async () => {
    const { track, reader } = open(name);
    const producer = new LIBRARIES[writer].Stream.Producer<Json>(track, mode);
    const seen = all(new LIBRARIES[other(writer)].Stream.Consumer<Json>(reader, mode));
    const random = new Random(92);
    const records = Array.from({ length: 200 }, () => generate(random, 3));
    for (const record of records) producer.append(record);
    producer.finish();
    expect(await seen).toEqual(records.map(normal));
  });

  it("a window is read to the same events as its own library reads", async () => {
    const { track, reader } = open(name);
    const twin = track.subscribe({ latencyMax });
    onTestFinished(() => twin.close());
    const producer = new LIBRARIES[writer].Window.Producer<Json>(track, { ...mode, opRatio: 2 });
    const random = new Random(93);
    for (let i = 0; i < 200; i++) {
      if (random.chance(0.6)) producer.push(generate(random, 2));
      else producer.pop(random.below(3));
    }
    producer.finish();
    const seen = await all(new LIBRARIES[other(writer)].Window.Consumer<Json>(reader, mode));
    expect(seen).toEqual(await all(new LIBRARIES[writer].Window.Consumer<Json>(twin, mode)));
    expect(seen.length).toBeGreaterThan(100);
  });
});

describe.each(Object.keys(TRACKS))("on %s tracks", (name) => {
  it("a group that breaks off is an error to a stream, which has lost something, and none to the others", async () => {
    const { track, reader } = open(name);
    const subscribe = () => {
      const subscriber = track.subscribe({ latencyMax });
      onTestFinished(() => subscriber.close());
      return subscriber;
    };
    const snapshot = new Ours.Snapshot.Consumer(reader);
    const window = new Ours.Window.Consumer<number>(subscribe());
    const stream = new Ours.Stream.Consumer(subscribe());
    const group = track.appendGroup();
    // A frame that is right for all three, by which each holds the group.
    const first = { offset: 0, records: [7] };
    group.writeJson(first);
    expect(await snapshot.next()).toEqual(first);
    expect(await window.next()).toEqual({ push: { index: 0, value: 7 } });
    expect(await stream.next()).toEqual(first);
    const reads = [snapshot.next(), window.next(), stream.next()] as const;
    group.close(new Error("gone"));
    await expect(reads[2]).rejects.toThrow();
    const second = { offset: 1, records: [8] };
    track.writeJson(second);
    expect(await reads[0]).toEqual(second);
    expect(await reads[1]).toEqual({ pop: { start: 0, end: 1 } });
    expect(await window.next()).toEqual({ push: { index: 1, value: 8 } });
    expect(await stream.next()).toEqual(second);
  });

  it("a track that fails is an error to each", async () => {
    const { track, reader } = open(name);
    const consumers = [
      new Ours.Snapshot.Consumer(reader),
      new Ours.Stream.Consumer(track.subscribe({ latencyMax })),
      new Ours.Window.Consumer(track.subscribe({ latencyMax })),
    ];
    const reads = consumers.map((consumer) => consumer.next());
    track.close(new Error("gone"));
    for (const read of reads) await expect(read).rejects.toThrow();
    for (const consumer of consumers) consumer.close();
  });
});

describe("a snapshot's reader that fell behind", () => {
  it("takes no delta for a snapshot where the first frames of a group were dropped", async () => {
    const { track, reader } = open("npm's");
    const group = track.appendGroup();
    // More than npm's library keeps of a group.
    for (let i = 0; i < 1_100; i++) group.writeJson({ [`k${i}`]: i });
    const read = new Ours.Snapshot.Consumer(reader).next();
    track.writeJson({ whole: true });
    expect(await read).toEqual({ whole: true });
  });
});
