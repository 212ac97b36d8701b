import { describe, expect, it } from "vitest";
import { Queue } from "./announce.ts";
import { Announce, Path } from "./index.ts";

const event = (path: string, active = true): Announce.Event => ({ path: Path.from(path), active });

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

  it("gives what it holds before its end", async () => {
    const queue = new Queue();
    queue.push(event("a"));
    queue.close();
    expect(await queue.next()).toEqual(event("a"));
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
    const consumer = new Announce.Consumer(queue, Path.from("games"));
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
    const consumer = new Announce.Consumer(new Queue());
    const waiting = consumer.next();
    consumer.close();
    consumer.close();
    expect(await waiting).toBeUndefined();
    expect(await consumer.closed).toBeNull();
  });

  it("fails with its source, and is closed with the reason", async () => {
    let closed = 0;
    const source: Announce.Source = {
      next: () => Promise.reject(new Error("the session ended")),
      close: () => {
        closed++;
      },
    };
    const consumer = new Announce.Consumer(source);
    await expect(consumer.next()).rejects.toThrow("the session ended");
    expect(await consumer.closed).toMatchObject({ message: "the session ended" });
    expect(await consumer.next()).toBeUndefined();
    expect(closed).toBe(1);
  });
});
