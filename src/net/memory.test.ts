/**
 * What is closed is given back: wasm's memory only grows, so what it has after the warm-up must do. (What a
 * track keeps of its past is another matter: moq-net keeps it for half a minute by the clock.)
 */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";
import init from "#bindgen";
import { Broadcast, Time } from "./index.ts";

const WARM_UP = 1_000;
const ROUNDS = 10_000;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const payload = new Uint8Array(2_000);
const timestamp = Time.Timestamp.fromMillis(1);

async function grown(round: (i: number) => Promise<void>): Promise<number> {
  // Initialized already: this only gives what there is.
  const memory = Object.values(await init()).find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new Error("wasm has no memory");
  for (let i = 0; i < WARM_UP; i++) await round(i);
  const before = memory.buffer.byteLength;
  for (let i = 0; i < ROUNDS; i++) await round(i);
  return memory.buffer.byteLength - before;
}

it("broadcasts, tracks, subscribers and groups that are closed leave nothing behind", async () => {
  const bytes = await grown(async (i) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    const track = producer.createTrack("t");
    const asked = consumer.subscribe("asked");
    const subscriber = consumer.subscribe("t");
    const group = track.appendGroup();
    group.writeFrame({ payload, timestamp });
    const read = await subscriber.nextGroup();
    if (i % 3 === 0) await read?.readFrame();
    else if (i % 3 === 1) await read?.readFrames();
    const waiting = read?.readFrame();
    // In one order and in the other.
    if (i % 2 === 0) group.close();
    read?.close();
    await waiting;
    const request = await producer.requested();
    if (i % 2 === 0) request?.reject();
    else request?.accept().close();
    subscriber.close();
    asked.close();
    group.close();
    track.close();
    consumer.close();
    producer.close();
  });
  expect(bytes).toBe(0);
}, 120_000);

it("subscribers that come and go leave nothing behind on a track that lasts", async () => {
  const producer = new Broadcast.Producer();
  const track = producer.createTrack("t");
  const consumer = producer.consume();
  track.writeFrame({ payload, timestamp });
  const bytes = await grown(async () => {
    const subscriber = consumer.subscribe("t");
    const group = await subscriber.nextGroup();
    await group?.readFrame();
    group?.close();
    subscriber.close();
    const clone = consumer.clone();
    clone.close();
  });
  expect(bytes).toBe(0);
  consumer.close();
  track.close();
  producer.close();
}, 120_000);

it("readers that are dropped without being closed leave nothing behind", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const producer = new Broadcast.Producer();
  const track = producer.createTrack("t");
  const consumer = producer.consume();
  const open = track.appendGroup();
  open.writeFrame({ payload, timestamp });
  const bytes = await grown(async (i) => {
    const subscriber = i % 2 === 0 ? track.subscribe() : consumer.subscribe("t");
    const group = await subscriber.recvGroup();
    // What watches the ends must not hold what it watches.
    group?.closed.peek();
    subscriber.closed.peek();
    consumer.clone();
    if (i % 100 === 0) {
      // What was looked at by a weak reference stays until the task is over.
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
  // When they are collected is the engine's to say: a page or two may come on top. Each that stayed is a KiB.
  expect(bytes).toBeLessThan(ROUNDS * 100);
  open.close();
  track.close();
  consumer.close();
  producer.close();
}, 120_000);
