/**
 * The model in one process, with no network: each test runs against npm's classes and against ours, so that
 * it says what both do.
 */
import * as Theirs from "@moq/net";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Ours from "./index.ts";

type Library = Pick<typeof Ours, "Broadcast" | "Group" | "Track" | "Time">;

const text = (payload: Uint8Array | undefined) => payload && new TextDecoder().decode(payload);

/** Lets what is on its way in this process arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe.each<[string, Library]>([
  ["npm's", Theirs as unknown as Library],
  ["ours", Ours],
])("%s", (_name, { Broadcast, Group, Track, Time }) => {
  const at = (ms: number) => Time.Timestamp.fromMillis(ms);
  const frame = (value: string, ms = 1) => ({ payload: new TextEncoder().encode(value), timestamp: at(ms) });

  function track(name = "t"): Ours.Track.Producer {
    const made = new Track.Producer(name);
    onTestFinished(() => made.close());
    return made;
  }

  function broadcast(): Ours.Broadcast.Producer {
    const made = new Broadcast.Producer();
    onTestFinished(() => made.close());
    return made;
  }

  describe("a group that stands alone", () => {
    it("is read as it is written", async () => {
      const producer = new Group.Producer(7);
      expect(producer.sequence).toBe(7);
      const consumer = producer.consume();
      expect(consumer.sequence).toBe(7);
      producer.writeFrame(frame("a", 5));
      const read = await consumer.readFrame();
      expect(text(read?.payload)).toBe("a");
      expect(read?.timestamp.asMillis()).toBe(5);
      const waiting = consumer.readString();
      producer.writeString("b");
      expect(await waiting).toBe("b");
      producer.writeJson({ c: 1 });
      expect(await consumer.readJson()).toEqual({ c: 1 });
      producer.writeBool(true);
      expect(await consumer.readBool()).toBe(true);
      producer.close();
      expect(await consumer.readFrame()).toBeUndefined();
    });

    it("is read after its end", async () => {
      const producer = new Group.Producer(0);
      producer.writeString("a");
      producer.close();
      const consumer = producer.consume();
      expect(await consumer.readString()).toBe("a");
      expect(await consumer.readString()).toBeUndefined();
    });

    it("is closed for its readers when it is closed, and done when they have read it", async () => {
      const producer = new Group.Producer(0);
      const consumer = producer.consume();
      expect(consumer.closed.peek()).toBeUndefined();
      producer.writeString("a");
      expect([consumer.isClosed, consumer.done]).toEqual([false, false]);
      producer.close();
      expect([consumer.isClosed, consumer.done, consumer.closed.peek()]).toEqual([true, false, null]);
      expect(text(consumer.tryReadFrame()?.payload)).toBe("a");
      expect(consumer.done).toBe(true);
      expect(await consumer.closed).toBeNull();
    });

    it("numbers its frames, and counts them read or not", async () => {
      const producer = new Group.Producer(0);
      const consumer = producer.consume();
      for (const value of ["a", "b", "c", "d"]) producer.writeFrame(frame(value));
      expect(consumer.frameCount).toBe(4);
      expect(consumer.skipped).toBe(false);
      expect(consumer.tryReadFrameSequence()).toMatchObject({ sequence: 0 });
      expect(await consumer.readFrameSequence()).toMatchObject({ sequence: 1 });
      const last = await consumer.readFrameSequence({ from: 3 });
      expect([last?.sequence, text(last?.payload)]).toEqual([3, "d"]);
      expect(consumer.tryReadFrameSequence()).toBeUndefined();
      producer.close();
      expect(await consumer.readFrameSequence()).toBeUndefined();
      expect(consumer.frameCount).toBe(4);
    });

    it("is readable once there is a frame, or no more to come", async () => {
      const producer = new Group.Producer(0);
      const consumer = producer.consume();
      const first = consumer.readable();
      producer.writeString("a");
      await first;
      expect(text(consumer.tryReadFrame()?.payload)).toBe("a");
      const end = consumer.readable();
      producer.close();
      await end;
      expect(consumer.done).toBe(true);
    });

    it("tells whether a mirror is read", async () => {
      const producer = new Group.Producer(0);
      expect(producer.used.peek()).toBe(false);
      producer.writeString("a");
      const mirror = producer.mirror();
      expect(producer.used.peek()).toBe(true);
      expect(await mirror.readString()).toBe("a");
      const unused = producer.unused();
      mirror.close();
      await unused;
      expect(producer.used.peek()).toBe(false);
    });
  });

  describe("a track that stands alone", () => {
    it("gives each subscriber what is kept and what comes", async () => {
      const producer = track();
      producer.writeString("early");
      const one = producer.subscribe();
      producer.writeString("late");
      const two = producer.subscribe();
      for (const subscriber of [one, two]) {
        expect(await (await subscriber.recvGroup())?.readString()).toBe("early");
        expect(await (await subscriber.recvGroup())?.readString()).toBe("late");
        expect(subscriber.latest()).toBe(1);
      }
    });

    it("is read after its end", async () => {
      const producer = track();
      const before = producer.subscribe();
      producer.writeString("a");
      producer.close();
      expect(before.closed.peek()).toBeNull();
      for (const subscriber of [before, producer.subscribe()]) {
        expect(await (await subscriber.recvGroup())?.readString()).toBe("a");
        expect(await subscriber.recvGroup()).toBeUndefined();
      }
    });

    it("that ends before anything was written ends its readers", async () => {
      const producer = track();
      const group = producer.subscribe().recvGroup();
      producer.close();
      expect(await group).toBeUndefined();
    });

    it("ends the groups that are open when it ends", async () => {
      const producer = track();
      const subscriber = producer.subscribe();
      const group = producer.appendGroup();
      group.writeString("a");
      const read = await subscriber.recvGroup();
      producer.close();
      expect(group.isClosed).toBe(true);
      expect(await read?.readString()).toBe("a");
      expect(await read?.readString()).toBeUndefined();
    });

    it("that breaks off fails its readers", async () => {
      const producer = track();
      const subscriber = producer.subscribe();
      const group = subscriber.recvGroup();
      producer.close(new Error("broken"));
      await expect(group).rejects.toThrow();
      expect(await subscriber.closed).toBeInstanceOf(Error);
      await expect(producer.subscribe().recvGroup()).rejects.toThrow("broken");
    });

    it("tells its properties once they are accepted", async () => {
      const producer = track();
      const info = producer.info();
      const asked = producer.subscribe().info();
      expect(producer.accept({ latencyMax: 50, priority: 3 })).toBe(producer);
      expect(await info).toMatchObject({ latencyMax: 50, priority: 3, timescale: 1000, ordered: false });
      expect(await asked).toMatchObject({ latencyMax: 50, priority: 3 });
      const never = track("never").info;
      const unknown = track();
      const rejected = unknown.info();
      unknown.close();
      await expect(rejected).rejects.toThrow();
      expect(never).toBeTypeOf("function");
    });

    it("takes groups under their own sequences, open or ended", async () => {
      const producer = track();
      const subscriber = producer.subscribe();
      const [ended, open] = [new Group.Producer(3), new Group.Producer(8)];
      ended.writeString("three");
      ended.close();
      open.writeString("eight");
      producer.writeGroup(ended);
      producer.writeGroup(open);
      expect(() => producer.writeGroup(new Group.Producer(3))).toThrow("duplicate");
      open.writeString("more");
      open.close();
      const first = await subscriber.nextGroup();
      expect([first?.sequence, await first?.readString(), await first?.readString()]).toEqual([
        3,
        "three",
        undefined,
      ]);
      const second = await subscriber.nextGroup();
      expect([second?.sequence, await second?.readString(), await second?.readString()]).toEqual([
        8,
        "eight",
        "more",
      ]);
      expect(await second?.readString()).toBeUndefined();
      expect(producer.appendGroup().sequence).toBe(9);
    });

    it("numbers datagrams with its groups", async () => {
      const producer = track();
      const subscriber = producer.subscribe();
      producer.appendGroup().close();
      expect(producer.appendDatagram(at(1), new Uint8Array([1]))).toBe(1);
      producer.writeDatagram({ sequence: 5, timestamp: at(2), payload: new Uint8Array([2]) });
      expect(producer.appendGroup().sequence).toBe(6);
      expect(await subscriber.recvDatagram()).toMatchObject({ sequence: 1, payload: new Uint8Array([1]) });
      expect(await subscriber.recvDatagram()).toMatchObject({ sequence: 5, payload: new Uint8Array([2]) });
      // What has come as a datagram is behind.
      expect((await subscriber.nextGroup())?.sequence).toBe(6);
    });

    it("knows what its subscribers want together", async () => {
      const producer = track();
      expect(producer.used.peek()).toBe(false);
      expect(producer.subscription.peek()).toBeUndefined();
      const one = producer.subscribe({ priority: 1, latencyMax: 100, startGroup: 5, endGroup: 9 });
      expect(producer.used.peek()).toBe(true);
      expect(producer.subscription.peek()).toMatchObject({ priority: 1, latencyMax: 100, startGroup: 5 });
      producer.accept();
      const two = producer.subscribe({ priority: 7, latencyMax: 50, startGroup: 2 });
      expect(producer.subscription.peek()).toMatchObject({ priority: 7, latencyMax: 100, startGroup: 2 });
      expect(producer.subscription.peek()?.endGroup).toBeUndefined();
      expect(two.subscription.peek()).toEqual({
        priority: 7,
        ordered: false,
        latencyMax: 50,
        startGroup: 2,
        endGroup: undefined,
      });
      two.close();
      await settle();
      expect(producer.subscription.peek()).toMatchObject({
        priority: 1,
        latencyMax: 100,
        startGroup: 5,
        endGroup: 9,
      });
      one.update({ priority: 4 });
      await settle();
      expect(producer.subscription.peek()).toMatchObject({ priority: 4 });
      const unused = producer.unused();
      one.close();
      await unused;
      expect(producer.used.peek()).toBe(false);
      expect(producer.subscription.peek()).toBeUndefined();
    });
  });

  describe("a subscriber", () => {
    it("takes what is there without waiting", async () => {
      const producer = track().accept();
      const subscriber = producer.subscribe();
      expect(subscriber.tryRecvGroup()).toBeUndefined();
      producer.writeString("a");
      expect(text(subscriber.tryRecvGroup()?.tryReadFrame()?.payload)).toBe("a");
      expect(subscriber.tryRecvGroup()).toBeUndefined();
      producer.close();
      expect(subscriber.tryRecvGroup()).toBeUndefined();
    });

    it("keeps to its bounds, and keeps what is above them", async () => {
      const producer = track().accept();
      const subscriber = producer.subscribe();
      for (let i = 0; i < 5; i++) producer.writeString(`${i}`);
      subscriber.startAt(1);
      subscriber.endAt(2);
      expect((await subscriber.recvGroup())?.sequence).toBe(1);
      expect((await subscriber.recvGroup())?.sequence).toBe(2);
      expect(subscriber.tryRecvGroup()).toBeUndefined();
      const waiting = subscriber.recvGroup();
      subscriber.endAt(3);
      expect((await waiting)?.sequence).toBe(3);
      subscriber.endAt();
      expect((await subscriber.recvGroup())?.sequence).toBe(4);
    });

    it("knows the newest frame, until it has received its group", async () => {
      const producer = track().accept();
      const subscriber = producer.subscribe();
      expect(subscriber.largest()).toBeUndefined();
      const first = producer.appendGroup();
      first.writeString("a");
      first.writeString("b");
      expect(subscriber.largest()).toEqual({ group: 0, frame: 1 });
      const second = producer.appendGroup();
      expect(subscriber.largest()).toEqual({ group: 0, frame: 1 });
      second.writeString("c");
      expect(subscriber.largest()).toEqual({ group: 1, frame: 0 });
      await subscriber.recvGroup();
      await subscriber.recvGroup();
      expect(subscriber.largest()).toBeUndefined();
    });

    it("has forks that read for themselves", async () => {
      const producer = track().accept();
      producer.writeString("a");
      const subscriber = producer.subscribe();
      const fork = subscriber.fork();
      expect(await fork.readString()).toBe("a");
      expect(await subscriber.readString()).toBe("a");
      fork.close();
      producer.writeString("b");
      expect(await subscriber.readString()).toBe("b");
    });

    it("reads frames across groups, and says where they are from", async () => {
      const producer = track().accept();
      const subscriber = producer.subscribe();
      const [first, second] = [producer.appendGroup(), producer.appendGroup()];
      first.writeFrame(frame("a", 1));
      second.writeFrame(frame("b", 2));
      expect(await subscriber.readFrameSequence()).toMatchObject({ group: 0, frame: 0 });
      // The first group has no frame ready: it is left for the second.
      expect(await subscriber.readFrameSequence()).toMatchObject({ group: 1, frame: 0 });
      first.writeFrame(frame("left behind"));
      const waiting = subscriber.readFrame();
      second.writeFrame(frame("c", 3));
      const read = await waiting;
      expect([text(read?.payload), read?.timestamp.asMillis()]).toEqual(["c", 3]);
      const next = subscriber.readJson();
      second.close();
      producer.writeJson([1]);
      expect(await next).toEqual([1]);
      producer.writeBool(false);
      expect(await subscriber.readBool()).toBe(false);
      producer.writeString("no boolean");
      await expect(subscriber.readBool()).rejects.toThrow();
      const end = subscriber.readFrame();
      producer.close();
      expect(await end).toBeUndefined();
    });
  });

  describe("a broadcast", () => {
    it("serves a track that was inserted, before and after the insertion", async () => {
      const producer = broadcast();
      const inserted = track("t").accept();
      inserted.writeString("before");
      producer.insertTrack(inserted);
      const subscriber = producer.consume().subscribe("t", { latencyMax: 5000 });
      expect(await subscriber.readString()).toBe("before");
      inserted.writeString("after");
      expect(await subscriber.readString()).toBe("after");
      inserted.close();
      expect(await subscriber.readString()).toBeUndefined();
    });

    it("serves a track that was inserted before its properties were known", async () => {
      const producer = broadcast();
      const inserted = track("t");
      producer.insertTrack(inserted);
      const subscriber = producer.consume().subscribe("t");
      const info = subscriber.info();
      inserted.accept({ priority: 9 });
      expect(await info).toMatchObject({ priority: 9 });
      inserted.writeString("a");
      expect(await subscriber.readString()).toBe("a");
    });

    it("tells the writer of an inserted track whether it is read", async () => {
      const producer = broadcast();
      const inserted = track("t").accept();
      producer.insertTrack(inserted);
      expect(inserted.used.peek()).toBe(false);
      const subscriber = producer.consume().subscribe("t", { priority: 3 });
      await subscriber.info();
      while (!inserted.used.peek()) await inserted.used.changed();
      const unused = inserted.unused();
      subscriber.close();
      await unused;
      expect(inserted.used.peek()).toBe(false);
    });

    it("has each name once, until the track is closed or removed", async () => {
      const producer = broadcast();
      const first = track("t").accept();
      producer.insertTrack(first);
      expect(() => producer.insertTrack(track("t"))).toThrow("duplicate");
      producer.removeTrack("t");
      producer.removeTrack("never there");
      const subscriber = producer.consume().subscribe("t");
      const request = await producer.requested();
      expect(request?.name).toBe("t");
      const served = request?.accept();
      served?.writeString("anew");
      expect(await subscriber.readString()).toBe("anew");
      served?.close();
    });

    it("makes a request for a track that is not there, with what is wanted", async () => {
      const producer = broadcast();
      const subscriber = producer.consume().subscribe("t", { priority: 5, latencyMax: 70 });
      const request = await producer.requested();
      expect(request?.subscription).toMatchObject({ priority: 5, latencyMax: 70 });
      expect(request?.priority).toBe(5);
      request?.reject(new Error("no"));
      await expect(subscriber.recvGroup()).rejects.toThrow();
    });

    it("tells requests through its readers too", async () => {
      const producer = broadcast();
      const consumer = producer.consume();
      const requested = consumer.requested();
      consumer.subscribe("t");
      expect((await requested)?.name).toBe("t");
      const end = consumer.requested();
      producer.close();
      expect(await end).toBeUndefined();
    });

    it("is read by its publisher too", async () => {
      const producer = broadcast();
      const created = producer.createTrack("t", { latencyMax: 1234 });
      created.writeString("a");
      expect(await producer.subscribe("t").readString()).toBe("a");
      expect(await producer.resolveTrackInfo("t")).toMatchObject({ latencyMax: 1234 });
      expect(await producer.track("t").subscribe().readString()).toBe("a");
      created.close();
    });

    it("has tracks by name that ask for nothing until they are asked", async () => {
      const producer = broadcast();
      const consumer = producer.consume();
      const created = producer.createTrack("t", { latencyMax: 60_000 });
      for (const value of ["zero", "one", "two"]) created.writeString(value);
      const named = consumer.track("t");
      expect(named.name).toBe("t");
      expect(created.used.peek()).toBe(false);
      expect(await named.info()).toMatchObject({ latencyMax: 60_000 });
      expect(await (await named.fetchGroup(1)).readString()).toBe("one");
      expect(await (await producer.fetchGroup("t", 0)).readString()).toBe("zero");
      const read = named.subscribe({ latencyMax: 60_000 });
      expect(await read.readString()).toBe("zero");
      created.close();
    });

    it("asks for the properties of a track that is not there", async () => {
      const producer = broadcast();
      const info = producer.consume().track("t").info();
      (await producer.requested())?.accept({ priority: 8 });
      expect(await info).toMatchObject({ priority: 8 });
    });
  });
});
