import { describe, expect, it, onTestFinished } from "vitest";
import { Broadcast, type Group, RemoteError, Time, Track } from "./index.ts";

/** A broadcast, a reader of it, and a track that is there before anybody asks. */
function setup(info?: Partial<Track.Info>) {
  const producer = new Broadcast.Producer();
  const track = producer.createTrack("t", info);
  const consumer = producer.consume();
  onTestFinished(() => {
    consumer.close();
    track.close();
    producer.close();
  });
  return { producer, track, consumer };
}

const frame = (ms: number) => ({ payload: new Uint8Array([1]), timestamp: Time.Timestamp.fromMillis(ms) });

/** Groups of one frame each, a second apart. */
function writeGroups(track: Track.Producer, count: number, fromMs = 0): void {
  for (let i = 0; i < count; i++) track.writeFrame(frame(fromMs + i * 1000));
}

/** The sequences of all groups up to the track's end. */
async function sequences(read: () => Promise<Group.Consumer | undefined>): Promise<number[]> {
  const all: number[] = [];
  for (;;) {
    const group = await read();
    if (!group) return all;
    all.push(group.sequence);
    group.close();
  }
}

/** Waits until a signal has a value. */
async function until<T>(signal: { peek(): T; changed(): Promise<T> }, value: T): Promise<void> {
  while (signal.peek() !== value) await signal.changed();
}

describe("a track", () => {
  it("tells its properties", async () => {
    const info = { timescale: Time.Timescale.MICRO, latencyMax: 1234, priority: 7 };
    const { consumer, track } = setup(info);
    expect(await track.info()).toMatchObject(info);
    expect(await consumer.subscribe("t").info()).toMatchObject(info);
  });

  it("has defaults for what is not given", async () => {
    const { consumer, track } = setup();
    const defaults = { timescale: 1000, latencyMax: Track.DEFAULT_LATENCY_MAX_MS, priority: 0 };
    expect(await track.info()).toMatchObject(defaults);
    expect(await consumer.subscribe("t").info()).toMatchObject(defaults);
  });

  it("numbers its groups from 0, and each write is a group of its own", async () => {
    const { consumer, track } = setup();
    const subscriber = consumer.subscribe("t", { latencyMax: 60_000 });
    await subscriber.info();
    track.writeString("text");
    track.writeJson({ a: 1 });
    track.writeBool(true);
    track.writeFrame(frame(5));
    track.close();
    const [text, json, bool, bytes] = [
      await subscriber.nextGroup(),
      await subscriber.nextGroup(),
      await subscriber.nextGroup(),
      await subscriber.nextGroup(),
    ];
    expect([text?.sequence, json?.sequence, bool?.sequence, bytes?.sequence]).toEqual([0, 1, 2, 3]);
    expect(await text?.readString()).toBe("text");
    expect(await text?.readString()).toBeUndefined();
    expect(await json?.readJson()).toEqual({ a: 1 });
    expect(await bool?.readBool()).toBe(true);
    expect((await bytes?.readFrame())?.timestamp.asMillis()).toBe(5);
    expect(await subscriber.nextGroup()).toBeUndefined();
  });

  it("gives timestamps in its own timescale, whatever they were written in", async () => {
    const { consumer, track } = setup({ timescale: Time.Timescale.MICRO });
    const subscriber = consumer.subscribe("t");
    const group = track.appendGroup();
    group.writeFrame({ payload: new Uint8Array(1), timestamp: Time.Timestamp.fromMillis(1234) });
    group.writeFrame({ payload: new Uint8Array(1), timestamp: Time.Timestamp.fromMicros(1_234_567) });
    // The time of a Game Boy that has run for 40 years.
    group.writeFrame({ payload: new Uint8Array(1), timestamp: Time.Timestamp.fromMicros(1.26e15 + 1) });
    group.close();
    const read = await subscriber.nextGroup();
    for (const value of [1_234_000, 1_234_567, 1.26e15 + 1]) {
      expect((await read?.readFrame())?.timestamp).toEqual(new Time.Timestamp(value, Time.Timescale.MICRO));
    }
  });

  it("gives two subscribers every frame", async () => {
    const { consumer, track } = setup();
    const subscribers = [
      consumer.subscribe("t", { latencyMax: 60_000 }),
      consumer.subscribe("t", { latencyMax: 60_000 }),
    ];
    await Promise.all(subscribers.map((subscriber) => subscriber.info()));
    const write = async () => {
      for (let i = 0; i < 10; i++) {
        const group = track.appendGroup();
        for (let j = 0; j < 10; j++) {
          group.writeString(`${i}.${j}`);
          if ((i + j) % 4 === 0) await Promise.resolve();
        }
        group.close();
      }
      track.close();
    };
    const read = async (subscriber: Track.Subscriber) => {
      const texts: string[] = [];
      for (;;) {
        const group = await subscriber.nextGroup();
        if (!group) return texts;
        for (;;) {
          const text = await group.readString();
          if (text === undefined) break;
          texts.push(text);
        }
      }
    };
    const [one, two] = await Promise.all([...subscribers.map(read), write()]);
    expect(one).toHaveLength(100);
    expect(one?.[99]).toBe("9.9");
    expect(two).toEqual(one);
  });

  it("sends datagrams beside its groups", async () => {
    const { consumer, track } = setup();
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    const received = subscriber.recvDatagram();
    const sequence = track.appendDatagram(Time.Timestamp.fromMillis(42), new Uint8Array([1, 2]));
    const datagram = await received;
    expect(datagram?.sequence).toBe(sequence);
    expect([...(datagram?.payload ?? [])]).toEqual([1, 2]);
    expect(datagram?.timestamp.asMillis()).toBe(42);
    subscriber.close();
    expect(await subscriber.recvDatagram()).toBeUndefined();
  });
});

