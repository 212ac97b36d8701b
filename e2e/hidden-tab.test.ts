/**
 * A host whose tab is hidden goes on hosting: all that counts time is in its Worker. Chromium without a screen hides no
 * tab; so the page is told that it is hidden, and its thread is stopped altogether, which is more than a browser does to a
 * hidden tab's timers.
 */
import type { Dialog } from "playwright-core";
import { expect, test } from "vitest";
import type { PlayStats } from "../src/arcade/types.ts";
import { pageNow, statistics } from "./lib/probe.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** How long it is hidden, in seconds. */
const HIDDEN_SECONDS = Number(process.env.HIDDEN_SECONDS ?? 20);

/** How long it is watched before, to know what this machine is able to, in seconds. */
const SEEN_SECONDS = 5;

/** Of 59.7 that the console has. */
const FRAMES_PER_SECOND_MIN = 57;

/** The middle one: a machine that is busy with something else for a second is no tab that sleeps. */
function middleRate(told: readonly { stats: PlayStats }[]): number {
  const rates = told.map(({ stats }) => stats.framesPerSecond).sort((a, b) => a - b);
  return rates[rates.length >> 1] ?? 0;
}

test("a host's tab that is hidden costs no frame", { timeout: 90_000 + HIDDEN_SECONDS * 2_000 }, async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "hidden", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "hidden");
  await expect.poll(() => viewer.status()).toBe("Playing");

  const fromMs = await pageNow(viewer.page);
  await viewer.page.waitForTimeout(SEEN_SECONDS * 1_000);
  const seen = middleRate(await statistics<PlayStats>(viewer.page, fromMs + 1_000));

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
  const sinceMs = await pageNow(viewer.page);
  await viewer.page.waitForTimeout(HIDDEN_SECONDS * 1_000);
  const told = await statistics<PlayStats>(viewer.page, sinceMs + 1_000);
  await dialog.accept();
  expect(await stopped).toBeGreaterThan(HIDDEN_SECONDS * 1_000);

  expect(told.length).toBeGreaterThan(HIDDEN_SECONDS);
  // A timer that is slowed down ticks once a second. What a machine loses that has no time for either is nobody's fault.
  expect(middleRate(told)).toBeGreaterThan(Math.min(FRAMES_PER_SECOND_MIN, 0.8 * seen));
  expect(await viewer.status()).toBe("Playing");
});
