import * as Theirs from "@moq/net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { consumerOf } from "./announce/consumer.ts";
import { Queue, type Source } from "./announce/queue.ts";
import * as Ours from "./index.ts";

const event = (path: string, active = true): Ours.Announce.Event => ({ path: Ours.Path.from(path), active });

describe("a queue of announcements", () => {
  it("gives what was pushed before and after it was asked, in order", async () => {
    const queue = new Queue();
    queue.push(event("a"));
    queue.push(event("b"));
    const reads = [queue.next(), queue.next(), queue.next(), queue.next()];
    queue.push(event("c"));
    queue.push(event("c", false));
    expect(await Promise.all(reads)).toEqual([event("a"), event("b"), event("c"), event("c", false)]);
  });

  it("ends what waits when it is closed, and takes nothing after", async () => {
    const queue = new Queue();
    const waiting = [queue.next(), queue.next()];
    queue.close();
    queue.push(event("late"));
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(await queue.next()).toBeUndefined();
  });

  it("drops what it holds at its end", async () => {
    const queue = new Queue();
    queue.push(event("a"));
    queue.close();
    expect(await queue.next()).toBeUndefined();
  });

  it("tells its end once", () => {
    let ends = 0;
    const queue = new Queue(() => ends++);
    queue.close();
    queue.close();
    expect(ends).toBe(1);
  });
});

describe("a reader of announcements", () => {
  it("ends with its source, and closes it", async () => {
    let ends = 0;
    const queue = new Queue(() => ends++);
    const consumer = consumerOf(queue, Ours.Path.from("games"));
    expect(consumer.prefix).toBe("games");
    queue.push(event("a"));
    expect(await consumer.next()).toEqual(event("a"));
    queue.close();
    expect(await consumer.next()).toBeUndefined();
    expect(await consumer.closed).toBeNull();
    expect(await consumer.next()).toBeUndefined();
    expect(ends).toBe(1);
  });

  it("ends what waits when it is closed", async () => {
    const consumer = consumerOf(new Queue());
    const waiting = consumer.next();
    consumer.close();
    consumer.close();
    expect(await waiting).toBeUndefined();
    expect(await consumer.closed).toBeNull();
  });

  it("fails with its source, and is closed with the reason", async () => {
    let closed = 0;
    const source: Source = {
      next: () => Promise.reject(new Error("the session ended")),
      close: () => {
        closed++;
      },
    };
    const consumer = consumerOf(source);
    await expect(consumer.next()).rejects.toThrow("the session ended");
    expect(await consumer.closed).toMatchObject({ message: "the session ended" });
    await expect(consumer.next()).rejects.toThrow("the session ended");
    expect(closed).toBe(1);
  });
});

type Library = Pick<typeof Ours, "Announce" | "Broadcast" | "Path">;

/** Lets what is on its way in this process arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe.each<[string, Library]>([
  ["npm's", Theirs as unknown as Library],
  ["ours", Ours],
])("%s", (_name, { Announce, Broadcast, Path }) => {
  describe("a stream of announcements", () => {
    it("is told in order, waiting or not", async () => {
      const producer = new Announce.Producer(Path.from("games"));
      const consumer = producer.consume();
      expect([producer.prefix, consumer.prefix]).toEqual(["games", "games"]);
      producer.append(event("a"));
      expect(await consumer.next()).toEqual(event("a"));
      const waiting = consumer.next();
      producer.append(event("a", false));
      expect(await waiting).toEqual(event("a", false));
    });

    it("ends for both where either closes it, and drops what was not read", async () => {
      for (const side of ["producer", "consumer"] as const) {
        const producer = new Announce.Producer();
        const consumer = producer.consume();
        producer.append(event("a"));
        (side === "producer" ? producer : consumer).close();
        expect([producer.closed.peek(), consumer.closed.peek()]).toEqual([null, null]);
        expect(await consumer.next()).toBeUndefined();
        expect(() => producer.append(event("b"))).toThrow("announcements are closed");
        producer.close(new Error("too late"));
        expect(await consumer.closed).toBeNull();
      }
    });

    it("fails its reader with the error that it was closed with, every time", async () => {
      const producer = new Announce.Producer();
      const consumer = producer.consume();
      const waiting = consumer.next();
      const error = new Error("broken");
      producer.close(error);
      await expect(waiting).rejects.toBe(error);
      await expect(consumer.next()).rejects.toBe(error);
      expect(consumer.closed.peek()).toBe(error);
    });
  });

  describe("a broadcast that may come", () => {
    /** A session that announces what it is told to, and has whatever it is asked for. */
    function session(discovery = true) {
      const announced = new Announce.Producer();
      const ended = Promise.withResolvers<void>();
      const served = new Broadcast.Producer();
      const connection = {
        discovery,
        closed: ended.promise,
        announced: () => announced.consume(),
        consume: () => served.consume(),
      } as unknown as Ours.Connection.Established;
      return { announced, connection, ended, served };
    }

    it("is there while it is announced, and not for what is announced below it", async () => {
      const { announced, connection } = session();
      const watched = new Announce.Broadcast({ connection, path: Path.from("game") });
      expect(watched.path).toBe("game");
      announced.append(event("below"));
      await settle();
      expect(watched.active.peek()).toBeUndefined();
      announced.append(event(""));
      await settle();
      const first = watched.active.peek();
      expect(first).toBeDefined();
      // Announced again, it is the same.
      announced.append(event(""));
      await settle();
      expect(watched.active.peek()).toBe(first);
      announced.append(event("", false));
      await settle();
      expect(watched.active.peek()).toBeUndefined();
      announced.append(event(""));
      await settle();
      expect(watched.active.peek()).toBeDefined();
      watched.close();
      watched.close();
      expect(watched.active.peek()).toBeUndefined();
      expect(announced.closed.peek()).toBeNull();
    });

    it("goes with its session, and comes with the next", async () => {
      const [one, two] = [session(), session()];
      const connection = new Ours.Signals.Signal<Ours.Connection.Established | undefined>(undefined);
      const watched = new Announce.Broadcast({ connection, path: Path.from("game") });
      for (const { announced, connection: current } of [one, two]) {
        connection.set(current);
        announced.append(event(""));
        await settle();
        expect(watched.active.peek()).toBeDefined();
        connection.set(undefined);
        await settle();
        expect(watched.active.peek()).toBeUndefined();
      }
      watched.close();
    });

    it("is gone where the announcements fail, which is warned of", async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      onTestFinished(() => warn.mockRestore());
      const { announced, connection } = session();
      const watched = new Announce.Broadcast({ connection, path: Path.from("game") });
      announced.append(event(""));
      await settle();
      announced.close(new Error("reset"));
      await settle();
      expect(watched.active.peek()).toBeUndefined();
      expect(warn).toHaveBeenCalledTimes(1);
      watched.close();
    });

    it("is taken to be there where nothing is announced, until the session ends; with one warning", async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      onTestFinished(() => warn.mockRestore());
      const { connection, ended } = session(false);
      const watched = [1, 2].map(() => new Announce.Broadcast({ connection, path: Path.from("game") }));
      await settle();
      for (const { active } of watched) expect(active.peek()).toBeDefined();
      expect(warn).toHaveBeenCalledTimes(1);
      ended.resolve();
      await settle();
      for (const { active } of watched) expect(active.peek()).toBeUndefined();
      for (const handle of watched) handle.close();
    });
  });
});
