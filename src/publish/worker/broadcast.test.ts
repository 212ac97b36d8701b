import { Catalog as NpmCatalog } from "@moq/hang";
import { describe, expect, it, onTestFinished } from "vitest";
import { Hang, Json } from "../../formats/index.ts";
import "../../net/index.ts";
import type { AudioSettings } from "../audio.ts";
import type { PictureShape } from "../catalog.ts";
import { h264Codec } from "../codecs.ts";
import { makeLadder, videoBitrate } from "../ladder.ts";
import { CaptureBroadcast } from "./broadcast.ts";

const AUDIO: AudioSettings = { sampleRate: 48_000, numberOfChannels: 2, bitrate: 96_000 };

const shape = (width: number, height: number, more: Partial<PictureShape> = {}): PictureShape => ({
  width,
  height,
  displayWidth: width,
  displayHeight: height,
  rotation: 0,
  flip: false,
  ...more,
});

const ladder = ({ width, height }: PictureShape) =>
  makeLadder({ width, height, framerate: 30 }).map((rung) => ({
    name: rung.name,
    settings: {
      width: rung.width,
      height: rung.height,
      framerate: rung.framerate,
      bitrate: videoBitrate(rung),
      keyframeInterval: 30,
      codec: h264Codec(rung.width, rung.height, rung.framerate),
    },
  }));

/** A broadcast, and every catalog that a subscriber is told. */
async function setup() {
  const broadcast = new CaptureBroadcast(() => {});
  const consumer = broadcast.producer.consume();
  const subscriber = consumer.subscribe(Hang.CATALOG_TRACK, { latencyMax: 60_000 });
  await subscriber.info();
  const catalogs: Hang.Catalog[] = [];
  const reading = (async () => {
    for (;;) {
      const group = await subscriber.nextGroup();
      if (!group) return;
      const decoder = new Json.Snapshot.Decoder();
      for (let count = 0; ; count++) {
        const frame = await group.readFrame();
        if (!frame) break;
        if (count === 0) decoder.snapshot(frame.payload);
        else decoder.delta(frame.payload);
        catalogs.push(Hang.CatalogSchema.parse(decoder.decode()));
      }
    }
  })();
  onTestFinished(async () => {
    broadcast.close();
    await reading.catch(() => {});
    consumer.close();
  });
  await expect.poll(() => catalogs.length).toBe(1);
  const sizes = (catalog = catalogs.at(-1)) =>
    Object.entries(catalog?.video?.renditions ?? {}).map(
      ([name, { codedWidth, codedHeight }]) => `${name} ${codedWidth}×${codedHeight}`,
    );
  return { broadcast, catalogs, sizes };
}

describe("the catalog of a capture", () => {
  it("is empty before there is anything, then names what there is, and what npm's @moq/hang reads", async () => {
    const { broadcast, catalogs, sizes } = await setup();
    expect(catalogs).toEqual([{}]);
    broadcast.setVideo(shape(1280, 720), ladder(shape(1280, 720)));
    broadcast.setAudio(AUDIO);
    await expect.poll(() => catalogs.length).toBe(3);
    expect(sizes()).toEqual(["video/source 1280×720", "video/360 640×360", "video/180 320×180"]);
    expect(catalogs.at(-1)?.video?.display).toEqual({ width: 1280, height: 720 });
    expect(catalogs.at(-1)?.audio?.renditions.audio).toMatchObject({ codec: "opus", sampleRate: 48_000 });
    expect(NpmCatalog.RootSchema.safeParse(catalogs.at(-1)).success).toBe(true);
  });

  it("is still while nothing in it changes", async () => {
    const { broadcast, catalogs } = await setup();
    broadcast.setVideo(shape(640, 360), ladder(shape(640, 360)));
    await expect.poll(() => catalogs.length).toBe(2);
    for (let i = 0; i < 50; i++) {
      broadcast.setVideo(shape(640, 360), ladder(shape(640, 360)));
      broadcast.clearAudio();
      broadcast.requestKeyframe();
      broadcast.stats();
    }
    // What comes last shows that nothing came before it.
    broadcast.setAudio(AUDIO);
    await expect.poll(() => catalogs.at(-1)?.audio).toBeDefined();
    for (let i = 0; i < 50; i++) broadcast.setAudio({ ...AUDIO });
    broadcast.clearAudio();
    await expect.poll(() => catalogs.at(-1)?.audio).toBeUndefined();
    expect(catalogs.length).toBe(4);
  });

  it("has another config for a source that is turned or changes its size, under the same names", async () => {
    const { broadcast, catalogs, sizes } = await setup();
    broadcast.setVideo(shape(1280, 720), ladder(shape(1280, 720)));
    await expect.poll(() => catalogs.length).toBe(2);
    broadcast.setVideo(shape(720, 1280), ladder(shape(720, 1280)));
    await expect.poll(() => catalogs.length).toBe(3);
    expect(sizes()).toEqual(["video/source 720×1280", "video/360 360×640", "video/180 180×320"]);
    expect(catalogs.at(-1)?.video?.display).toEqual({ width: 720, height: 1280 });

    const turned = shape(720, 1280, { displayWidth: 1280, displayHeight: 720, rotation: 90, flip: true });
    broadcast.setVideo(turned, ladder(turned));
    await expect.poll(() => catalogs.length).toBe(4);
    expect(catalogs.at(-1)?.video).toMatchObject({
      rotation: 90,
      flip: true,
      display: { width: 1280, height: 720 },
    });
  });

  it("loses what is gone, and has it again under its name when it is back", async () => {
    const { broadcast, catalogs, sizes } = await setup();
    broadcast.setVideo(shape(640, 360), ladder(shape(640, 360)));
    await expect.poll(() => sizes().length).toBe(2);
    broadcast.clearVideo();
    await expect.poll(() => catalogs.at(-1)).toEqual({});
    broadcast.setVideo(shape(640, 360), ladder(shape(640, 360)));
    await expect.poll(() => sizes().length).toBe(2);
    expect(broadcast.stats().map(({ name, watched }) => [name, watched])).toEqual([
      ["video/source", false],
      ["video/180", false],
    ]);
  });
});
