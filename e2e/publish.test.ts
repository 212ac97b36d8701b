/** A camera and a microphone, sent from /publish and received elsewhere. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Watched } from "./harness/viewer.ts";
import { launchBrowser } from "./lib/browser.ts";
import { brightness, difference } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { AUDIBLE, FAKE_DEVICES, movesAndSounds, SendPage, Watching, waitedMs, watch } from "./lib/publish.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser(FAKE_DEVICES);
});
afterAll(() => browser?.close());

const isGrowing = (times: number[]) => times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0));

test("a camera and a microphone are seen and heard elsewhere, and encoded for somebody only", async () => {
  const site = stage.site();
  const sending = await SendPage.live(stage, site, browser);

  // It is captured, and offered, and nobody is there.
  await expect.poll(async () => (await sending.stats())?.renditions.length).toBe(4);
  await expect.poll(async () => (await sending.stats())?.framesPerSecond).toBeGreaterThan(15);
  expect(await sending.encoded()).toEqual({ "video/source": 0, "video/360": 0, "video/180": 0, audio: 0 });
  expect(await sending.status()).toMatch(/nobody is watching/);

  const viewer = await stage.harness();
  const isEnough = (seen: Watched) =>
    seen.pictures > 60 && seen.groupsUs.length > 2 && movesAndSounds(30)(seen);
  const seen = await watch(viewer, site.relay, sending.name, isEnough);
  expect(waitedMs(seen)).toBeLessThan(1_000);
  expect(seen.sizes).toEqual(["1280×720"]);

  // Times grow.
  expect(isGrowing(seen.videoUs)).toBe(true);
  expect(isGrowing(seen.audioUs)).toBe(true);
  for (const groupUs of seen.groupsUs) expect(groupUs).toBeLessThan(1_500_000);

  // The catalog stood still, and only what was watched was encoded.
  expect(seen.catalogs.length).toBe(1);
  // Told once a second.
  await expect.poll(async () => (await sending.encoded())["video/source"]).toBeGreaterThan(60);
  expect(await sending.encoded()).toMatchObject({ "video/360": 0, "video/180": 0 });

  // And no longer than that.
  await expect.poll(() => sending.status()).toMatch(/nobody is watching/);
  const still = await sending.encoded();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await sending.encoded()).toEqual(still);

  const isCompared = ({ pictures, audioUs }: Watched) => pictures > 30 && audioUs.length > 50;
  const small = await watch(viewer, site.relay, sending.name, isCompared, { rendition: "video/180" });
  expect(small.sizes).toEqual(["320×180"]);
  // One clock: what was captured together has one time. By the quickest of each, and in the size that is encoded
  // quickest, so that it is the clocks that are measured.
  const apartMs = (small.videoLagUs - small.audioLagUs) / 1000;
  expect(Math.abs(apartMs)).toBeLessThan(200);
  expect((await sending.encoded())["video/source"]).toBe(still["video/source"]);
});

test("who comes late has a picture within a second, beside who is there", async () => {
  const site = stage.site();
  const sending = await SendPage.live(stage, site, browser);
  await expect.poll(async () => (await sending.stats())?.renditions.length).toBe(4);
  const [first, second] = [await stage.harness(), await stage.harness()];
  const early = await Watching.begin(first, site.relay, sending.name, { isDeaf: true });
  const { moved } = await early.until(({ groupsUs }) => groupsUs.length > 2);
  const late = await watch(second, site.relay, sending.name, ({ moved }) => moved > 10, { isDeaf: true });
  expect(waitedMs(late)).toBeLessThan(1_000);
  await early.until((seen) => seen.moved > moved + 10);
});

test("npm's @moq/watch plays it", async () => {
  const site = stage.site();
  const { name } = await SendPage.live(stage, site, browser);
  const viewer = await stage.harness();
  await viewer.evaluate(({ relay, name }) => window.harness.playWithNpm(relay, name), {
    relay: site.relay,
    name,
  });
  await viewer.mouse.click(5, 5);
  const moves = async () => {
    const before = await brightness(viewer, "canvas.npm");
    await new Promise((resolve) => setTimeout(resolve, 400));
    const after = await brightness(viewer, "canvas.npm");
    return before && after ? difference(before, after) : 0;
  };
  await expect.poll(moves).toBeGreaterThan(0);
  await expect.poll(() => loudness(viewer)).toBeGreaterThan(AUDIBLE);
});

test("what is muted is silence, in the same catalog", async () => {
  const site = stage.site();
  const sending = await SendPage.live(stage, site, browser);
  await sending.press("Mute");
  const viewer = await stage.harness();
  // Three seconds of it.
  const isEnough = ({ audioUs, moved }: Watched) => audioUs.length > 150 && moved > 10;
  const seen = await watch(viewer, site.relay, sending.name, isEnough);
  expect(seen.loudest).toBeLessThan(1e-4);
  const [first, ...others] = seen.catalogs;
  for (const catalog of others) expect(catalog).toEqual(first);
});

test("the page does nothing for a picture, and lets all of it go when it stops", async () => {
  const site = stage.site();
  const sending = await SendPage.open(stage, site, browser);
  const { page } = sending;
  await page.evaluate(() => {
    const counted = { frames: 0, messages: 0 };
    Object.assign(window, { counted });
    const Original = VideoFrame;
    window.VideoFrame = class extends Original {
      constructor(...args: ConstructorParameters<typeof Original>) {
        super(...args);
        counted.frames++;
      }
    } as typeof VideoFrame;
    const post = Worker.prototype.postMessage as (...args: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      counted.messages++;
      post.apply(this, args);
    } as typeof Worker.prototype.postMessage;
  });
  await sending.press("Camera");
  await sending.goLive();
  const viewer = await stage.harness();
  const told = () => page.evaluate(() => window.probe.told.length);
  const before = await told();
  await watch(viewer, site.relay, sending.name, ({ pictures }) => pictures > 40);
  const counted = await page.evaluate(() => (window as never as { counted: object }).counted);
  expect(counted).toEqual({ frames: 0, messages: expect.any(Number) });
  expect((counted as { messages: number }).messages).toBeLessThan(12);
  expect((await told()) - before).toBeLessThan(12);

  // The camera's own light goes out with the last of its tracks, here that of the preview.
  const track = await page.evaluateHandle(() => {
    const { srcObject } = document.querySelector("video") as HTMLVideoElement;
    return (srcObject as MediaStream).getVideoTracks()[0];
  });
  await sending.press("Stop");
  expect(await sending.status()).toBe("Not live");
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await track.evaluate((track) => track?.readyState)).toBe("live");
  page.on("dialog", (dialog) => dialog.accept());
  await page.locator(".header-home").click();
  await expect.poll(() => track.evaluate((track) => track?.readyState)).toBe("ended");
});