describe("a late subscriber", () => {
  it("in one process is given all that is kept", async () => {
    const { consumer, track } = setup();
    writeGroups(track, 4);
    const group = track.appendGroup();
    group.writeFrame(frame(4000));
    group.writeFrame(frame(4001));
    const subscriber = consumer.subscribe("t");
    for (let i = 0; i < 4; i++) expect((await subscriber.nextGroup())?.sequence).toBe(i);
    const read = await subscriber.nextGroup();
    expect(read?.sequence).toBe(4);
    expect((await read?.readFrame())?.timestamp.asMillis()).toBe(4000);
    expect((await read?.readFrame())?.timestamp.asMillis()).toBe(4001);
    expect(subscriber.latest()).toBe(4);
    group.close();
  });

  it("in one process is given it whichever group it asks for first: that is a wish", async () => {
    const { consumer, track } = setup();
    writeGroups(track, 4);
    const subscriber = consumer.subscribe("t", { startGroup: 2 });
    expect(track.subscription.peek()?.startGroup).toBe(2);
    track.close();
    expect(await sequences(() => subscriber.recvGroup())).toEqual([0, 1, 2, 3]);
  });
});

describe("nextGroup", () => {
  it("only goes forward", async () => {
    const { consumer, track } = setup({ latencyMax: 60_000 });
    const subscriber = consumer.subscribe("t", { latencyMax: 60_000 });
    await subscriber.info();
    writeGroups(track, 50);
    track.close();
    const all = await sequences(() => subscriber.nextGroup());
    expect(all.at(-1)).toBe(49);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });

  it("calls that overlap each get a group", async () => {
    const { consumer, track } = setup({ latencyMax: 60_000 });
    const subscriber = consumer.subscribe("t", { latencyMax: 60_000 });
    const groups = [subscriber.nextGroup(), subscriber.nextGroup(), subscriber.nextGroup()];
    await subscriber.info();
    writeGroups(track, 3);
    expect((await Promise.all(groups)).map((group) => group?.sequence)).toEqual([0, 1, 2]);
  });
});

describe("update", () => {
  it("changes what is asked of the publisher", async () => {
    const { consumer, track } = setup({ latencyMax: 60_000 });
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    subscriber.update({ latencyMax: 60_000 });
    writeGroups(track, 3);
    track.close();
    expect(subscriber.subscription.peek()).toMatchObject({ latencyMax: 60_000, priority: 0 });
    expect(await sequences(() => subscriber.recvGroup())).toEqual([0, 1, 2]);
  });

  it("counts where it is made before the publisher has answered", async () => {
    const { producer, consumer } = setup();
    const subscriber = consumer.subscribe("asked");
    subscriber.update({ latencyMax: 60_000 });
    const track = (await producer.requested())?.accept({ latencyMax: 60_000 });
    await subscriber.info();
    if (!track) throw new Error("the track was not asked for");
    writeGroups(track, 3);
    track.close();
    expect(await sequences(() => subscriber.recvGroup())).toEqual([0, 1, 2]);
  });
});

