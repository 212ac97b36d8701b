/** What readers through a session are given, where those in the writer's process are given more or otherwise. */
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Broadcast, RemoteError, Time, type Track } from "./index.ts";
import { throughSession } from "./testing/ends.ts";

/** moq-net's code. */
const NOT_FOUND = 51;

async function requested(producer: Broadcast.Producer): Promise<Track.Request> {
  const request = await producer.requested();
  if (!request) throw new Error("the broadcast has ended");
  return request;
}

/** Groups of one frame, a second apart: the text is the sequence. */
function write(track: Track.Producer, count: number): void {
  for (let i = 0; i < count; i++) {
    const payload = new TextEncoder().encode(`${i}`);
    track.writeFrame({ payload, timestamp: Time.Timestamp.fromMillis(i * 1000) });
  }
}

/** A track of which six groups were written before anybody reads it through a session. */
async function late() {
  const { producer, consumer } = await throughSession();
  const track = producer.createTrack("t", { latencyMax: 60_000 });
  write(track, 6);
  onTestFinished(() => track.close());
  const subscribe = (options?: Track.Subscription) => {
    const subscriber = consumer.subscribe("t", options);
    onTestFinished(() => subscriber.close());
    return subscriber;
  };
  return { track, subscribe };
}

/** Waits for the newest group: a track that ends before it is served is one that is not there. */
function arrived(subscriber: Track.Subscriber): Promise<void> {
  return vi.waitFor(() => expect(subscriber.latest()).toBe(5));
}

/** The sequences of all groups to the end, in their order: each comes by a stream of its own. */
async function sequences(subscriber: Track.Subscriber): Promise<number[]> {
  const all: number[] = [];
  for (let group = await subscriber.recvGroup(); group; group = await subscriber.recvGroup()) {
    all.push(group.sequence);
    group.close();
  }
  return all.sort((a, b) => a - b);
}

async function text(subscriber: Track.Subscriber): Promise<string | undefined> {
  const group = await subscriber.recvGroup();
  const read = await group?.readString();
  group?.close();
  return read;
}

describe("a late subscriber", () => {
  it("starts at the newest group", async () => {
    const { track, subscribe } = await late();
    const subscriber = subscribe();
    await arrived(subscriber);
    track.close();
    expect(await sequences(subscriber)).toEqual([5]);
  });

  it("gets older groups too where it allows them latency", async () => {
    const { track, subscribe } = await late();
    const subscriber = subscribe({ latencyMax: 2_500 });
    await arrived(subscriber);
    track.close();
    // A group is as old as its end, which is where the next begins.
    expect(await sequences(subscriber)).toEqual([2, 3, 4, 5]);
  });

  it("gets no group before the first that it asks for", async () => {
    const { track, subscribe } = await late();
    const subscriber = subscribe({ latencyMax: 60_000, startGroup: 2 });
    await arrived(subscriber);
    track.close();
    expect(await sequences(subscriber)).toEqual([2, 3, 4, 5]);
  });

  it("gets no group behind the last that it asks for, until it asks for more", async () => {
    const { track, subscribe } = await late();
    const asked = { startGroup: 0, latencyMax: 60_000 };
    const subscriber = subscribe({ ...asked, endGroup: 1 });
    expect([await text(subscriber), await text(subscriber)].sort()).toEqual(["0", "1"]);
    const third = text(subscriber);
    const early = new Promise((resolve) => setTimeout(resolve, 20, "nothing yet"));
    expect(await Promise.race([third, early])).toBe("nothing yet");
    subscriber.update({ ...asked, endGroup: 2 });
    expect(await third).toBe("2");
    track.close();
  });
});

describe("a track that is asked for", () => {
  it("is answered once", async () => {
    const { producer, consumer } = await throughSession();
    const subscriber = consumer.subscribe("a");
    const request = await requested(producer);
    const track = request.accept({ latencyMax: 777 });
    expect(() => request.accept()).toThrow("the request for track a was answered already");
    expect(() => request.reject()).toThrow("the request for track a was answered already");
    expect(await subscriber.info()).toMatchObject({ latencyMax: 777 });
    subscriber.close();
    track.close();
  });

  it("fails with the code for what is not found where it is refused without an error", async () => {
    const { producer, consumer } = await throughSession();
    const subscriber = consumer.subscribe("a");
    (await requested(producer)).reject();
    await expect(subscriber.nextGroup()).rejects.toMatchObject({ name: "RemoteError", code: NOT_FOUND });
  });

  it("fails with the code that it is refused with", async () => {
    const { producer, consumer } = await throughSession();
    const subscriber = consumer.subscribe("a");
    (await requested(producer)).reject(new RemoteError(65));
    await expect(subscriber.nextGroup()).rejects.toMatchObject({ name: "RemoteError", code: 65 });
  });

  it("ends with the broadcast while its reader waits for an answer", async () => {
    const { producer, consumer } = await throughSession();
    const group = consumer.subscribe("never").nextGroup();
    const request = await requested(producer);
    producer.close();
    await expect(group).rejects.toThrow();
    expect(await consumer.closed).toBeNull();
    request.reject();
  });
});

describe("a reader of a broadcast", () => {
  it("that is closed refuses with a sentence; what it was asked just before goes on", async () => {
    const { producer, consumer } = await throughSession();
    const track = producer.createTrack("t");
    const before = consumer.subscribe("t");
    await before.info();
    consumer.close();
    consumer.close();
    expect(producer.closed.peek()).toBeUndefined();
    expect(await consumer.closed).toBeNull();
    expect(() => consumer.subscribe("t")).toThrow("broadcast is closed");
    track.writeString("hello");
    expect(await text(before)).toBe("hello");
    before.close();
    track.close();
  });
});

describe("a group that breaks off", () => {
  it.each([
    ["with a code gives it", new RemoteError(99), "remote error: 99"],
    ["with another error gives the code for it and none of its words", new Error("why"), "remote error: 1"],
  ])("%s", async (_what, error, words) => {
    const { producer, consumer } = await throughSession();
    const track = producer.createTrack("t");
    const subscriber = consumer.subscribe("t");
    const group = track.appendGroup();
    group.writeString("whole");
    const reader = await subscriber.recvGroup();
    expect(await reader?.readString()).toBe("whole");
    const read = reader?.readFrame();
    group.close(error);
    // Until the track ends moq-net waits for another way to the rest.
    track.close();
    await expect(read).rejects.toThrow(words);
    subscriber.close();
  });

  it("of a broadcast that is published gives those words in its own process as well", async () => {
    const { producer } = await throughSession();
    const track = producer.createTrack("t");
    const subscriber = producer.subscribe("t");
    const group = track.appendGroup();
    const reader = await subscriber.recvGroup();
    group.close(new Error("only this side knows why"));
    await expect(reader?.readFrame()).rejects.toThrow("cancel");
    subscriber.close();
    track.close();
  });
});
