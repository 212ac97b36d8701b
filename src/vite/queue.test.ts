import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RebuildQueue } from "./queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A build that ends when it is told to. */
function gated() {
  const ends: (() => void)[] = [];
  const build = () => new Promise<void>((resolve) => ends.push(resolve));
  return {
    build,
    get started() {
      return ends.length;
    },
    /** Ends the build that runs, and lets what follows from it happen. */
    async end() {
      ends.at(-1)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test("a burst of changes is one build, after the last of them", async () => {
  const work = gated();
  const queue = new RebuildQueue(work.build, 100);
  for (let change = 0; change < 5; change++) {
    queue.changed();
    await vi.advanceTimersByTimeAsync(99);
  }
  expect(work.started).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(work.started).toBe(1);
  await work.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(work.started).toBe(1);
});

test("changes during a build are one more build, however many", async () => {
  const work = gated();
  const queue = new RebuildQueue(work.build, 100);
  const settled = vi.fn();
  queue.now().then(settled);
  for (let change = 0; change < 3; change++) {
    queue.changed();
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(work.started).toBe(1);
  await work.end();
  expect(work.started).toBe(2);
  expect(settled).not.toHaveBeenCalled();
  await work.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(work.started).toBe(2);
  expect(settled).toHaveBeenCalledOnce();
  expect(queue.running).toBe(false);
});

test("a change just before a build ends still waits for quiet, and is built", async () => {
  const work = gated();
  const queue = new RebuildQueue(work.build, 100);
  queue.now();
  queue.changed();
  await work.end();
  expect(work.started).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(work.started).toBe(2);
});

test("a closed queue waits for the build that runs, and starts none", async () => {
  const work = gated();
  const queue = new RebuildQueue(work.build, 100);
  queue.now();
  queue.now();
  queue.changed();
  const closed = vi.fn();
  queue.close().then(closed);
  await vi.advanceTimersByTimeAsync(1000);
  expect(closed).not.toHaveBeenCalled();
  await work.end();
  expect(closed).toHaveBeenCalledOnce();
  queue.changed();
  await queue.now();
  await vi.advanceTimersByTimeAsync(1000);
  expect(work.started).toBe(1);
});
