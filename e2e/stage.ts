/** A test's pages, in a browser that it shares with others. What a test that failed has shown is kept. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, inject, type TestContext } from "vitest";
import { root } from "../scripts/lib/index.mjs";
import { connectBrowser } from "./lib/browser.ts";
import { HostPage, LobbyPage, PlayPage, type Site } from "./lib/pages.ts";
import { installProbe } from "./lib/probe.ts";

/** How a page is opened. */
export interface OpenOptions extends BrowserContextOptions {
  /** What is in the page's storage before its scripts run. */
  storage?: Record<string, string>;
  /** Another browser than the shared one. */
  browser?: Browser;
}

/** A page, with all that it has said. */
interface Opened {
  label: string;
  page: Page;
  log: string[];
}

let count = 0;

export class Stage {
  #browser: Browser | undefined;
  #opened: Opened[] = [];

  async connect(): Promise<void> {
    // The files that are run at the same time are numbered from 1.
    const at = Number(process.env.VITEST_POOL_ID) - 1;
    const endpoint = inject("browsers")[at];
    if (endpoint === undefined) throw new Error(`there is no browser for the worker ${at}`);
    this.#browser = await connectBrowser(endpoint);
  }

  async disconnect(): Promise<void> {
    await this.#browser?.close();
  }

  /** The app, with a part of the relay that no other test uses. */
  site(relay: string = inject("relay")): Site {
    count += 1;
    return { origin: inject("app"), relay, prefix: `test-${process.pid}-${count}` };
  }

  /** A page of a visitor who has never been here. */
  async page(label: string, { storage, browser, ...options }: OpenOptions = {}): Promise<Page> {
    const from = browser ?? this.#browser;
    if (!from) throw new Error("the stage has no browser yet");
    // One would be installed anew for each visitor, and stand between a test and what it changes on the way.
    const context = await from.newContext({ serviceWorkers: "block", ...options });
    if (storage) {
      await context.addInitScript((items) => {
        for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
      }, storage);
    }
    const page = await context.newPage();
    const log: string[] = [];
    page.on("console", (message) => {
      // Said by the browser's driver, of what is asked of it above.
      if (message.text() === "Service Worker registration blocked by Playwright") return;
      log.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => log.push(`pageerror: ${error.stack ?? error.message}`));
    await installProbe(page);
    this.#opened.push({ label, page, log });
    return page;
  }

  async host(options?: OpenOptions): Promise<HostPage> {
    return new HostPage(await this.page("host", options));
  }

  async player(label: string, options?: OpenOptions): Promise<PlayPage> {
    return new PlayPage(await this.page(label, options));
  }

  async lobby(options?: OpenOptions): Promise<LobbyPage> {
    return new LobbyPage(await this.page("lobby", options));
  }

  /** What a page has said on its console, each line with its kind before it. */
  log(page: Page): string[] {
    return this.#opened.find((opened) => opened.page === page)?.log ?? [];
  }

  /** A page of the harness, with `src/net` in reach. */
  async harness(options?: OpenOptions): Promise<Page> {
    const page = await this.page("harness", options);
    await page.goto(inject("harness"));
    await page.waitForFunction(() => "harness" in window);
    return page;
  }

  /** Closes all pages, after keeping and telling what they show where the test has failed. */
  async clear({ task }: TestContext): Promise<void> {
    const opened = this.#opened.splice(0);
    if (task.result?.state === "fail") {
      const told = await keep(task.name, opened);
      const [error] = task.result.errors ?? [];
      if (error) error.message += `\n\n${told}\n`;
    }
    await Promise.all(opened.map(({ page }) => page.context().close()));
  }
}

/** How many of a page's last lines are told with a failure. */
const LINES_TOLD = 6;

/** Keeps pictures and logs, and gives what can be said of them in a few lines. */
async function keep(name: string, opened: Opened[]): Promise<string> {
  const folder = join(root, "test-results", "failed", name.replace(/[^\w-]+/g, "-").slice(0, 80));
  mkdirSync(folder, { recursive: true });
  for (const [at, { label, page, log }] of opened.entries()) {
    const path = join(folder, `${at + 1}-${label}`);
    writeFileSync(`${path}.log`, `${page.url()}\n${log.join("\n")}\n`);
    // A page that was closed has no picture.
    await page.screenshot({ path: `${path}.png`, timeout: 5_000 }).catch(() => {});
  }
  const told = opened.map(async ({ label, page, log }) => {
    const shown = await statuses(page).catch(() => ["closed"]);
    return [`${label}: ${shown.join(" | ")}`, ...log.slice(-LINES_TOLD).map((line) => `  ${line}`)].join(
      "\n",
    );
  });
  return (await Promise.all(told)).join("\n");
}

/** What a page says of how things are, and of what went wrong. */
function statuses(page: Page): Promise<string[]> {
  return page
    .locator(".status-text, [role=alert]")
    .evaluateAll((all) => all.map((one) => (one.textContent ?? "").trim()).filter((text) => text !== ""));
}

/** A stage for the tests of a file. */
export function useStage(): Stage {
  const stage = new Stage();
  beforeAll(() => stage.connect());
  afterEach((context) => stage.clear(context));
  afterAll(() => stage.disconnect());
  return stage;
}
