import { describe, expect, it, onTestFinished } from "vitest";
import { Broadcast, RemoteError, Time } from "../net/index.ts";
import { readTrack } from "./groups.ts";

/** A track that is read: what was read of it so far, and how reading ended. */
async function setup(onRead: (text: string) => void = () => {}) {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("t", { latencyMax: 60_000 });
  const consumer = broadcast.consume();
  const subscriber = consumer.subscribe("t", { latencyMax: 60_000 });
  onTestFinished(() => {
    subscriber.close();
    consumer.close();
    track.close();
    broadcast.close();
  });
  await subscriber.info();
  const read: string[] = [];
  let waiting: { count: number; resolve: () => void } | undefined;
  const note = (text: string) => {
    read.push(text);
    if (waiting && read.length >= waiting.count) waiting.resolve();
    onRead(text);
  };
  /** Resolves once so much was read. */
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      if (read.length >= count) resolve();
      else waiting = { count, resolve };
    });
  const done = readTrack(
    subscriber,
    (payload, first) => note(`${first ? "first " : ""}${new TextDecoder().decode(payload)}`),
    () => note("empty"),
  );
  return { track, subscriber, read, until, done };
}

let ms = 0;
const frame = (text: string) => ({
  payload: new TextEncoder().encode(text),
  timestamp: Time.Timestamp.fromMillis(ms++),
});

describe("reading a track", () => {
  it("gives every frame in order, and tells the first of each group", async () => {
    const { track, read, done } = await setup();
    const expected: string[] = [];
    for (let i = 0; i < 10; i++) {
      const group = track.appendGroup();
      for (let j = 0; j < 300; j++) {
        group.writeFrame(frame(`${i}.${j}`));
        expected.push(`${j === 0 ? "first " : ""}${i}.${j}`);
        if (j % 50 === 0) await Promise.resolve();
      }
      group.close();
    }
    track.close();
    await done;
    expect(read).toEqual(expected);
  });

  it("gives a frame as soon as it is there, while its group goes on", async () => {
    const { track, read, until, done } = await setup();
    const group = track.appendGroup();
    group.writeFrame(frame("a"));
    await until(1);
    group.writeFrame(frame("b"));
    await until(2);
    expect(read).toEqual(["first a", "b"]);
    group.close();
    track.close();
    await done;
  });

  it("tells of a group that is empty", async () => {
    const { track, read, done } = await setup();
    track.writeString("a");
    track.appendGroup().close();
    track.writeString("b");
    track.close();
    await done;
    expect(read).toEqual(["first a", "empty", "first b"]);
  });

  it("gives frames that are empty", async () => {
    const { track, read, done } = await setup();
    const group = track.appendGroup();
    group.writeFrame(frame(""));
    group.writeFrame(frame(""));
    group.close();
    track.close();
    await done;
    expect(read).toEqual(["first ", ""]);
  });

  it("finishes a group before it begins the next, where both are under way", async () => {
    const { track, read, until, done } = await setup();
    const one = track.appendGroup();
    one.writeFrame(frame("1a"));
    await until(1);
    const two = track.appendGroup();
    two.writeFrame(frame("2a"));
    one.writeFrame(frame("1b"));
    one.close();
    two.close();
    track.close();
    await done;
    expect(read).toEqual(["first 1a", "1b", "first 2a"]);
  });

  it("leaves a group that stalls after the next has begun", async () => {
    const { track, read, until, done } = await setup();
    const stalled = track.appendGroup();
    stalled.writeFrame(frame("1a"));
    await until(1);
    track.writeString("2a");
    await until(2);
    stalled.writeFrame(frame("too late"));
    stalled.close();
    track.close();
    await done;
    expect(read).toEqual(["first 1a", "first 2a"]);
  });

  it("does not take a group that stalls before its first frame for an empty one", async () => {
    const { track, read, until, done } = await setup();
    const stalled = track.appendGroup();
    track.writeString("2a");
    await until(1);
    stalled.close();
    track.close();
    await done;
    expect(read).toEqual(["first 2a"]);
  });

  it("passes over a group that breaks off, with what there was of it", async () => {
    const { track, read, until, done } = await setup();
    const broken = track.appendGroup();
    broken.writeFrame(frame("1a"));
    await until(1);
    broken.close(new RemoteError(99));
    const empty = track.appendGroup();
    empty.close(new RemoteError(99));
    track.writeString("3a");
    await until(2);
    track.close();
    await done;
    expect(read).toEqual(["first 1a", "first 3a"]);
  });

  it("goes on where a frame is too much for who takes it", async () => {
    const { track, read, done } = await setup((text) => {
      if (text === "first bad") throw new Error("cannot be decoded");
    });
    const group = track.appendGroup();
    group.writeFrame(frame("bad"));
    group.writeFrame(frame("lost with its group"));
    group.close();
    track.writeString("good");
    track.close();
    await done;
    expect(read).toEqual(["first bad", "first good"]);
  });
});

describe("the end of reading", () => {
  it("comes with the track's, after its last frame", async () => {
    const { track, read, done } = await setup();
    track.writeString("last");
    track.close();
    await done;
    expect(read).toEqual(["first last"]);
  });

  it("comes when the subscription is closed, in the middle of a group as well", async () => {
    const { track, subscriber, read, until, done } = await setup();
    const group = track.appendGroup();
    group.writeFrame(frame("a"));
    await until(1);
    subscriber.close();
    await done;
    group.writeFrame(frame("nobody"));
    group.close();
    expect(read).toEqual(["first a"]);
  });

  it("comes when the subscription is closed before a group's first frame, which is no empty group", async () => {
    const { track, subscriber, read, done } = await setup();
    const group = track.appendGroup();
    // So long that the reader has the group and waits for its frame.
    await new Promise((resolve) => setTimeout(resolve));
    subscriber.close();
    await done;
    expect(read).toEqual([]);
    group.close();
  });

  it("is an error where the track fails", async () => {
    const { track, done, read, until } = await setup();
    const group = track.appendGroup();
    group.writeFrame(frame("a"));
    await until(1);
    track.close(new RemoteError(70));
    await expect(done).rejects.toMatchObject({ code: 70 });
    group.close();
    expect(read).toEqual(["first a"]);
  });
});
