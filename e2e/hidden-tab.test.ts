/**
 * A host whose tab is hidden goes on hosting: all that counts time is in its Worker. Chromium without a screen hides no
 * tab; so the page is told that it is hidden, and its thread is stopped altogether, which is more than a browser does to a
 * hidden tab's timers.
 */
import type { Dialog } from "playwright-core";
import { expect, test } from "vitest";
import type { PlayStats } from "../src/arcade/types.ts";
import type { HostPage, PlayPage, Site } from "./lib/pages.ts";
import { pageNow, statistics } from "./lib/probe.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** How long it is hidden, in seconds. */
const HIDDEN_SECONDS = Number(process.env.HIDDEN_SECONDS ?? 10);

/** Of 59.7 that the console has. */
const FRAMES_PER_SECOND_MIN = 57;

/** The middle one: a machine that is busy with something else for a second is no tab that sleeps. */
function middleRate(told: readonly { stats: PlayStats }[]): number {
  const rates = told.map(({ stats }) => stats.framesPerSecond).sort((a, b) => a - b);
  return rates[rates.length >> 1] ?? 0;
}

async function hostAndViewer(site: Site, name: string): Promise<[HostPage, PlayPage]> {
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player(name);
  await viewer.open(site, name);
  await expect.poll(() => viewer.status()).toBe("Playing");
  return [host, viewer];
}

test("a host's tab that is hidden costs no frame", { timeout: 90_000 + HIDDEN_SECONDS * 2_000 }, async () => {
  const site = stage.site();
  // What this machine is able to at the same time, with a tab that is not hidden.
  const [, beside] = await hostAndViewer(site, "beside");
  const [host, viewer] = await hostAndViewer(site, "hidden");

  const opened = new Promise<Dialog>((resolve) => host.page.once("dialog", resolve));
  const stopped = host.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
    const beganMs = performance.now();
    // Nothing of this page's runs until somebody answers.
    window.alert("hidden");
    return performance.now() - beganMs;
  });
  const dialog = await opened;
  const viewers = [viewer, beside];
  const sinceMs = await Promise.all(viewers.map(({ page }) => pageNow(page)));
  await viewer.page.waitForTimeout(HIDDEN_SECONDS * 1_000);
  const [told = [], seen = []] = await Promise.all(
    viewers.map(({ page }, at) => statistics<PlayStats>(page, (sinceMs[at] ?? 0) + 1_000)),
  );
  await dialog.accept();
  expect(await stopped).toBeGreaterThan(HIDDEN_SECONDS * 1_000);

  expect(told.length).toBeGreaterThan(HIDDEN_SECONDS);
  // A timer that is slowed down ticks once a second. What a machine loses that has no time for either is nobody's fault.
  console.info(`${middleRate(told)} frames a second while hidden, ${middleRate(seen)} beside it`);
  expect(middleRate(seen)).toBeGreaterThan(0);
  expect(middleRate(told)).toBeGreaterThan(Math.min(FRAMES_PER_SECOND_MIN, 0.8 * middleRate(seen)));
  expect(await viewer.status()).toBe("Playing");
});
