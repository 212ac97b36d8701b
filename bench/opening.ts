/**
 * How soon a /play page that is opened has its console, its connection and its picture.
 *
 * Nothing looks at the page meanwhile but an observer inside it: each look from outside costs two processes some
 * milliseconds, on the cores that the page has to share with its host, the relay and whoever looks.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { firstTold } from "../e2e/lib/probe.ts";
import { until } from "../e2e/lib/until.ts";

/** In milliseconds since the page was opened. */
export interface Opening {
  /** There is a console that takes keys: it is on the page at once with its listeners. */
  interactiveMs: number;
  connectedMs: number;
  pictureMs: number;
}

/** About what an opening takes; then it is looked, and now and then after. */
const UNSEEN_MS = 1_000;
const LOOK_MS = 250;

declare global {
  interface Window {
    consoleMs?: number;
  }
}

/** Runs in the page. */
function awaitConsole(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(".console")) return;
    window.consoleMs = performance.now();
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

/**
 * Opens a game in a page that has the probe and has not been opened yet.
 *
 * @throws {Error} where there is no picture within half a minute
 */
export async function timeOpening(page: Page, url: string): Promise<Opening> {
  await page.addInitScript(awaitConsole);
  await page.goto(url, { waitUntil: "commit" });
  await sleep(UNSEEN_MS);
  const pictureMs = await until("a picture is told of", () => firstTold(page, "playing"), LOOK_MS);
  const connectedMs = await firstTold(page, "connected");
  const interactiveMs = await page.evaluate(() => window.consoleMs);
  if (interactiveMs === undefined || connectedMs === undefined)
    throw new Error("the page has a picture without a console or a connection");
  return { interactiveMs, connectedMs, pictureMs };
}
