/** Other sources than a camera, sources that cannot be had, and a relay that goes: each is said, and nothing breaks. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import { launchBrowser } from "./lib/browser.ts";
import { serve, without } from "./lib/build.ts";
import { FAKE_DEVICES, movesAndSounds, SendPage, Watching, watch } from "./lib/publish.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser([...FAKE_DEVICES, "--auto-select-desktop-capture-source=Entire screen"]);
});
afterAll(() => browser?.close());

async function another(flags: string[]): Promise<Browser> {
  const launched = await launchBrowser(flags);
  onTestFinished(() => launched.close());
  return launched;
}

test("a file is played and sent, and one that is none is told of", async () => {
  const site = stage.site();
  const sending = await SendPage.open(stage, site, browser);
  const recorded = await sending.page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { width: 320, height: 240 },
      audio: true,
    });
    const recorder = new MediaRecorder(stream, { mimeType: "video/webm" });
    const ended = new Promise<Blob>((resolve) =>
      recorder.addEventListener("dataavailable", ({ data }) => resolve(data)),
    );
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    return [...new Uint8Array(await (await ended).arrayBuffer())];
  });
  const input = sending.page.locator("input[type=file]");
  await input.setInputFiles({ name: "notes.mp4", mimeType: "video/mp4", buffer: Buffer.from("not a film") });
  await expect
    .poll(() => sending.problems())
    .toEqual([expect.stringContaining("notes.mp4 cannot be played")]);

  await input.setInputFiles({ name: "clip.webm", mimeType: "video/webm", buffer: Buffer.from(recorded) });
  await expect.poll(() => sending.problems()).toEqual([]);
  await sending.goLive();
  const seen = await watch(await stage.harness(), site.relay, sending.name, movesAndSounds(20));
  expect(seen.sizes).toEqual(["320×240"]);
});

test("a screen is sent", async () => {
  const site = stage.site();
  const sending = await SendPage.open(stage, site, browser);
  await sending.press("Screen");
  await sending.goLive();
  await expect.poll(async () => (await sending.stats())?.renditions.length).toBeGreaterThan(0);
  await watch(await stage.harness(), site.relay, sending.name, ({ pictures }) => pictures > 0, {
    isDeaf: true,
  });
});

test("a source that changes its size has another decoder config in the catalog, and begins with a keyframe", async () => {
  const site = stage.site();
  const page = await stage.harness();
  const name = `${site.prefix}/canvas`;
  const args = { relay: site.relay, name };
  await page.evaluate(({ relay, name }) => window.harness.publisher.sendCanvas(relay, name, 320, 180), args);
  const watching = await Watching.begin(await stage.harness(), site.relay, name, { isDeaf: true });
  await watching.until(({ moved }) => moved > 20);
  await page.evaluate(({ name }) => window.harness.publisher.resizeCanvas(name, 180, 640), args);
  const { moved } = await watching.until(({ sizes }) => sizes.length > 1);
  const { catalogs, sizes } = await watching.until((seen) => seen.moved > moved + 20);
  const configs = catalogs.map(({ video }) => Object.values(video?.renditions ?? {})[0]);
  expect(
    configs.map((config) => config && `${config.codedWidth}×${config.codedHeight}`).filter(Boolean),
  ).toEqual(["320×180", "180×640"]);
  // The decoder was not told: what it needs is in the bitstream, at the keyframe.
  expect(sizes).toEqual(["320×180", "180×640"]);
  await page.evaluate(({ name }) => window.harness.publisher.stopCanvas(name), args);
  await expect.poll(() => page.workers().length).toBe(1);
});

test("a browser without MediaStreamTrackProcessor sends all the same", async () => {
  const site = stage.site();
  const { origin, close } = await serve(without(inject("appFolder"), ["MediaStreamTrackProcessor"]));
  onTestFinished(close);
  const sending = await SendPage.live(stage, { ...site, origin }, browser);
  expect(await sending.page.evaluate(() => "MediaStreamTrackProcessor" in window)).toBe(false);
  await watch(await stage.harness(), site.relay, sending.name, movesAndSounds(20));
});

test("who may use no camera is told so, and how to allow it", async () => {
  const from = await another(["--use-fake-device-for-media-stream", "--deny-permission-prompts"]);
  const sending = await SendPage.open(stage, stage.site(), from);
  await sending.press("Camera");
  await expect
    .poll(() => sending.problems())
    .toEqual([
      expect.stringMatching(/The camera may not be used\. Allow it for this page/),
      expect.stringMatching(/The microphone may not be used\. Allow it for this page/),
    ]);
  expect(await sending.page.getByRole("button", { name: "Go live" }).isDisabled()).toBe(true);
});

test("who has no camera is told so", async () => {
  const sending = await SendPage.open(stage, stage.site(), await another(["--use-fake-ui-for-media-stream"]));
  await sending.press("Camera");
  await expect
    .poll(() => sending.problems())
    .toEqual([
      expect.stringMatching(/There is no camera\. Plug one in/),
      expect.stringMatching(/no microphone/),
    ]);
});

test("a relay that goes is said, and when it is back the broadcast goes on", async () => {
  const first = await startRelay();
  let relay = first;
  onTestFinished(() => relay.close());
  const site = stage.site(first.url);
  const sending = await SendPage.live(stage, site, browser);
  await first.close();
  await expect.poll(() => sending.status(), { timeout: 30_000 }).toMatch(/^Reconnecting to the relay/);
  await expect.poll(() => sending.problems(), { timeout: 30_000 }).toEqual([expect.stringMatching(/relay/)]);
  relay = await startRelay({ port: Number(new URL(first.url).port) });
  await expect.poll(() => sending.status(), { timeout: 30_000 }).toMatch(/^Live/);
  await watch(await stage.harness(), site.relay, sending.name, ({ moved }) => moved > 10, { isDeaf: true });
});

test("a name that somebody sends under already is refused", async () => {
  const site = stage.site();
  await SendPage.live(stage, site, browser);
  const second = await SendPage.open(stage, site, browser);
  await second.press("Camera");
  await second.press("Go live");
  await expect
    .poll(() => second.problems())
    .toEqual([expect.stringMatching(/already\. Choose another name/)]);
});

test("<moq-publish> sends what its attributes say, and stops when it is gone", async () => {
  const site = stage.site();
  const page = await stage.page("element", { browser });
  await page.goto(inject("harness"));
  await page.waitForFunction(() => "harness" in window);
  const name = `${site.prefix}/element`;
  const html = `<moq-publish url="${site.relay}" name="${name}" source="camera" simulcast>
    <video muted autoplay></video></moq-publish>`;
  await page.evaluate((html) => window.harness.publisher.putElement(html), html);
  const seen = await watch(await stage.harness(), site.relay, name, movesAndSounds(20));
  expect(Object.keys(seen.catalogs.at(-1)?.video?.renditions ?? {})).toContain("video/360");
  expect(await page.evaluate(() => document.querySelector("video")?.videoWidth)).toBe(1280);
  await page.evaluate(() => document.querySelector("moq-publish")?.remove());
  await expect.poll(() => page.workers().length).toBe(1);
});

test("where the encoder has not kept up with the sound, what comes after is still at its time", async () => {
  const page = await stage.harness();
  const { lastUs, packetUs } = await page.evaluate(() => window.harness.publisher.flood(300));
  expect(packetUs).toBe(lastUs);
});
