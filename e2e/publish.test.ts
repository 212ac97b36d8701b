/** A camera and a microphone, sent from /publish and received elsewhere. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PublishStats } from "../src/publish/types.ts";
import type { Watched } from "./harness/viewer.ts";
import { launchBrowser } from "./lib/browser.ts";
import { address, type Site } from "./lib/pages.ts";
import { brightness, difference } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Chromium's own: a picture that moves and counts, and a beep each second. */
const FAKE_DEVICES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** Well above what silence and rounding leave, well below a beep. */
const AUDIBLE = 0.005;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser([...FAKE_DEVICES, "--auto-select-desktop-capture-source=Entire screen"]);
});
afterAll(() => browser?.close());

/** Opens the page under a name of the test's own. */
async function open(site: Site, from: Browser = browser): Promise<{ page: Page; name: string }> {
  const page = await stage.page("publish", { browser: from });
  const name = `${site.prefix}/live`;
  await page.goto(address(site, "/publish", { name }));
  return { page, name };
}

const status = async (page: Page) => (await page.locator(".status-text").textContent()) ?? "";

async function goLive(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Go live" }).click();
  await expect.poll(() => status(page)).toMatch(/^Live/);
}

async function sendCamera(site: Site): Promise<{ page: Page; name: string }> {
  const opened = await open(site);
  await opened.page.getByRole("button", { name: "Camera" }).click();
  await goLive(opened.page);
  return opened;
}

/** What the publisher's Worker has told last. */
function stats(page: Page): Promise<PublishStats | undefined> {
  return page.evaluate(
    () => window.probe.told.findLast(({ data }) => data.type === "stats")?.data.stats as never,
  );
}

const watch = (page: Page, relay: string, name: string, seconds: number, options = {}): Promise<Watched> =>
  page.evaluate(
    ({ relay, name, seconds, options }) => window.harness.viewer.watch(relay, name, seconds, options),
    { relay, name, seconds, options },
  );

const isGrowing = (times: number[]) => times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0));

/** How many pictures and packets of each rendition have been encoded. */
const encoded = async (page: Page) =>
  Object.fromEntries((await stats(page))?.renditions.map(({ name, encoded }) => [name, encoded]) ?? []);

test("a camera and a microphone are seen and heard elsewhere, and encoded for somebody only", async () => {
  const site = stage.site();
  const { page, name } = await sendCamera(site);

  // It is captured, and offered, and nobody is there.
  await expect.poll(async () => (await stats(page))?.renditions.length).toBe(4);
  await expect.poll(async () => (await stats(page))?.framesPerSecond).toBeGreaterThan(15);
  expect(await encoded(page)).toEqual({ "video/source": 0, "video/360": 0, "video/180": 0, audio: 0 });
  expect(await status(page)).toMatch(/nobody is watching/);

  const viewer = await stage.harness();
  const seen = await watch(viewer, site.relay, name, 5);
  expect(seen.firstPictureMs).toBeLessThan(1_000);
  expect(seen.pictures).toBeGreaterThan(60);
  expect(seen.moved).toBeGreaterThan(30);
  expect(seen.sizes).toEqual(["1280×720"]);
  expect(seen.loudest).toBeGreaterThan(AUDIBLE);

  // One clock: both grow, and are at the same time at the same time.
  expect(isGrowing(seen.videoUs)).toBe(true);
  expect(isGrowing(seen.audioUs)).toBe(true);
  const apartMs = ((seen.videoUs.at(-1) ?? 0) - (seen.audioUs.at(-1) ?? 0)) / 1000;
  expect(Math.abs(apartMs)).toBeLessThan(200);
  for (const step of seen.keyframeStepsUs) expect(step).toBeLessThan(1_500_000);

  // The catalog stood still, and only what was watched was encoded.
  expect(seen.catalogs.length).toBe(1);
  const after = await encoded(page);
  expect(after["video/source"]).toBeGreaterThan(60);
  expect(after).toMatchObject({ "video/360": 0, "video/180": 0 });

  // And no longer than that.
  await expect.poll(() => status(page)).toMatch(/nobody is watching/);
  const still = await encoded(page);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await encoded(page)).toEqual(still);

  const small = await watch(viewer, site.relay, name, 2, { rendition: "video/180", isDeaf: true });
  expect(small.sizes).toEqual(["320×180"]);
  expect((await encoded(page))["video/source"]).toBe(still["video/source"]);
});

test("who comes late has a picture within a second, beside who is there", async () => {
  const site = stage.site();
  const { page, name } = await sendCamera(site);
  await expect.poll(async () => (await stats(page))?.renditions.length).toBe(4);
  const [first, second] = [await stage.harness(), await stage.harness()];
  const early = watch(first, site.relay, name, 6, { isDeaf: true });
  await new Promise((resolve) => setTimeout(resolve, 2_700));
  const late = await watch(second, site.relay, name, 2, { isDeaf: true });
  expect(late.firstPictureMs).toBeLessThan(1_000);
  expect(late.moved).toBeGreaterThan(10);
  expect((await early).moved).toBeGreaterThan(30);
});

test("npm's @moq/watch plays it", async () => {
  const site = stage.site();
  const { name } = await sendCamera(site);
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
  const { page, name } = await sendCamera(site);
  await page.getByRole("button", { name: "Mute" }).click();
  const viewer = await stage.harness();
  const seen = await watch(viewer, site.relay, name, 3);
  expect(seen.loudest).toBeLessThan(1e-4);
  expect(seen.audioUs.length).toBeGreaterThan(50);
  expect(seen.moved).toBeGreaterThan(10);
  const [first, ...others] = seen.catalogs;
  for (const catalog of others) expect(catalog).toEqual(first);
});

test("the page does nothing for a picture, and lets all of it go when it stops", async () => {
  const site = stage.site();
  const { page, name } = await open(site);
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
  await page.getByRole("button", { name: "Camera" }).click();
  await goLive(page);
  const viewer = await stage.harness();
  const told = () => page.evaluate(() => window.probe.told.length);
  const before = await told();
  const seen = await watch(viewer, site.relay, name, 3);
  expect(seen.pictures).toBeGreaterThan(40);
  const counted = await page.evaluate(() => (window as never as { counted: object }).counted);
  expect(counted).toEqual({ frames: 0, messages: expect.any(Number) });
  expect((counted as { messages: number }).messages).toBeLessThan(12);
  expect((await told()) - before).toBeLessThan(12);

  // The camera's own light goes out with the last of its tracks, here that of the preview.
  const track = await page.evaluateHandle(() => {
    const { srcObject } = document.querySelector("video") as HTMLVideoElement;
    return (srcObject as MediaStream).getVideoTracks()[0];
  });
  await page.getByRole("button", { name: "Stop" }).click();
  expect(await status(page)).toBe("Not live");
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await track.evaluate((track) => track?.readyState)).toBe("live");
  page.on("dialog", (dialog) => dialog.accept());
  await page.locator(".header-home").click();
  await expect.poll(() => track.evaluate((track) => track?.readyState)).toBe("ended");
});
