import { describe, expect, it, onTestFinished } from "vitest";
import { Broadcast, RemoteError, type Track } from "./index.ts";

function setup() {
  const producer = new Broadcast.Producer();
  const consumer = producer.consume();
  onTestFinished(() => {
    consumer.close();
    producer.close();
  });
  return { producer, consumer };
}

async function requested(producer: Broadcast.Producer): Promise<Track.Request> {
  const request = await producer.requested();
  if (!request) throw new Error("the broadcast has ended");
  return request;
}

async function readText(subscriber: Track.Subscriber): Promise<string | undefined> {
  return (await subscriber.nextGroup())?.readString();
}

describe("a track that is asked for", () => {
  it("can be accepted, with properties of the publisher's choice", async () => {
    const { producer, consumer } = setup();
    const subscriber = consumer.subscribe("asked", { priority: 9 });
    const request = await requested(producer);
    expect(request.name).toBe("asked");
    expect(request.priority).toBe(9);
    const track = request.accept({ latencyMax: 777, priority: 3 });
    expect(track.name).toBe("asked");
    track.writeString("hello");
    expect(await subscriber.info()).toMatchObject({ latencyMax: 777, priority: 3, timescale: 1000 });
    expect(await readText(subscriber)).toBe("hello");
    track.close();
  });

  it("makes its subscriber wait until the publisher answers", async () => {
    const { producer, consumer } = setup();
    const text = readText(consumer.subscribe("asked"));
    const track = (await requested(producer)).accept();
    track.writeString("at last");
    expect(await text).toBe("at last");
    track.close();
  });

  it("can be refused, with a code or as not found", async () => {
    const { producer, consumer } = setup();
    const coded = consumer.subscribe("coded");
    (await requested(producer)).reject(new RemoteError(65));
    await expect(coded.nextGroup()).rejects.toMatchObject({ name: "RemoteError", code: 65 });
    await expect(coded.info()).rejects.toMatchObject({ code: 65 });
    expect(await coded.closed).toMatchObject({ code: 65 });
    const plain = consumer.subscribe("plain");
    (await requested(producer)).reject();
    expect(await plain.nextGroup()).toBeUndefined();
    await expect(plain.info()).rejects.toThrow("closed before");
  });

  it("can be accepted again in this process, which changes its properties", async () => {
    const { producer, consumer } = setup();
    const subscriber = consumer.subscribe("a");
    const request = await requested(producer);
    const track = request.accept();
    expect(request.accept({ priority: 7 })).toBe(track);
    expect(await subscriber.info()).toMatchObject({ priority: 7 });
    track.close();
  });

  it("is asked for once, however many want it", async () => {
    const { producer, consumer } = setup();
    const subscribers = [consumer.subscribe("a"), consumer.subscribe("a"), consumer.subscribe("b")];
    const requests = [await requested(producer), await requested(producer)];
    expect(requests.map(({ name }) => name).sort()).toEqual(["a", "b"]);
    const tracks = requests.map((request) => request.accept());
    for (const track of tracks) track.writeString(track.name);
    expect(await Promise.all(subscribers.map(readText))).toEqual(["a", "a", "b"]);
    for (const track of tracks) track.close();
  });

  it("is not asked for where it was created", async () => {
    const { producer, consumer } = setup();
    const track = producer.createTrack("ready");
    const asked = producer.requested();
    track.writeString("hello");
    expect(await readText(consumer.subscribe("ready"))).toBe("hello");
    consumer.subscribe("other");
    expect((await asked)?.name).toBe("other");
    track.close();
  });
});

describe("requests that overlap", () => {
  it("each get one, the latest of equal ones first", async () => {
    const { producer, consumer } = setup();
    const [one, two] = [producer.requested(), producer.requested()];
    consumer.subscribe("first");
    consumer.subscribe("second");
    expect([(await one)?.name, (await two)?.name]).toEqual(["second", "first"]);
  });
});

describe("a track's name", () => {
  it.each(["", "a/b", "ü😀", "catalog.json", "x".repeat(1000)])("may be %j", async (name) => {
    const { producer, consumer } = setup();
    const track = producer.createTrack(name);
    track.writeString("hello");
    expect(await readText(consumer.subscribe(name))).toBe("hello");
    track.close();
  });

  it("can be had once", () => {
    const { producer } = setup();
    const track = producer.createTrack("t");
    expect(() => producer.createTrack("t")).toThrow("duplicate");
    track.close();
  });
});

