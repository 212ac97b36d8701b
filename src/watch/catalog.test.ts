import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import type { Hang } from "../formats/index.ts";
import { Deflater } from "../formats/json/deflate.ts";
import { Broadcast, Time, type Track } from "../net/lite.ts";
import { type CatalogFormat, followCatalog } from "./catalog.ts";

/** What is loaded comes when this does. */
const code = vi.hoisted(() => ({ asked: 0, arrival: Promise.resolve() }));
const arrives = vi.hoisted(() => async () => {
  code.asked++;
  await code.arrival;
});

vi.mock("./formats.ts", async (original) => {
  const formats = await original<typeof import("./formats.ts")>();
  const loadFormats = async (...given: Parameters<typeof formats.loadFormats>) => {
    await arrives();
    return formats.loadFormats(...given);
  };
  return { ...formats, loadFormats };
});

vi.mock("../formats/plain.ts", async (original) => {
  const plain = await original<typeof import("../formats/plain.ts")>();
  return { ...plain, Json: { ...plain.Json, loadDeflate: arrives } };
});

afterEach(() => {
  vi.useRealTimers();
  code.arrival = Promise.resolve();
});

test("a catalog that does not come is asked for again", { timeout: 20_000 }, async () => {
  const producer = new Broadcast.Producer();
  const catalogs: Hang.Catalog[] = [];
  const closing = new AbortController();
  const followed = followCatalog(
    producer.consume(),
    "hang",
    1_000,
    closing.signal,
    (catalog) => {
      catalogs.push(catalog);
    },
    (sentence) => expect.unreachable(sentence),
  );
  const lost = (await producer.requested())?.accept();
  await lost?.unused();
  lost?.close();
  const told = (await producer.requested())?.accept();
  told?.writeString(JSON.stringify({ video: { renditions: {} } }));
  await expect.poll(() => catalogs.length).toBe(1);

  // Once there is one, its track is left alone, however long nothing follows.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(told?.used.peek()).toBe(true);
  told?.writeString(JSON.stringify({ audio: { renditions: {} } }));
  await expect.poll(() => catalogs.length).toBe(2);
  closing.abort();
  await followed;
  told?.close();
  producer.close();
});

test("a catalog that is not as most are is read by what is loaded for it", async () => {
  const producer = new Broadcast.Producer();
  const catalogs: Hang.Catalog[] = [];
  const closing = new AbortController();
  const refuse = (sentence: string) => expect.unreachable(sentence);
  const followed = followCatalog(
    producer.consume(),
    "hang",
    1_000,
    closing.signal,
    (catalog) => {
      catalogs.push(catalog);
    },
    refuse,
  );
  const track = (await producer.requested())?.accept();
  const video = { renditions: { v: { codec: "vp8", container: { kind: "tape" } }, w: { codec: 1 } } };
  track?.writeString(JSON.stringify({ video }));
  await expect.poll(() => catalogs.length).toBe(1);
  const { v, w } = catalogs[0]?.video?.renditions ?? {};
  expect(v?.container.kind).toBe("unknown");
  expect(w).toBeUndefined();
  closing.abort();
  await followed;
  track?.close();
  producer.close();
});

const ODD = { video: { renditions: { v: { codec: "vp8", container: { kind: "tape" } } } } };
const MSF = {
  version: 1,
  tracks: [{ name: "v", packaging: "loc", isLive: true, role: "video", codec: "vp8" }],
};

const deflated = (json: unknown) => new Deflater().frame(new TextEncoder().encode(JSON.stringify(json)));

test.each<[CatalogFormat, (track: Track.Producer) => void]>([
  ["hang", (track) => track.writeJson(ODD)],
  ["hangz", (track) => track.writeFrame({ payload: deflated(ODD), timestamp: Time.Timestamp.fromMillis(0) })],
  ["msf", (track) => track.writeJson(MSF)],
])("%s: code that is long in coming is no reason to ask for the catalog again", async (format, write) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { promise, resolve: arrive } = Promise.withResolvers<void>();
  Object.assign(code, { asked: 0, arrival: promise });
  const producer = new Broadcast.Producer();
  const reader = producer.consume();
  const subscribe = vi.spyOn(reader, "subscribe");
  const catalogs: Hang.Catalog[] = [];
  const closing = new AbortController();
  const followed = followCatalog(
    reader,
    format,
    1_000,
    closing.signal,
    (catalog) => {
      catalogs.push(catalog);
    },
    (sentence) => expect.unreachable(sentence),
  );
  const track = (await producer.requested())?.accept();
  if (!track) throw new Error("nobody asked for the catalog");
  onTestFinished(() => {
    for (const handle of [track, reader, producer]) handle.close();
  });
  write(track);
  await expect.poll(() => code.asked).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(subscribe).toHaveBeenCalledOnce();
  arrive();
  await expect.poll(() => catalogs.length).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(subscribe).toHaveBeenCalledOnce();
  expect(catalogs.length).toBe(1);
  closing.abort();
  await followed;
});
