/** Clips: kept by who plays, opened again, and played on from. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ClipRecorder, decodeClip, encodeClip, frameCount, startClip } from "../emulator/clip/index.ts";
import { createGameBoy } from "../emulator/index.ts";
import { testCore } from "../emulator/testing/core.ts";
import { ClipPage, keep } from "./lib/clips.ts";
import { makeProbeRom, readPicture } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const END = "The end: every frame was as it was recorded";
const AUDIBLE = 0.005;

/** A clip of so many frames plays for long enough to be heard: four seconds. */
const HEARD_FRAMES = 240;

const clipPage = async () => new ClipPage(await stage.page("clip"));

/** As the page's picture is read: the brightness of each pixel. */
function brightnessOf(rgba: Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(pixel * 4, pixel * 4 + 3);
    return (red + green + blue) / 3;
  });
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

test("the last half minute of a game of ours is kept, opened, heard, and plays to its end as it was", {
  timeout: 120_000,
}, async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.openBundled(site, "paws", "/roms/too-many-paws.gb");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "paws");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.hold("start");
  await expect.poll(async () => (await host.players()).map(({ buttons }) => buttons)).toContain("Start");
  await viewer.release("start");
  await viewer.page.waitForTimeout(3_000);
  await viewer.page.keyboard.press("KeyC");
  let kept = await keep(viewer, "The last 30 seconds");
  const lengthFrames = () => frameCount(decodeClip(kept.file).runs);
  // Gathering begins with what gathers, which comes after the first picture, and goes on as fast as the game.
  const longer = async () => {
    if (lengthFrames() < HEARD_FRAMES) kept = await keep(viewer, "The last 30 seconds");
    return lengthFrames();
  };
  await expect.poll(longer, { interval: 1_000, timeout: 30_000 }).toBeGreaterThanOrEqual(HEARD_FRAMES);
  const { name, file } = kept;
  expect(name).toMatch(/^too-many-paws-\d{4}-\d\d-\d\d-\d{6}\.mqclip$/);
  await expect.poll(() => viewer.page.locator(".keep-said").textContent()).toMatch(/^Kept \d+ seconds? as /);
  // What is open is closed first; the game goes on behind it.
  await viewer.page.keyboard.press("Escape");
  await expect.poll(() => viewer.page.locator(".keep-menu:popover-open").count()).toBe(0);
  expect(await viewer.status()).toBe("Playing");

  const clip = await clipPage();
  await clip.open(site);
  await clip.choose(file, name);
  await expect.poll(() => clip.at()).toBeGreaterThan(20);
  await clip.page.locator(".console-title").click();
  const heard = async () => {
    // Four seconds may be over before there is a device to hear them by: once more from the beginning.
    if ((await clip.status()) === END) await clip.page.keyboard.press("KeyK");
    return clip.loudness();
  };
  await expect.poll(heard).toBeGreaterThan(AUDIBLE);
  await clip.setSpeed("fourfold");
  await expect.poll(() => clip.status(), { timeout: 60_000 }).toBe(END);
  expect(await clip.at()).toBe(frameCount(decodeClip(file).runs));
  await expect.poll(() => clip.loudness()).toBeLessThan(1e-4);
});