describe("closing a broadcast", () => {
  it("ends requested with undefined, waiting or new", async () => {
    const { producer } = setup();
    const waiting = [producer.requested(), producer.requested()];
    producer.close();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(await producer.requested()).toBeUndefined();
  });

  it("reaches its readers", async () => {
    const { producer, consumer } = setup();
    producer.close();
    expect(await consumer.closed).toBeNull();
  });

  it("ends those who wait for an answer, with the reason where there is one", async () => {
    for (const reason of [undefined, new Error("gone")]) {
      const { producer, consumer } = setup();
      const group = consumer.subscribe("never").nextGroup();
      producer.close(reason);
      if (reason) await expect(group).rejects.toBe(reason);
      else expect(await group).toBeUndefined();
    }
  });

  it("leaves its tracks to those who write them", async () => {
    const { producer, consumer } = setup();
    const track = producer.createTrack("t");
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    producer.close();
    track.writeString("still here");
    expect(await readText(subscriber)).toBe("still here");
    track.close();
  });

  it("is harmless twice, and settles closed once", async () => {
    const { producer } = setup();
    const settled: unknown[] = [];
    producer.closed.subscribe((value) => settled.push(value));
    producer.close();
    producer.close(new Error("too late"));
    expect(await producer.closed).toBeNull();
    expect(settled).toEqual([null]);
  });

  it("makes every use of it a sentence", () => {
    const { producer } = setup();
    producer.close();
    expect(() => producer.createTrack("t")).toThrow("broadcast is closed");
    expect(() => producer.consume().subscribe("t")).toThrow("broadcast is closed");
    expect(() => producer.handle).toThrow("broadcast is closed");
  });
});

describe("a reader", () => {
  it("that is the last to be closed closes the broadcast; what it was asked before goes on", async () => {
    const { producer, consumer } = setup();
    const track = producer.createTrack("t");
    const other = producer.consume();
    const before = consumer.subscribe("t");
    consumer.close();
    consumer.close();
    expect([consumer.closed.peek(), producer.closed.peek()]).toEqual([undefined, undefined]);
    other.close();
    expect([consumer.closed.peek(), producer.closed.peek()]).toEqual([null, null]);
    expect(() => consumer.subscribe("t")).toThrow("broadcast is closed");
    track.writeString("hello");
    expect(await readText(before)).toBe("hello");
    track.close();
  });

  it("that is closed leaves the subscriptions it has made be", async () => {
    const { producer, consumer } = setup();
    const track = producer.createTrack("t");
    const subscriber = consumer.subscribe("t");
    await subscriber.info();
    consumer.close();
    track.writeString("hello");
    expect(await readText(subscriber)).toBe("hello");
    track.close();
  });

  it("has clones that outlive it", async () => {
    const { producer, consumer } = setup();
    const track = producer.createTrack("t");
    track.writeString("hello");
    await consumer.subscribe("t").info();
    const clone = consumer.clone();
    consumer.close();
    expect(await readText(clone.subscribe("t"))).toBe("hello");
    clone.close();
    track.close();
  });

  it("has clones that are closed where it was closed before", async () => {
    const { consumer } = setup();
    consumer.close();
    const clone = consumer.clone();
    expect(await clone.closed).toBeNull();
  });
});

it("gives what was written to a track that is closed right after it was asked for", async () => {
  for (const written of [0, 1]) {
    const broadcast = new Broadcast.Producer();
    const track = broadcast.createTrack("short");
    const consumer = broadcast.consume();
    const readers = [consumer.subscribe("short"), consumer.clone().subscribe("short")];
    for (let count = 0; count < written; count += 1) {
      const group = track.appendGroup();
      group.writeString("all of it");
      group.close();
    }
    track.close();
    for (const reader of readers) {
      if (written) expect(await (await reader.nextGroup())?.readString()).toBe("all of it");
      expect(await reader.nextGroup()).toBeUndefined();
    }
    broadcast.close();
  }
});
