/** A host whose tab is hidden goes on hosting: all that counts time is in its Worker. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { spread } from "../bench/statistics.ts";
import type { PlayStats } from "../src/arcade/types.ts";
import { HostPage, type PlayPage, type Site } from "./lib/pages.ts";
import { pageNow, statistics } from "./lib/probe.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { Tabs } from "./lib/tabs.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** How long it is hidden, in seconds. */
const HIDDEN_SECONDS = 60;

/** Of 59.7 that the console has. */
const FRAMES_PER_SECOND_MIN = 57;

/** The middle one: a machine that is busy with something else for a second is no tab that sleeps. */
function middleRate(told: readonly { stats: PlayStats }[]): number {
  return spread(told.map(({ stats }) => stats.framesPerSecond)).median;
}

async function hosted(host: HostPage, site: Site, name: string): Promise<void> {
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
}

async function watched(site: Site, name: string): Promise<PlayPage> {
  const viewer = await stage.player(name);
  await viewer.open(site, name);
  await expect.poll(() => viewer.status()).toBe("Playing");
  return viewer;
}

test("a host's tab that is hidden for a minute costs no frame", {
  timeout: 90_000 + HIDDEN_SECONDS * 1_000,
}, async () => {
  const site = stage.site();
  const tabs = await Tabs.open();
  onTestFinished(() => tabs.close());
  const tab = await tabs.tab((page) => hosted(new HostPage(page), site, "hidden"));
  // What this machine is able to at the same time, with a tab that is not hidden.
  await hosted(await stage.host(), site, "beside");
  const viewers = [await watched(site, "hidden"), await watched(site, "beside")];
  // Counts how often the page is drawn.
  await tab.evaluate(
    "globalThis.drawn = 0; (function draw() { drawn++; requestAnimationFrame(draw); })(); 0",
  );

  await tab.hide();
  await expect.poll(() => tab.evaluate("document.visibilityState")).toBe("hidden");
  const drawnBefore = await tab.evaluate<number>("drawn");
  const sinceMs = await Promise.all(viewers.map(({ page }) => pageNow(page)));
  await sleep(HIDDEN_SECONDS * 1_000);
  const [told = [], seen = []] = await Promise.all(
    viewers.map(({ page }, at) => statistics<PlayStats>(page, (sinceMs[at] ?? 0) + 1_000)),
  );
  // It was hidden in earnest, all the time.
  expect(await tab.evaluate<string>("document.visibilityState")).toBe("hidden");
  expect((await tab.evaluate<number>("drawn")) - drawnBefore).toBeLessThan(HIDDEN_SECONDS);

  console.info(`${middleRate(told)} frames a second while hidden, ${middleRate(seen)} beside it`);
  expect(told.length).toBeGreaterThan(HIDDEN_SECONDS);
  expect(middleRate(seen)).toBeGreaterThan(0);
  expect(middleRate(told)).toBeGreaterThan(Math.min(FRAMES_PER_SECOND_MIN, 0.8 * middleRate(seen)));
  expect(await viewers[0]?.status()).toBe("Playing");
});