test("a late comer keeps the whole session, it verifies under Node, and a new game goes on from it", {
  timeout: 120_000,
}, async () => {
  const site = stage.site();
  const rom = makeProbeRom();
  const host = await stage.host();
  await host.hostFile(site, "long", rom);
  await expect.poll(() => host.status()).toBe("Live");
  for (let count = 1; count <= 3; count += 1) {
    await host.hold("a");
    await expect.poll(async () => (await host.reading())?.count).toBe(count);
    await host.release("a");
    await expect.poll(async () => (await host.reading())?.held).toBe(0);
  }
  const late = await stage.player("late");
  await late.open(site, "long");
  await expect.poll(() => late.status()).toBe("Playing");
  const seen = await host.pixels();
  if (!seen) throw new Error("the host shows nothing");
  const seenFrame = await late.frame();
  await expect.poll(() => late.frame()).not.toBe(seenFrame);
  await late.page.waitForTimeout(1_000);
  await late.page.getByRole("button", { name: "Keep a clip" }).click();
  const { name, file } = await keep(late, "The whole session");

  // Under Node: every hash is right, and among its pictures is the one that the host has shown.
  const core = await testCore();
  const decoded = decodeClip(file);
  expect(decoded.start.type).toBe("power-on");
  const player = startClip(decoded, { core, rom });
  let found = 0;
  while (player.step()) if (same(brightnessOf(player.emulator.rgba()), seen)) found = player.frame;
  expect(player.divergence).toBeUndefined();
  expect(found).toBeGreaterThan(0);
  expect(readPicture((x, y) => seen[y * 160 + x] ?? 0)?.count).toBe(3);

  // A game that is none of ours is asked for; another one is refused, and the right one plays.
  const clip = await clipPage();
  await clip.open(site);
  const damaged = file.slice();
  damaged[file.length >> 1] = (damaged[file.length >> 1] ?? 0) ^ 1;
  await clip.choose(damaged, "damaged.mqclip");
  await expect.poll(() => clip.problem()).toMatch(/That clip cannot be played.*damaged/);
  await clip.choose(file, name);
  await expect.poll(() => clip.page.getByText("This clip is of “PROBE”").count()).toBe(1);
  await clip.choose(makeProbeRom("OTHER"), "other.gb");
  await expect.poll(() => clip.problem()).toMatch(/This clip is of another game, “PROBE”/);
  await clip.choose(rom, "probe.gb");
  await expect.poll(() => clip.at()).toBeGreaterThan(0);

  // To a frame, and a frame on and back.
  await clip.page.keyboard.press("KeyK");
  await expect.poll(() => clip.status()).toBe("Paused");
  await clip.go(found);
  await expect.poll(async () => same((await clip.pixels()) ?? new Uint8Array(), seen)).toBe(true);
  await clip.page.keyboard.press("Period");
  await expect.poll(() => clip.at()).toBe(found + 1);
  await clip.page.keyboard.press("Comma");
  await expect.poll(() => clip.at()).toBe(found);
  await expect.poll(async () => same((await clip.pixels()) ?? new Uint8Array(), seen)).toBe(true);

  // From here on it is a game again, and what it begins with is this picture.
  await clip.page.getByLabel("Name it").fill("on from here");
  await clip.page.getByRole("button", { name: "Play on from here" }).click();
  await expect.poll(() => clip.status(), { timeout: 30_000 }).toBe("Live");
  const guest = await stage.player("guest");
  await guest.open(site, "on from here");
  await expect.poll(async () => (await guest.reading())?.count).toBe(3);
  await guest.hold("a");
  await expect.poll(async () => (await guest.reading())?.count).toBe(4);
  await guest.release("a");
  await guest.page.keyboard.press("KeyC");
  const next = decodeClip((await keep(guest, "The whole session")).file);
  expect(next.start).toMatchObject({ type: "state", frame: found });
  expect(same(brightnessOf(next.pictures[0]?.rgba ?? new Uint8ClampedArray()), seen)).toBe(true);
  expect(startClip(next, { core, rom }).verify()).toBeUndefined();
});

test("a game of a host that sends no recording is played as ever, and Keep says that there is nothing", async () => {
  const site = stage.site();
  const sender = await stage.harness();
  await sender.evaluate(({ relay, path }) => window.harness.broadcast.start(relay, path), {
    relay: site.relay,
    path: `${site.prefix}/game/foreign`,
  });
  const viewer = await stage.player("viewer");
  await viewer.open(site, "foreign");
  await expect.poll(() => viewer.status()).toBe("Playing");
  const said = () => viewer.page.locator(".keep-said").textContent();
  await viewer.page.getByRole("button", { name: "Keep a clip" }).click();
  await viewer.page.getByRole("button", { name: "The last 30 seconds" }).click();
  await expect
    .poll(said)
    .toMatch(/^Nothing of this game has been kept yet: .*Some hosts send no recording\.$/);
  await viewer.page.getByRole("button", { name: "The whole session" }).click();
  await expect.poll(said).toBe("The host of this game has sent no recording of it within 10 seconds.");
  expect(await viewer.status()).toBe("Playing");
  expect(stage.log(viewer.page).filter((line) => /^(error|pageerror|warning):/.test(line))).toEqual([]);
});

