import { describe, expect, it, onTestFinished } from "vitest";
import { Hang } from "../formats/index.ts";
import { Broadcast, Time, type Track } from "../net/index.ts";
import { loadFormats } from "./formats.ts";
import { FrameReader, type ReaderOptions } from "./reader.ts";

const text = (data: Uint8Array) => new TextDecoder().decode(data);

async function setup(options: Partial<ReaderOptions> = {}, container: Hang.Container = { kind: "legacy" }) {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("v", { latencyMax: 600_000 });
  const consumer = broadcast.consume();
  const subscriber = consumer.subscribe("v", { latencyMax: 600_000 });
  await subscriber.info();
  const reader = new FrameReader(subscriber, container, { budgetMs: () => 100, ...options });
  onTestFinished(() => {
    reader.close();
    consumer.close();
    track.close();
    broadcast.close();
  });
  return { track, reader };
}

type Group = ReturnType<Track.Producer["appendGroup"]>;

const raw = (group: Group, payload: Uint8Array, ms: number) =>
  group.writeFrame({ payload, timestamp: Time.Timestamp.fromMillis(ms) });
const write = (group: Group, name: string, ms: number) =>
  raw(group, Hang.Legacy.encodeFrame(new TextEncoder().encode(name), ms * 1000), ms);

/** Reads until the end, or so many. */
async function readAll(reader: FrameReader, max = Number.POSITIVE_INFINITY): Promise<string[]> {
  const read: string[] = [];
  while (read.length < max) {
    const frame = await reader.next();
    if (!frame) break;
    read.push(`${frame.keyframe ? "key " : ""}${frame.afterGap ? "gap " : ""}${text(frame.data)}`);
  }
  return read;
}

describe("reading a rendition", () => {
  it("gives every frame in order, with the keyframe of each group, to the end of the track", async () => {
    const { track, reader } = await setup({ budgetMs: () => 10_000 });
    for (let i = 0; i < 3; i++) {
      const group = track.appendGroup();
      for (let j = 0; j < 3; j++) write(group, `${i}.${j}`, i * 60 + j * 20);
      group.close();
    }
    track.close();
    expect(await readAll(reader)).toEqual([
      "key 0.0",
      "0.1",
      "0.2",
      "key 1.0",
      "1.1",
      "1.2",
      "key 2.0",
      "2.1",
      "2.2",
    ]);
    expect(reader.skippedGroups).toBe(0);
  });

  it("gives the newest group alone of a minute's backlog, and says that there is a gap", async () => {
    const arrived: number[] = [];
    const { track, reader } = await setup({ onArrived: (us) => arrived.push(us / 1000) });
    const first = track.appendGroup();
    write(first, "first", 0);
    expect(await readAll(reader, 1)).toEqual(["key first"]);
    first.close();
    for (let i = 1; i <= 60; i++) {
      const group = track.appendGroup();
      for (let j = 0; j < 30; j++) write(group, `${i}.${j}`, i * 1000 + j * 33);
      group.close();
    }
    track.close();
    await expect.poll(() => arrived.at(-1)).toBe(60_957);
    const read = await readAll(reader);
    expect(read).toHaveLength(30);
    expect(read[0]).toBe("key gap 60.0");
    expect(read.at(-1)).toBe("60.29");
  });

  it("leaves a group that stalls for the next one", async () => {
    const { track, reader } = await setup();
    const stalled = track.appendGroup();
    write(stalled, "0.0", 0);
    const next = track.appendGroup();
    write(next, "1.0", 20);
    const startMs = performance.now();
    expect(await readAll(reader, 2)).toEqual(["key 0.0", "key gap 1.0"]);
    expect(performance.now() - startMs).toBeGreaterThan(90);
    write(stalled, "0.1", 10);
    write(next, "1.1", 40);
    expect(await readAll(reader, 1)).toEqual(["1.1"]);
  });

  it("leaves what it cannot hold with the network, and loses nothing of it", async () => {
    let arrived = 0;
    const { track, reader } = await setup({
      onArrived: () => {
        arrived++;
      },
    });
    const group = track.appendGroup();
    const expected: string[] = [];
    for (let i = 0; i < 5_000; i++) {
      write(group, `${i}`, i);
      expected.push(i === 0 ? "key 0" : `${i}`);
      if (i % 500 === 499) await new Promise((resolve) => setTimeout(resolve));
    }
    group.close();
    track.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(arrived).toBeLessThan(5_000);
    expect(await readAll(reader)).toEqual(expected);
  });

  it("passes over frames that are none, in any group", async () => {
    const { track, reader } = await setup();
    const group = track.appendGroup();
    write(group, "a", 0);
    raw(group, new Uint8Array(0), 1);
    raw(group, new Uint8Array([0xff, 0xff]), 2);
    write(group, "b", 3);
    group.close();
    track.close();
    expect(await readAll(reader)).toEqual(["key a", "b"]);
    expect(reader.brokenFrames).toBe(2);
  });

  it("tells of a group without a frame, and not of one that it left", async () => {
    let empty = 0;
    const { track, reader } = await setup({
      onEmptyGroup: () => {
        empty++;
      },
    });
    track.appendGroup().close();
    await expect.poll(() => empty).toBe(1);
    track.appendGroup();
    reader.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(empty).toBe(1);
  });

  it("ends a read that waits when it is closed, and rejects one whose track fails", async () => {
    const closed = await setup();
    const pending = closed.reader.next();
    closed.reader.close();
    closed.reader.close();
    expect(await pending).toBeUndefined();
    const failed = await setup();
    const failing = failed.reader.next();
    failed.track.close(new Error("the camera is gone"));
    await expect(failing).rejects.toThrow();
  });

  it("refuses a container that is not known", async () => {
    await loadFormats(new AbortController().signal, (sentence) => expect.unreachable(sentence));
    const container = { kind: "unknown", raw: { kind: "tape" } } as const;
    await expect(setup({}, container)).rejects.toThrow("tape");
  });
});
