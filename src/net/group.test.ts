import { describe, expect, it, onTestFinished } from "vitest";
import { Broadcast, type Group, RemoteError, Time } from "./index.ts";

/** A group and a reader of it. */
function pair(): { producer: Group.Producer; consumer: Group.Consumer } {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("t");
  const producer = track.appendGroup();
  onTestFinished(() => {
    producer.close();
    track.close();
    broadcast.close();
  });
  return { producer, consumer: producer.consume() };
}

const frame = (payload: Uint8Array, ms = 0) => ({ payload, timestamp: Time.Timestamp.fromMillis(ms) });

async function readAll(group: Group.Consumer): Promise<Group.Frame[]> {
  const frames: Group.Frame[] = [];
  for (;;) {
    const read = await group.readFrame();
    if (!read) return frames;
    frames.push(read);
  }
}

describe("a group", () => {
  it("gives its frames in order, with their timestamps, and then undefined", async () => {
    const { producer, consumer } = pair();
    for (let i = 0; i < 1000; i++) producer.writeFrame(frame(new Uint8Array([i & 255, i >> 8]), i));
    producer.close();
    const frames = await readAll(consumer);
    expect(frames.map(({ payload }) => (payload[0] ?? 0) + (payload[1] ?? 0) * 256)).toEqual([
      ...Array(1000).keys(),
    ]);
    expect(frames.map(({ timestamp }) => timestamp.asMillis())).toEqual([...Array(1000).keys()]);
    expect(await consumer.readFrame()).toBeUndefined();
  });

  it("that is empty ends at once", async () => {
    const { producer, consumer } = pair();
    producer.close();
    expect(await consumer.readFrame()).toBeUndefined();
    expect(consumer.done).toBe(true);
    expect(await consumer.closed).toBeNull();
  });

  it.each([0, 1, 4 * 1024 * 1024])("carries a frame of %i bytes unchanged", async (size) => {
    const { producer, consumer } = pair();
    const payload = new Uint8Array(size);
    for (let i = 0; i < size; i++) payload[i] = (i * 31) & 255;
    producer.writeFrame(frame(payload));
    producer.close();
    const read = await consumer.readFrame();
    expect(read && Buffer.compare(read.payload, payload)).toBe(0);
    expect(await consumer.readFrame()).toBeUndefined();
  });

  it("copies what is written, and what is read is the reader's own", async () => {
    const { producer } = pair();
    const [one, two] = [producer.consume(), producer.consume()];
    const payload = new Uint8Array([1, 2, 3]);
    producer.writeFrame(frame(payload));
    payload.fill(9);
    const first = await one.readFrame();
    first?.payload.fill(7);
    expect([...((await two.readFrame())?.payload ?? [])]).toEqual([1, 2, 3]);
  });

  it("carries text, JSON and booleans", async () => {
    const { producer, consumer } = pair();
    producer.writeString("Grüße 🎮");
    producer.writeString("");
    producer.writeJson({ a: [1, null, "ü"] });
    producer.writeBool(true);
    producer.writeBool(false);
    producer.close();
    expect(await consumer.readString()).toBe("Grüße 🎮");
    expect(await consumer.readString()).toBe("");
    expect(await consumer.readJson()).toEqual({ a: [1, null, "ü"] });
    expect(await consumer.readBool()).toBe(true);
    expect(await consumer.readBool()).toBe(false);
    expect(await consumer.readString()).toBeUndefined();
    expect(await consumer.readJson()).toBeUndefined();
    expect(await consumer.readBool()).toBeUndefined();
  });

  it("takes a frame that is no boolean for false", async () => {
    const { producer, consumer } = pair();
    producer.writeFrame(frame(new Uint8Array([2])));
    producer.writeFrame(frame(new Uint8Array()));
    producer.writeBool(true);
    expect([await consumer.readBool(), await consumer.readBool()]).toEqual([false, false]);
    expect(await consumer.readBool()).toBe(true);
  });

  it("keeps every frame for a reader that comes late", async () => {
    const { producer } = pair();
    for (let i = 0; i < 20; i++) producer.writeString(`${i}`);
    const late = producer.consume();
    producer.close();
    expect((await readAll(late)).length).toBe(20);
  });

  it("counts its frames", () => {
    const { producer, consumer } = pair();
    expect(consumer.frameCount).toBe(0);
    producer.writeString("a");
    producer.writeString("b");
    expect(consumer.frameCount).toBe(2);
  });
});

describe("tryReadFrame", () => {
  it("gives what is there, and tells a pause from the end by done", () => {
    const { producer, consumer } = pair();
    expect(consumer.tryReadFrame()).toBeUndefined();
    expect(consumer.done).toBe(false);
    producer.writeString("a");
    expect(new TextDecoder().decode(consumer.tryReadFrame()?.payload)).toBe("a");
    expect(consumer.tryReadFrame()).toBeUndefined();
    expect(consumer.done).toBe(false);
    producer.close();
    expect(consumer.tryReadFrame()).toBeUndefined();
    expect(consumer.done).toBe(true);
    expect(consumer.isClosed).toBe(true);
    expect(consumer.tryReadFrame()).toBeUndefined();
  });

  it("gives nothing where the group broke off", () => {
    const { producer, consumer } = pair();
    producer.close(new RemoteError(99));
    expect(consumer.tryReadFrame()).toBeUndefined();
    expect(consumer.done).toBe(true);
  });
});

