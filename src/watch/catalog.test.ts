import { expect, test } from "vitest";
import type { Hang } from "../formats/index.ts";
import { Broadcast } from "../net/lite.ts";
import { followCatalog } from "./catalog.ts";

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
