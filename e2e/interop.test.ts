/** Our games through npm's `@moq/net` and `@moq/json`, and its commands in our games. */
import { Snapshot } from "@moq/json";
import * as Moq from "@moq/net";
import { expect, inject, onTestFinished, test } from "vitest";
import { gamePath, viewerPath } from "../src/arcade/name.ts";
import { reading } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { AUDIBLE } from "./lib/publish.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** What this reads of a catalog. */
interface Catalog {
  video?: { renditions: Record<string, object>; display?: object };
  audio?: { renditions: Record<string, object> };
}

async function connect(): Promise<Moq.Connection.Established> {
  const connection = await Moq.Connection.connect(new URL(inject("relay")));
  onTestFinished(() => connection.close());
  return connection;
}

test("npm's @moq/net reads a game's catalog, status and video", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "interop", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const connection = await connect();
  const broadcast = connection.consume(Moq.Path.from(gamePath(site.prefix, "interop")));

  const catalogs = new Snapshot.Consumer<Catalog>(broadcast.subscribe("catalog.json"));
  const { video, audio } = (await catalogs.next()) ?? {};
  const [name = "", rendition] = Object.entries(video?.renditions ?? {})[0] ?? [];
  expect(rendition).toMatchObject({ codec: expect.stringMatching(/^avc1\./), container: { kind: "legacy" } });
  expect(video?.display).toEqual({ width: 160, height: 144 });
  expect(Object.values(audio?.renditions ?? {})[0]).toMatchObject({ codec: "opus", sampleRate: 48_000 });

  const states = new Snapshot.Consumer<{ buttons: string[] }>(broadcast.subscribe("status"));
  expect(await states.next()).toMatchObject({ buttons: [] });

  const track = broadcast.subscribe(name, { latencyMax: 2_000 });
  const timesUs: number[] = [];
  while (timesUs.length < 90) {
    const group = await track.nextGroup();
    if (!group) break;
    for (let first = true; ; first = false) {
      const frame = await group.readFrame();
      if (!frame) break;
      const [timeUs, picture] = Moq.Varint.decode(frame.payload);
      // Each group starts with what a decoder can start with: parameters, and a whole picture.
      if (first) expect([0x67, 0x09]).toContain((picture[4] ?? 0) & 0x7f);
      expect(frame.timestamp.asMicros()).toBe(timeUs);
      timesUs.push(timeUs);
    }
  }
  const steps = timesUs.slice(1).map((timeUs, i) => timeUs - (timesUs[i] ?? 0));
  // A Game Boy's frame, to the microsecond; a picture may be left out, and none comes twice.
  for (const step of steps)
    expect(Math.abs(step / 16_742.7 - Math.round(step / 16_742.7))).toBeLessThan(0.001);
  expect(Math.min(...steps)).toBeGreaterThan(16_000);
});

test("npm's @moq/watch plays a game, with its sound", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "watched", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const page = await stage.harness();
  await page.evaluate(({ relay, path }) => window.harness.playWithNpm(relay, path), {
    relay: site.relay,
    path: gamePath(site.prefix, "watched"),
  });
  const frame = async () => (await reading(page, "canvas.npm"))?.frame;
  await expect.poll(frame).toBeDefined();
  const first = await frame();
  await expect.poll(frame).not.toBe(first);
  await page.mouse.click(5, 5);
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await host.hold("a");
  await expect.poll(async () => (await reading(page, "canvas.npm"))?.count).toBe(1);
});

test("a viewer that speaks as npm's @moq/boy does holds buttons in our game", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "boy", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const connection = await connect();
  const viewer = new Moq.Broadcast.Producer();
  connection.publish(Moq.Path.from(viewerPath(site.prefix, "boy", "npm")), viewer);
  const tracks: Moq.Track.Producer[] = [];
  void (async () => {
    for (;;) {
      const request = await viewer.requested();
      if (!request) return;
      if (request.name === "command") tracks.push(request.accept());
      else request.reject();
    }
  })();
  const open = () => tracks.filter((track) => track.closed.peek() === undefined);
  const command = (held: string[]) => {
    for (const track of open()) track.writeJson({ type: "buttons", buttons: held });
  };
  await expect.poll(async () => (await host.players()).map(({ name }) => name)).toContain("npm");
  await expect.poll(() => open().length).toBeGreaterThan(0);
  command(["left", "a"]);
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.left | HELD_BITS.a);
  command([]);
  await expect.poll(async () => (await host.reading())?.held).toBe(0);
  command(["b"]);
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.b);
  viewer.close();
  await expect.poll(async () => (await host.reading())?.held).toBe(0);
});

test("a game's catalog is told once, whoever comes, goes, pauses or plays meanwhile", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "still", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const connection = await connect();
  const broadcast = connection.consume(Moq.Path.from(gamePath(site.prefix, "still")));
  const track = broadcast.subscribe("catalog.json", { latencyMax: 60_000 });
  const frames: string[] = [];
  const read = async (group: Moq.Group.Consumer) => {
    for (let frame = await group.readFrame(); frame; frame = await group.readFrame())
      frames.push(new TextDecoder().decode(frame.payload));
  };
  const done = (async () => {
    for (let group = await track.nextGroup(); group; group = await track.nextGroup())
      read(group).catch((error: unknown) => frames.push(`lost: ${error}`));
  })();
  await expect.poll(() => frames.length).toBe(1);

  for (const name of ["ada", "bob"]) {
    const viewer = await stage.player(name);
    await viewer.open(site, "still");
    await expect.poll(() => viewer.status()).toBe("Playing");
    await viewer.page.locator(".console-title").click();
    await expect.poll(() => viewer.loudness()).toBeGreaterThan(AUDIBLE);
    await viewer.hold("a");
    await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.a);
    await viewer.page.close();
    // Nobody watches, though the catalog is read all the while.
    await expect.poll(() => host.status(), { timeout: 30_000 }).toBe("Paused: nobody is watching");
  }
  const lobby = await stage.lobby();
  await lobby.open(site);
  await expect.poll(() => host.status()).toBe("Live");
  await host.hold("b");
  await expect.poll(async () => (await lobby.reading())?.held).toBe(HELD_BITS.b);

  expect(frames).toHaveLength(1);
  track.close();
  await done;
});
