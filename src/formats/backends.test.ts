/** hang's and MSF's catalogs and hang's containers over three kinds of tracks; json/backends.test.ts has JSON's own. */
import { describe, expect, it } from "vitest";
import { Hang, Json, Msf } from "./index.ts";
import { BACKENDS, open } from "./testing/backends.ts";
import { Random } from "./testing/index.ts";
import { now } from "./track.ts";

const CATALOG: Hang.Catalog = {
  video: {
    renditions: {
      v: { codec: "vp8", container: { kind: "legacy" }, codedWidth: 2 },
      w: { codec: "vp8", container: { kind: "unknown", raw: { kind: "tape" } } },
    },
  },
  audio: {
    renditions: { a: { codec: "opus", container: { kind: "loc" }, sampleRate: 48_000, numberOfChannels: 2 } },
  },
};

const INIT = Hang.Cmaf.encodeAudioInit({
  codec: "opus",
  container: { kind: "legacy" },
  sampleRate: 48_000,
  numberOfChannels: 2,
});

const CONTAINERS: Hang.Container[] = [
  { kind: "legacy" },
  { kind: "loc" },
  { kind: "cmaf", init: Buffer.from(INIT).toString("base64") },
];

describe.each(BACKENDS)("over %s tracks", (name) => {
  it.each([false, true])("hang's catalog goes there and back, with DEFLATE %j", async (compression) => {
    const { track, subscribe } = open(name);
    await Json.loadDeflate();
    const producer = new Json.Snapshot.Producer({ track, schema: Hang.writeCatalog, compression });
    const consumer = new Json.Snapshot.Consumer(subscribe(), { schema: Hang.readCatalog, compression });
    producer.update(CATALOG);
    expect(await consumer.next()).toEqual({ catalog: CATALOG, problems: [] });
    producer.update({ ...CATALOG, audio: undefined });
    expect(await consumer.next()).toEqual({ catalog: { video: CATALOG.video }, problems: [] });
    expect(() => producer.update({ video: {} } as Hang.Catalog)).toThrow("cannot be published");
  });

  it("a catalog that changes shape is told of, and read again once it is one", async () => {
    const { track, subscribe } = open(name);
    const producer = new Json.Snapshot.Producer<unknown>({ track });
    const consumer = new Json.Snapshot.Consumer(subscribe(), { schema: Hang.readCatalog });
    producer.update([1]);
    await expect(consumer.next()).rejects.toMatchObject({ name: "FormatError", reason: "malformed" });
    producer.update({ video: 7 });
    expect(await consumer.next()).toMatchObject({ catalog: {}, problems: [{ path: ["video"] }] });
    producer.update(Hang.writeCatalog(CATALOG));
    expect(await consumer.next()).toEqual({ catalog: CATALOG, problems: [] });
  });

  it("MSF's catalog goes there and back, a frame a group", async () => {
    const { track, subscribe } = open(name);
    const producer = new Json.Snapshot.Producer({ track, schema: Msf.writeCatalog, deltaRatio: 0 });
    const catalogs = new Json.Snapshot.Consumer(subscribe(), { schema: Msf.readCatalog });
    const groups = subscribe();
    for (const tracks of [Msf.fromHang(CATALOG).catalog.tracks, []]) {
      producer.update({ tracks });
      expect(await catalogs.next()).toEqual({ catalog: { tracks }, problems: [] });
      const group = await groups.nextGroup();
      expect((await group?.readFrame())?.payload).toEqual(Msf.encodeCatalog({ tracks }));
      expect(await group?.readFrame()).toBeUndefined();
    }
  });

  it.each(CONTAINERS)("frames in the container $kind go there and back", async (container) => {
    const { track, subscribe } = open(name);
    const format = Hang.formatOf(container);
    const random = new Random(81);
    const frames = Array.from({ length: 50 }, (_, i) => ({
      timestampUs: i * 16_743,
      keyframe: i % 10 === 0,
      data: random.bytes(1 + random.below(100)),
    }));
    const reader = subscribe();
    let writing = track.appendGroup();
    for (const { data, ...info } of frames) {
      if (info.keyframe && info.timestampUs > 0) {
        writing.close();
        writing = track.appendGroup();
      }
      writing.writeFrame({ payload: format.encode(data, info), timestamp: now() });
    }
    writing.close();
    track.close();
    const read: object[] = [];
    for (let group = await reader.nextGroup(); group; group = await reader.nextGroup()) {
      for (let frame = await group.readFrame(); frame; frame = await group.readFrame())
        read.push(
          ...format.decode(frame.payload).map(({ timestampUs, data }) => ({ timestampUs, data: [...data] })),
        );
    }
    expect(read).toEqual(frames.map(({ timestampUs, data }) => ({ timestampUs, data: [...data] })));
  });
});