test("a clip that differs says where, with both pictures, and one by a link is fetched", async () => {
  const site = stage.site();
  const rom = makeProbeRom();
  const core = await testCore();
  const emulator = createGameBoy({ core, rom });
  const recorder = new ClipRecorder(emulator);
  for (let frame = 0; frame < 240; frame += 1) {
    emulator.step(frame === 100 ? 0x10 : 0);
    recorder.stepped(0);
  }
  recorder.mark("the end");
  const file = encodeClip(recorder.clip());

  const clip = await clipPage();
  await clip.page.route("**/shared/lost-press.mqclip", (route) =>
    route.fulfill({ body: Buffer.from(file), contentType: "application/octet-stream" }),
  );
  await clip.open(site, { url: "/shared/nothing.mqclip" });
  await expect.poll(() => clip.problem()).toMatch(/The clip is not there/);
  await clip.open(site, { url: "/shared/lost-press.mqclip" });
  await expect.poll(() => clip.page.getByText("This clip is of “PROBE”").count()).toBe(1);
  await clip.choose(rom, "probe.gb");
  await expect
    .poll(() => clip.status())
    .toMatch(/The picture of frame 10\d is not the one that was recorded \(with no button held\)/);
  expect(await clip.page.locator(".still canvas").count()).toBe(2);
  await clip.page.getByRole("button", { name: /0:04\.0 the end/ }).click();
  await expect.poll(() => clip.at()).toBe(240);
});

/** A site of somebody else's with one file. */
async function otherSite(file: Uint8Array, headers: Record<string, string>): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", ...headers });
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}/shared.mqclip`;
}

test("a clip on another site is played where that lets it be read, and one of another build names the build", async () => {
  const site = stage.site();
  const rom = makeProbeRom();
  const core = await testCore();
  const emulator = createGameBoy({ core, rom });
  for (let frame = 0; frame < 60; frame += 1) emulator.step(0);
  const recorder = new ClipRecorder(emulator);
  for (let frame = 0; frame < 60; frame += 1) {
    emulator.step(0);
    recorder.stepped(0);
  }
  const recorded = recorder.clip();

  const clip = await clipPage();
  await clip.open(site, { url: await otherSite(encodeClip(recorded), {}) });
  await expect.poll(() => clip.problem()).toMatch(/lets no other site read it\. Download it/);
  const open = { "access-control-allow-origin": "*" };
  await clip.open(site, { url: await otherSite(encodeClip(recorded), open) });
  await expect.poll(() => clip.page.getByText("This clip is of “PROBE”").count()).toBe(1);
  await clip.choose(rom, "probe.gb");
  await expect.poll(() => clip.status()).toBe(END);

  // A state has its build's hash in it, as the clip has.
  if (recorded.start.type !== "state") expect.unreachable();
  const state = Buffer.from(recorded.start.state);
  const at = state.indexOf(Buffer.from(core.hash, "hex"));
  expect(at).toBeGreaterThan(0);
  state.set(new Uint8Array(core.hash.length / 2).fill(0xab), at);
  const older = {
    ...recorded,
    coreHash: "ab".repeat(core.hash.length / 2),
    start: { ...recorded.start, state },
  };
  await clip.open(site);
  await clip.choose(encodeClip(older), "older.mqclip");
  await expect.poll(() => clip.page.getByText("This clip is of “PROBE”").count()).toBe(1);
  await clip.choose(rom, "probe.gb");
  await expect
    .poll(() => clip.problem())
    .toContain(
      `from a state of the emulator's build abababab, and this is ${core.hash.slice(0, 8)}: play it with that build`,
    );
});
