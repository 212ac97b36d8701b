/** A minute of video that is taken at once: it is worked off, and the page has nothing to do with it. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import type { WatchStats } from "../src/watch/index.ts";
import type { StartOptions } from "./harness/broadcaster.ts";
import { address } from "./lib/pages.ts";
import { brightness, difference } from "./lib/picture.ts";
import { type Beats, drawWithoutPlayer, Pulse } from "./lib/pulse.ts";
import { type Stage, useStage } from "./stage.ts";

const stage = useStage();

const MINUTE_FRAMES = 1_800;

/** What a page's task may take of the processor, in milliseconds. */
const TASK_MAX_MS = 50;

/** Of 60 refreshes a second, 55 are to be left. So many may be lost to a player, beside a page that has none. */
const LOST_PER_SECOND_MAX = 5;

/** As tall as a player's whole page; two of them are drawn. */
const viewport = { width: 1280, height: 800 };

/** What the player's Worker has told of itself last. */
const figuresOf = (page: Page): Promise<WatchStats | undefined> =>
  page.evaluate(() => window.probe.told.findLast(({ data }) => data.type === "stats")?.data.stats as never);

/** A page that is drawn as the player's is, on the same machine at the same time. */
async function control(stage: Stage): Promise<Page> {
  const page = await stage.page("control", { viewport });
  await page.goto(`${inject("harness")}/watch.html`);
  await drawWithoutPlayer(page, { width: 320, height: 180, framesPerSecond: 30 });
  return page;
}

/** A page and the one beside it, from now until the call of what is given. */
async function pulses(...pages: [watched: Page, control: Page]) {
  const startMs = performance.now();
  const both = [await Pulse.of(pages[0]), await Pulse.of(pages[1])] as const;
  return async () => {
    const [watched, control] = await Promise.all([both[0].stop(), both[1].stop()]);
    return { watched, control, seconds: (performance.now() - startMs) / 1_000 };
  };
}

/** The page has done nothing that held it up: what the machine had no time for, the page beside it lost too. */
function expectFree({ watched, control, seconds }: { watched: Beats; control: Beats; seconds: number }) {
  console.info(
    `${(watched.refreshes / seconds).toFixed(1)} refreshes a second, ${(control.refreshes / seconds).toFixed(1)} beside it; ` +
      `long tasks: ${JSON.stringify(watched.longTasks)}, ${JSON.stringify(control.longTasks)} beside it`,
  );
  expect(control.refreshes).toBeGreaterThan(0);
  for (const { processorMs } of watched.longTasks) expect(processorMs).toBeLessThanOrEqual(TASK_MAX_MS);
  expect((control.refreshes - watched.refreshes) / seconds).toBeLessThanOrEqual(LOST_PER_SECOND_MAX);
}

test("a minute's backlog in one group is worked off, and the page has nothing to do with it", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const path = `${site.prefix}/backlog`;
  const page = await stage.page("watch", { viewport });
  const status = () => page.locator(".status-text").textContent();
  // The page is there before there is anything to watch.
  await page.goto(address(site, "/watch", { name: path }));
  await expect.poll(status).toBe("Waiting for the broadcast…");
  const beside = await control(stage);
  const sender = await stage.harness();
  const options: StartOptions = { backlogFrames: MINUTE_FRAMES, groupFrames: 1e9 };
  await sender.evaluate(({ relay, options }) => window.harness.broadcast.prepare(relay, options), {
    relay: site.relay,
    options,
  });
  const stop = await pulses(page, beside);
  await sender.evaluate((path) => window.harness.broadcast.broadcaster().live(path), path);
  await expect.poll(status).toBe("Playing");
  // Worked off: what is shown is as new as the path allows.
  await expect
    .poll(async () => (await figuresOf(page))?.framesShown ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(60);
  await expect
    .poll(async () => (await figuresOf(page))?.actualMs ?? 1e9, { timeout: 60_000 })
    .toBeLessThan(250);
  // Before the picture is looked at: to read it out is work for the page, and it is the test's.
  expectFree(await stop());
  expect((await figuresOf(page))?.framesInDecoder).toBeLessThanOrEqual(4);
  const first = await brightness(page, "canvas");
  const changed = async () => {
    const now = await brightness(page, "canvas");
    return first && now ? difference(first, now) : 0;
  };
  await expect.poll(changed).toBeGreaterThan(0);
});

test("a minute's backlog in forty groups is decoded whole for who wants all of it, and the page has nothing to do with it", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const path = `${site.prefix}/groups`;
  const page = await stage.page("element", { viewport });
  await page.goto(`${inject("harness")}/watch.html`);
  await page.waitForFunction(() => "elements" in window);
  // In such a range nothing is behind by too much, so no group is left for a newer one.
  await page.evaluate(
    ({ relay, path }) => {
      const element = document.createElement("moq-watch");
      Object.assign(element, { url: relay, name: path, latency: { min: "real-time", max: 120_000 } });
      element.append(document.createElement("canvas"));
      document.body.append(element);
    },
    { relay: site.relay, path },
  );
  const state = () => page.evaluate(() => document.querySelector("moq-watch")?.status.peek().state);
  await expect.poll(state).toBe("waiting");
  const beside = await control(stage);
  const sender = await stage.harness();
  const options: StartOptions = { backlogFrames: MINUTE_FRAMES, groupFrames: 45, keptMs: 120_000 };
  await sender.evaluate(({ relay, options }) => window.harness.broadcast.prepare(relay, options), {
    relay: site.relay,
    options,
  });
  const stop = await pulses(page, beside);
  const startMs = performance.now();
  await sender.evaluate((path) => window.harness.broadcast.broadcaster().live(path), path);
  await expect.poll(state).toBe("playing");
  const decoded = async () => {
    const { framesShown = 0, framesSkipped = 0 } = (await figuresOf(page)) ?? {};
    return framesShown + framesSkipped;
  };
  await expect.poll(decoded, { timeout: 90_000 }).toBeGreaterThanOrEqual(MINUTE_FRAMES);
  const workedOffMs = performance.now() - startMs;
  // Long enough for a rate, and to see that it goes on.
  await expect.poll(decoded, { timeout: 30_000 }).toBeGreaterThanOrEqual(MINUTE_FRAMES + 150);
  await expect.poll(async () => (await figuresOf(page))?.actualMs).toBeLessThan(250);
  const seen = await stop();
  const figures = await figuresOf(page);
  console.info(`worked off after ${workedOffMs.toFixed(0)} ms; then ${JSON.stringify(figures)}`);
  expect(figures?.groupsSkipped).toBe(0);
  expect(figures?.framesInDecoder).toBeLessThanOrEqual(4);
  expectFree(seen);
});
