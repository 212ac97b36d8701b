/** One game, hosted in one page and played in another: how soon, how smooth, how quick, how large. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../e2e/lib/browser.ts";
import { buildAll, serve } from "../e2e/lib/build.ts";
import { address, HostPage, KEYS, PlayPage, type Site } from "../e2e/lib/pages.ts";
import { installProbe, pageNow, statistics } from "../e2e/lib/probe.ts";
import { makeProbeRom } from "../e2e/lib/rom.ts";
import { until } from "../e2e/lib/until.ts";
import { startRelay } from "../scripts/lib/index.mjs";
import type { HostStats, PlayStats } from "../src/arcade/types.ts";
import { openEye, seen } from "./eye.ts";
import { describeMachine, load, type Machine } from "./machine.ts";
import { type Opening, timeOpening } from "./opening.ts";
import type { FirstLightOptions } from "./options.ts";
import { measure, type Size } from "./sizes.ts";
import { joinWindows, type Percentiles, percentiles, type Spread, spread } from "./statistics.ts";

/** The game that comes with the app. */
const ROM = "/roms/too-many-paws.gb";

/** What begins is not what runs: decoders start, estimates settle. */
const SETTLE_MS = 3_000;

/** A press is as long as a hand's, and no multiple of a frame, so that it falls anywhere in one. */
const PRESS_MS = [70, 150] as const;

/** By then the last press has long been shown. */
const PATIENCE_MS = 1_000;

export interface FirstLight {
  bench: "first-light";
  at: string;
  machine: Machine;
  /** The load average before, and after. */
  load: { before: number; after: number };
  /** From opening /play, in a browser that was never here, to its first picture; in milliseconds. */
  firstPicture: { told: Spread; seen: Spread; runs: number[] };
  /** From opening it until its console is there and takes keys, and from the connection to the first picture; in milliseconds. */
  opening: { interactive: Spread; connectedToPicture: Spread };
  frames: {
    seconds: number;
    shown: number;
    perSecond: number;
    hostPerSecond: number;
    audioUnderruns: number;
  };
  /** By Chromium's Performance.getMetrics over the same time, in milliseconds of the page's main thread. */
  mainThread: { perFrameMs: number; totalMs: number; scriptMs: number; layoutMs: number; styleMs: number };
  host: { emulationMs: number; encodeMs: number };
  /** To the picture it changes, in milliseconds: from each press and release as the app tells it; from each press as seen. */
  inputToPicture: { presses: number; told: Percentiles; seen: Percentiles };
  /** What /play fetches. */
  sizes: { wasm: Size; js: Size; css: Size };
}

export type Say = (text: string) => void;

interface Stage {
  browser: Browser;
  site: Site;
}

async function open(
  browser: Browser,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await installProbe(page);
  await prepare(page);
  return page;
}

async function close(page: Page): Promise<void> {
  await page.context().close();
}

async function hosting({ browser, site }: Stage, name: string, rom?: Uint8Array): Promise<HostPage> {
  const host = new HostPage(await open(browser));
  if (rom) await host.hostFile(site, name, rom);
  else await host.openBundled(site, name, ROM);
  await until("the game is live", async () => (await host.status()) === "Live");
  return host;
}

async function playing({ browser, site }: Stage, name: string, prepare?: (page: Page) => Promise<void>) {
  const player = new PlayPage(await open(browser, prepare));
  await player.open(site, name);
  await until("the game is played", async () => (await player.status()) === "Playing");
  return player;
}

async function measureFirstPicture(
  stage: Stage,
  runs: number,
  say: Say,
): Promise<Pick<FirstLight, "firstPicture" | "opening">> {
  const url = address(stage.site, "/play/paws");
  const openings: Opening[] = [];
  const byEye: number[] = [];
  for (let run = 1; run <= runs; run++) {
    const page = await open(stage.browser);
    const opening = await timeOpening(page, url);
    openings.push(opening);
    await close(page);
    byEye.push(await firstSeen(stage, url));
    say(`first picture, ${run} of ${runs}: ${opening.pictureMs.toFixed(0)} ms`);
  }
  const told = openings.map(({ pictureMs }) => pictureMs);
  return {
    firstPicture: { told: spread(told), seen: spread(byEye), runs: told },
    opening: {
      interactive: spread(openings.map(({ interactiveMs }) => interactiveMs)),
      connectedToPicture: spread(openings.map(({ connectedMs, pictureMs }) => pictureMs - connectedMs)),
    },
  };
}

/** The same by the eye, in a page of its own: looking is work. In milliseconds since the page was opened. */
async function firstSeen({ browser }: Stage, url: string): Promise<number> {
  const page = await open(browser, openEye);
  await page.goto(url, { waitUntil: "commit" });
  const ms = await until("a picture is seen", async () => (await seen(page)).firstPictureMs);
  await close(page);
  return ms;
}