describe("readFrames", () => {
  it("gives what readFrame gives, in fewer reads", async () => {
    const { producer } = pair();
    const [single, bulk] = [producer.consume(), producer.consume()];
    // Sizes and times that differ, an empty frame among them, and more than one read can hold.
    for (let i = 0; i < 700; i++)
      producer.writeFrame(frame(new Uint8Array((i * 7) % 13).fill(i & 255), i * 17));
    producer.close();
    const expected = (await readAll(single)).map(({ payload, timestamp }) => [timestamp.value, [...payload]]);
    const given: [number, number[]][] = [];
    let reads = 0;
    for (;;) {
      const batch = await bulk.readFrames();
      if (!batch) break;
      reads++;
      let offset = 0;
      for (let i = 0; i < batch.index.length; i += 2) {
        const end = offset + (batch.index[i + 1] ?? 0);
        given.push([batch.index[i] ?? -1, [...batch.bytes.subarray(offset, end)]]);
        offset = end;
      }
      expect(offset).toBe(batch.bytes.byteLength);
    }
    expect(given).toEqual(expected);
    expect(reads).toBeLessThan(10);
    expect(bulk.done).toBe(true);
  });

  it("waits for the first frame", async () => {
    const { producer, consumer } = pair();
    const read = consumer.readFrames();
    producer.writeFrame(frame(new Uint8Array([5]), 3));
    const batch = await read;
    expect([...(batch?.index ?? [])]).toEqual([3, 1]);
    expect([...(batch?.bytes ?? [])]).toEqual([5]);
  });
});

describe("reads that overlap", () => {
  it("are answered in the order in which they were made", async () => {
    const { producer, consumer } = pair();
    const reads = Array.from({ length: 10 }, () => consumer.readString());
    for (let i = 0; i < 10; i++) {
      producer.writeString(`${i}`);
      // Some at once, some apart.
      if (i % 3 === 0) await Promise.resolve();
    }
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 10 }, (_, i) => `${i}`));
  });

  it("all end with the group", async () => {
    const { producer, consumer } = pair();
    const reads = [consumer.readFrame(), consumer.readFrame(), consumer.readFrames()];
    producer.close();
    expect(await Promise.all(reads)).toEqual([undefined, undefined, undefined]);
  });

  it("all fail with the group", async () => {
    const { producer, consumer } = pair();
    const reads = [consumer.readFrame(), consumer.readFrame(), consumer.readFrames()];
    producer.close(new RemoteError(77));
    for (const result of await Promise.allSettled(reads)) {
      expect(result.status === "rejected" && result.reason).toMatchObject({ code: 77 });
    }
  });
});

describe("closing", () => {
  it("by the reader ends a read that waits with undefined", async () => {
    const { producer, consumer } = pair();
    const read = consumer.readFrame();
    consumer.close();
    expect(await read).toBeUndefined();
    expect(await consumer.closed).toBeNull();
    expect(await consumer.readFrame()).toBeUndefined();
    // The writer does not mind.
    producer.writeString("nobody");
    producer.close();
  });

  it("by the reader leaves other readers be", async () => {
    const { producer } = pair();
    const [one, two] = [producer.consume(), producer.consume()];
    one.close();
    producer.writeString("a");
    expect(await two.readString()).toBe("a");
  });

  it.each([64, 100, 65_599])("with code %i reaches the reader as a RemoteError", async (code) => {
    const { producer, consumer } = pair();
    producer.writeString("whole");
    expect(await consumer.readString()).toBe("whole");
    const read = consumer.readFrame();
    producer.close(new RemoteError(code));
    const error = await read.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ code });
    expect(await consumer.closed).toBe(error);
  });

  it("with another error reaches the reader in this process", async () => {
    const { producer, consumer } = pair();
    producer.close(new Error("only this side knows why"));
    await expect(consumer.readFrame()).rejects.toThrow("only this side knows why");
  });

  it("with an error is not taken for the end by later reads", async () => {
    const { producer, consumer } = pair();
    producer.close(new RemoteError(80));
    await expect(consumer.readFrame()).rejects.toThrow(RemoteError);
    await expect(consumer.readFrame()).rejects.toThrow(RemoteError);
    await expect(consumer.readFrames()).rejects.toThrow(RemoteError);
  });

  it("settles closed once, whatever comes after", async () => {
    const { producer, consumer } = pair();
    const settled: unknown[] = [];
    producer.closed.subscribe((value) => settled.push(value));
    consumer.closed.subscribe((value) => settled.push(value));
    expect(producer.isClosed).toBe(false);
    producer.close();
    producer.close(new Error("too late"));
    consumer.close();
    consumer.close(new Error("too late"));
    expect(await Promise.all([producer.closed, consumer.closed])).toEqual([null, null]);
    expect(settled).toEqual([null, null]);
    expect(producer.isClosed).toBe(true);
  });

  it("makes every use of the writer a sentence", () => {
    const { producer } = pair();
    producer.close();
    expect(() => producer.writeString("a")).toThrow("group is closed: 0");
    expect(() => producer.consume()).toThrow("group is closed: 0");
  });
});
