/** What a first visit costs: how much is fetched before there is a picture, and whether what is shown stays in its place. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { measure } from "../bench/sizes.ts";
import { serve } from "./lib/build.ts";
import { firstTold } from "./lib/probe.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const KIB = 1024;

/** Brotli bytes of scripts and style sheets, of Workers too, that /play fetches until the first picture. */
const PLAY_BUDGET = 90 * KIB;

/**
 * What the first picture sets off, and may be asked for before the page has heard of it. It comes when there is a
 * picture, so that what it needs in its turn is not asked for before.
 */
const AFTER = /\/(keeping|rest)-/;

/** What browsers call good is below 0.1; here nothing is to move. */
const SHIFT_MAX = 0.01;

declare global {
  interface Window {
    shifts: { value: number; nodes: string[] }[];
  }
}

/** Notes what moves without anybody having touched anything, from the page's beginning on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    // Chromium's; TypeScript has no name for it.
    type Shift = PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node?: Element | null }[];
    };
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        const nodes = sources.map(({ node }) => node?.className || node?.nodeName || "?");
        if (!hadRecentInput) window.shifts.push({ value, nodes });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What has moved, if it is more than nothing. */
async function shifted(page: Page): Promise<object[]> {
  const shifts = await page.evaluate(() => window.shifts);
  return shifts.reduce((sum, { value }) => sum + value, 0) < SHIFT_MAX ? [] : shifts;
}

test("/play shows its first picture from 90 KiB of scripts and style sheets, and on no page does anything move", {
  timeout: 120_000,
}, async () => {
  const folder = inject("appFolder");
  const asked: { path: string; atMs: number }[] = [];
  const played = Promise.withResolvers<void>();
  const server = await serve(folder, async (path) => {
    asked.push({ path, atMs: Date.now() });
    if (AFTER.test(path)) await played.promise;
  });
  onTestFinished(() => server.close());
  const site = { ...stage.site(), origin: server.origin };
  const host = await stage.host();
  await watchShifts(host.page);
  await host.open(site);
  await expect.poll(() => host.page.getByText("Too many paws").count()).toBeGreaterThan(0);
  expect(await shifted(host.page)).toEqual([]);
  await host.chooseFile(makeProbeRom());
  await host.name("first");
  await host.start();
  await expect.poll(() => host.status()).toBe("Live");

  asked.length = 0;
  const viewer = await stage.player("viewer");
  await watchShifts(viewer.page);
  await viewer.open(site, "first");
  await expect.poll(() => firstTold(viewer.page, "playing")).toBeDefined();
  played.resolve();
  const playingMs = await viewer.page.evaluate(
    (ms) => performance.timeOrigin + ms,
    (await firstTold(viewer.page, "playing")) ?? Number.NaN,
  );
  const before = asked.filter(({ path, atMs }) => atMs <= playingMs && !AFTER.test(path));
  const fetched = [...new Set(before.map(({ path }) => path))];
  const scripts = measure(folder, fetched, ".js");
  const sheets = measure(folder, fetched, ".css");
  // The page's own are named in its document; all others were asked for by a Worker.
  const page = await (await fetch(server.origin)).text();
  const isWorkers = (path: string) => !page.includes(path);
  const workers = measure(folder, fetched.filter(isWorkers), ".js");
  console.info(
    `/play: ${scripts.brotliBytes} of JavaScript, ${workers.brotliBytes} of it Workers', ${sheets.brotliBytes} of CSS`,
    fetched.map(
      (path) => `${path}: ${measure(folder, [path], path.slice(path.lastIndexOf("."))).brotliBytes}`,
    ),
  );
  // Something was weighed.
  expect(workers.brotliBytes).toBeGreaterThan(10 * KIB);
  expect(sheets.brotliBytes).toBeGreaterThan(1 * KIB);
  const brotliBytes = scripts.brotliBytes + sheets.brotliBytes;
  expect(brotliBytes).toBeLessThanOrEqual(PLAY_BUDGET);
  await expect.poll(() => viewer.frame()).toBeDefined();
  // What is loaded behind it does not move what is there either.
  await viewer.page.locator(".player.own").waitFor();
  await viewer.page.locator(".chat-button").waitFor();
  await viewer.page.locator(".emote-button").waitFor({ state: "attached" });
  expect(await shifted(viewer.page)).toEqual([]);

  const lobby = await stage.lobby();
  await watchShifts(lobby.page);
  await lobby.open(site);
  await expect.poll(() => lobby.reading()).toBeDefined();
  expect(await shifted(lobby.page)).toEqual([]);
});

const PHONE = { hasTouch: true, isMobile: true };

test.each([
  ["votes", "Democracy", 2],
  ["a baton", "Baton", 2],
  ["two seats", "Seats", 2],
  ["four seats", "Seats", 4],
] as const)(
  "what %s take has its room from the first picture on, on screens of all sizes",
  {
    timeout: 90_000,
  },
  async (_what, mode, seats) => {
    const site = stage.site();
    const host = await stage.host();
    await host.hostFile(site, "shared", makeProbeRom());
    await expect.poll(() => host.status()).toBe("Live");
    const named = (name: string) => host.page.getByRole("button", { name, exact: true });
    await named(mode).click();
    const more = host.page.getByRole("group", { name: "Seats" }).getByRole("button", { name: "More" });
    for (let count = 2; count < seats; count++) await more.click();
    for (const [width, height] of [
      [320, 568],
      [390, 844],
      [844, 390],
      [1440, 900],
    ] as const) {
      const viewer = await stage.player(`${width}`, {
        viewport: { width, height },
        ...(width < 1_000 ? PHONE : {}),
      });
      await watchShifts(viewer.page);
      await viewer.open(site, "shared");
      const parts = viewer.page.locator(".mode > :not(.tally-time)");
      await expect.poll(() => parts.count()).toBeGreaterThan(0);
      await viewer.page.locator(".player.own").waitFor();
      await viewer.page.locator(".emote-button").waitFor({ state: "attached" });
      await expect.poll(() => viewer.frame()).toBeDefined();
      expect(await shifted(viewer.page), `${width} × ${height}`).toEqual([]);
      // On the smallest screen too the picture is whole.
      const [glass, room] = [".screen-glass", ".screen-room"].map((part) => viewer.page.locator(part));
      const [picture, space] = [await glass?.boundingBox(), await room?.boundingBox()];
      expect(picture?.height, `${width} × ${height}`).toBeLessThanOrEqual(space?.height ?? 0);
      await viewer.page.close();
    }
  },
);