/** The main thread's time by what it was spent on, in milliseconds. */
async function mainThread(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const ms = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000;
    return {
      totalMs: ms("TaskDuration"),
      scriptMs: ms("ScriptDuration"),
      layoutMs: ms("LayoutDuration"),
      styleMs: ms("RecalcStyleDuration"),
    };
  };
}

async function measureFrames(stage: Stage, host: HostPage, seconds: number, say: Say) {
  const { page } = await playing(stage, "paws");
  // A click lets the sound begin.
  await page.locator(".console-title").click();
  await sleep(SETTLE_MS);
  const times = await mainThread(page);
  const [sinceMs, hostSinceMs] = [await pageNow(page), await pageNow(host.page)];
  const before = await times();
  say(`frames, for ${seconds} s`);
  // Nothing looks at the page meanwhile: that would be on its main thread.
  await sleep(seconds * 1000);
  const after = await times();
  const stats = await statistics<PlayStats>(page, sinceMs);
  const hostStats = await statistics<HostStats>(host.page, hostSinceMs);
  const [first, last] = [stats[0], stats.at(-1)];
  if (!first || !last || first === last) throw new Error("the player told of no frames");
  const shown = last.stats.framesShown - first.stats.framesShown;
  const elapsed = (last.atMs - first.atMs) / 1000;
  const perSecond = shown / elapsed;
  const mean = (pick: (stats: HostStats) => number) =>
    hostStats.reduce((sum, { stats }) => sum + pick(stats), 0) / hostStats.length;
  await close(page);
  return {
    frames: {
      seconds,
      shown,
      perSecond,
      hostPerSecond: mean((stats) => stats.framesPerSecond),
      audioUnderruns: last.stats.audioUnderruns - first.stats.audioUnderruns,
    },
    mainThread: {
      perFrameMs: (after.totalMs - before.totalMs) / (perSecond * seconds),
      totalMs: after.totalMs - before.totalMs,
      scriptMs: after.scriptMs - before.scriptMs,
      layoutMs: after.layoutMs - before.layoutMs,
      styleMs: after.styleMs - before.styleMs,
    },
    host: { emulationMs: mean((stats) => stats.emulationMs), encodeMs: mean((stats) => stats.encodeMs) },
  };
}

async function measureInput(stage: Stage, presses: number, say: Say): Promise<FirstLight["inputToPicture"]> {
  const host = await hosting(stage, "probe", makeProbeRom());
  const { page } = await playing(stage, "probe", openEye);
  await page.locator(".console-title").click();
  await sleep(SETTLE_MS);
  const [least, most] = PRESS_MS;
  const pause = () => sleep(least + Math.random() * (most - least));
  for (let press = 1; press <= presses; press++) {
    await page.keyboard.down(KEYS.a);
    await pause();
    await page.keyboard.up(KEYS.a);
    await pause();
    if (press % 40 === 0) say(`presses, ${press} of ${presses}`);
  }
  await sleep(PATIENCE_MS);
  const windows = (await statistics<PlayStats>(page)).map(({ stats }) => stats.inputLatencyMs);
  const { pressedMs, shownMs } = await seen(page);
  if (pressedMs.length !== presses || shownMs.length !== presses) {
    throw new Error(
      `of ${presses} presses ${pressedMs.length} reached the page, ${shownMs.length} its picture`,
    );
  }
  await close(page);
  await close(host.page);
  return {
    presses,
    told: percentiles(joinWindows(windows)),
    seen: percentiles(shownMs.map((ms, press) => ms - (pressedMs[press] ?? Number.NaN))),
  };
}

/** Runs the bench. What it started has ended when it settles. */
export async function firstLight(options: FirstLightOptions, say: Say): Promise<FirstLight> {
  const before = load();
  const ends: (() => Promise<unknown>)[] = [];
  try {
    say("building the app");
    const { app: folder, remove } = await buildAll({ harness: false });
    ends.push(async () => remove());
    const requests = new Set<string>();
    const server = await serve(folder, (path) => requests.add(path));
    ends.push(() => server.close());
    say("starting the relay and Chromium");
    const relay = await startRelay();
    ends.push(() => relay.close());
    const browser = await launchBrowser();
    ends.push(() => browser.close());
    const stage = { browser, site: { origin: server.origin, relay: relay.url, prefix: "bench" } };

    const host = await hosting(stage, "paws");
    requests.clear();
    const opened = await measureFirstPicture(stage, options.runs, say);
    const fetched = [...requests];
    const smooth = await measureFrames(stage, host, options.seconds, say);
    await close(host.page);
    const inputToPicture = await measureInput(stage, options.presses, say);
    say("compressing what /play fetches");
    const size = (kind: string) => measure(folder, fetched, kind);
    return {
      bench: "first-light",
      at: new Date().toISOString(),
      machine: describeMachine(browser.version()),
      load: { before, after: load() },
      ...opened,
      ...smooth,
      inputToPicture,
      sizes: { wasm: size(".wasm"), js: size(".js"), css: size(".css") },
    };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
