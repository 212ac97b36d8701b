import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Broadcast, Connection, Path, Track } from "./index.ts";
import { transportPair } from "./testing/pair.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Collects what is dropped, and lets it be told of. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What is warned of while `drop` runs and what it made is collected. */
async function warningsOf(drop: () => unknown): Promise<string[]> {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  await drop();
  await settle();
  const texts = warn.mock.calls.map(([text]) => String(text));
  return texts.filter((text) => text.includes("dropped without being closed"));
}

function scene() {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("t");
  const group = track.appendGroup();
  group.writeString("one");
  const reader = broadcast.consume();
  onTestFinished(() => {
    for (const handle of [reader, group, track, broadcast]) handle.close();
  });
  return { broadcast, track, group, reader };
}

it.for<[what: string, drop: (here: ReturnType<typeof scene>) => unknown]>([
  ["a broadcast", () => new Broadcast.Producer()],
  ["track left", () => new Track.Producer("left").accept()],
  ["group 1", ({ track }) => track.appendGroup()],
  ["a broadcast's reader", ({ broadcast }) => broadcast.consume()],
  ["the reader of track t", ({ reader }) => reader.subscribe("t")],
  ["the reader of group 0", ({ group }) => group.consume().tryReadFrame()],
  [
    "the request for track asked",
    ({ broadcast, reader }) => {
      const asked = reader.subscribe("asked");
      onTestFinished(() => asked.close());
      return broadcast.requested().then(() => {});
    },
  ],
])("%s that is dropped without being closed is warned of", async ([what, drop]) => {
  const here = scene();
  const texts = await warningsOf(async () => {
    await drop(here);
  });
  expect(texts).toEqual([`${what} was dropped without being closed: close it when it is done`]);
});

it("what was closed, or has ended by itself, is not warned of", async () => {
  const { broadcast, track, group, reader } = scene();
  const texts = await warningsOf(async () => {
    new Broadcast.Producer().close();
    new Track.Producer("closed").close();
    reader.subscribe("t").close();
    group.consume().close();
    reader.clone().close();
    const subscriber = reader.subscribe("t");
    const read = await subscriber.nextGroup();
    const unread = group.consume();
    for (const handle of [group, track]) handle.close();
    expect(await read?.readString()).toBe("one");
    expect(await read?.readString()).toBeUndefined();
    await Promise.all([subscriber.closed, unread.closed]);
    broadcast.close();
  });
  expect(texts).toEqual([]);
});

it("of many of a kind there are few warnings, and they say how many there were", async () => {
  const texts = await warningsOf(async () => {
    for (let i = 0; i < 100; i++) new Track.Producer(`t${i}`);
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    new Track.Producer("last");
  });
  const others = texts.map((text) => /track .* \(and (\d+) more before it\)/.exec(text)?.[1]);
  expect(texts.length).toBeLessThanOrEqual(3);
  expect(Number(others.at(-1))).toBeGreaterThan(90);
});

it("a track whose use is watched is warned of as well", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const texts = await warningsOf(() => {
    const track = new Track.Producer("watched").accept();
    track.used.peek();
    track.subscription.peek();
  });
  expect(texts.map((text) => text.split(" was ")[0])).toEqual(["track watched"]);
});

it("readers of a track that is dropped are told", async () => {
  const { broadcast, reader } = scene();
  const subscriber = reader.subscribe("asked");
  onTestFinished(() => subscriber.close());
  await warningsOf(async () => {
    const track = (await broadcast.requested())?.accept();
    track?.appendGroup().writeString("the last");
  });
  expect(await subscriber.closed).toBeInstanceOf(Error);
});

describe("a broadcast's reader that nobody holds while it waits for the announcement", () => {
  /** Asks a reader that is dropped at once, has what is dropped collected, and publishes then. */
  async function asked<T>(ask: (reader: Broadcast.Consumer) => T): Promise<T> {
    const pair = transportPair("moq-lite-06");
    const url = new URL("https://relay.test");
    const [publisher, reader] = await Promise.all([
      Connection.connect(url, { transport: pair.client }),
      Connection.accept(pair.server, url),
    ]);
    const answer = ask(reader.consume(Path.from("late")));
    await settle();
    const broadcast = new Broadcast.Producer();
    const track = broadcast.createTrack("t", { priority: 7 });
    track.writeString("hi");
    publisher.publish(Path.from("late"), broadcast);
    onTestFinished(() => {
      for (const end of [track, broadcast, publisher, reader]) end.close();
    });
    return answer;
  }

  it("goes on for a subscription", async () => {
    const subscriber = await asked((reader) => reader.subscribe("t"));
    onTestFinished(() => subscriber.close());
    expect(await subscriber.readString()).toBe("hi");
  });

  it("goes on for a subscription of a subscription", async () => {
    const subscriber = await asked((reader) => {
      const first = reader.track("t").subscribe();
      const other = first.fork();
      first.close();
      return other;
    });
    onTestFinished(() => subscriber.close());
    expect(await subscriber.readString()).toBe("hi");
  });

  it("goes on for a track's properties, and for one group", async () => {
    expect((await asked((reader) => reader.resolveTrackInfo("t"))).priority).toBe(7);
    const group = await asked((reader) => reader.fetchGroup("t", 0));
    onTestFinished(() => group.close());
    expect(await group.readString()).toBe("hi");
  });
});