describe("used", () => {
  it("follows the subscribers", async () => {
    const { consumer, track } = setup();
    expect(track.used.peek()).toBe(false);
    const one = consumer.subscribe("t");
    await until(track.used, true);
    const two = consumer.subscribe("t");
    await two.info();
    one.close();
    two.close();
    await until(track.used, false);
    const three = consumer.subscribe("t");
    await until(track.used, true);
    three.close();
    await until(track.used, false);
  });

  it("ends with the track", async () => {
    const { consumer, track } = setup();
    consumer.subscribe("t");
    await until(track.used, true);
    track.close();
    expect(track.used.peek()).toBe(false);
  });
});

describe("unused", () => {
  it("resolves at once where nobody is subscribed, also while used is watched", async () => {
    const { track } = setup();
    expect(track.used.peek()).toBe(false);
    await track.unused();
  });

  it("resolves when the last subscriber leaves, and not before", async () => {
    const { consumer, track } = setup();
    const [one, two] = [consumer.subscribe("t"), consumer.subscribe("t")];
    await Promise.all([one.info(), two.info()]);
    let left = false;
    const unused = track.unused().then(() => {
      left = true;
    });
    one.close();
    await until(track.used, true);
    track.writeString("still heard");
    await two.nextGroup();
    expect(left).toBe(false);
    two.close();
    await unused;
  });

  it("resolves when the track is closed", async () => {
    const { consumer, track } = setup();
    await consumer.subscribe("t").info();
    const unused = track.unused();
    track.close();
    await unused;
    await track.unused();
  });
});

describe("closing a track", () => {
  it("ends its subscribers, once they have read what there is", async () => {
    const { consumer, track } = setup();
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    track.writeString("last");
    track.close();
    expect(await (await subscriber.nextGroup())?.readString()).toBe("last");
    expect(await subscriber.nextGroup()).toBeUndefined();
    expect(await subscriber.nextGroup()).toBeUndefined();
    expect(await subscriber.closed).toBeNull();
  });

  it("with a code fails its subscribers with a RemoteError, every time they ask", async () => {
    const { consumer, track } = setup();
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    track.close(new RemoteError(70));
    await expect(subscriber.nextGroup()).rejects.toMatchObject({ name: "RemoteError", code: 70 });
    await expect(subscriber.nextGroup()).rejects.toMatchObject({ name: "RemoteError", code: 70 });
    expect(await subscriber.closed).toMatchObject({ code: 70 });
  });

  it("is harmless twice, and settles closed once", async () => {
    const { track } = setup();
    const settled: unknown[] = [];
    track.closed.subscribe((value) => settled.push(value));
    track.close();
    track.close(new Error("too late"));
    expect(await track.closed).toBeNull();
    expect(settled).toEqual([null]);
  });

  it("makes every use of it a sentence", () => {
    const { track } = setup();
    track.close();
    expect(() => track.appendGroup()).toThrow("track is closed: t");
    expect(() => track.writeString("a")).toThrow("track is closed: t");
    expect(() => track.appendDatagram(Time.Timestamp.now(), new Uint8Array(1))).toThrow("track is closed: t");
  });
});

describe("closing a subscription", () => {
  it("ends reads that wait with undefined", async () => {
    const { consumer } = setup();
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    const reads = [subscriber.nextGroup(), subscriber.recvGroup(), subscriber.recvDatagram()];
    subscriber.close();
    expect(await Promise.all(reads)).toEqual([undefined, undefined, undefined]);
    expect(await subscriber.closed).toBeNull();
  });

  it("before the publisher has answered lets the request go", async () => {
    const { producer, consumer } = setup();
    const subscriber = consumer.subscribe("asked");
    const request = await producer.requested();
    const group = subscriber.nextGroup();
    subscriber.close();
    expect(await subscriber.nextGroup()).toBeUndefined();
    const track = request?.accept();
    if (!track) throw new Error("the track was not asked for");
    expect(await group).toBeUndefined();
    await until(track.used, false);
    track.close();
  });

  it("leaves the properties known that it was told", async () => {
    const { consumer } = setup({ latencyMax: 77 });
    const subscriber = consumer.subscribe("t");
    subscriber.close();
    expect(await subscriber.info()).toMatchObject({ latencyMax: 77 });
  });

  it("while its properties are asked for is a sentence", async () => {
    const { consumer } = setup();
    const subscriber = consumer.subscribe("never answered");
    const info = subscriber.info();
    subscriber.close();
    await expect(info).rejects.toThrow("track never answered was closed before");
  });

  it("leaves the groups it gave be", async () => {
    const { consumer, track } = setup();
    const subscriber = consumer.subscribe("t");
    const group = track.appendGroup();
    const read = await subscriber.nextGroup();
    subscriber.close();
    group.writeString("still here");
    group.close();
    expect(await read?.readString()).toBe("still here");
  });
});
