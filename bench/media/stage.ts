/** What the bench runs on: the page as it is deployed, a relay, and a browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../e2e/lib/browser.ts";
import { serve, viteBuild } from "../../e2e/lib/build.ts";
import { until } from "../../e2e/lib/until.ts";
import { ensureAll, startRelay } from "../../scripts/lib/index.mjs";
import { createReporter } from "../../scripts/lib/report.mjs";
import { clockOffsetMs } from "./clock.ts";
import type { EntrantName, Observed } from "./page/player.ts";
import { SCENES, type SceneName } from "./page/scene.ts";
import type { Sent } from "./page/sending.ts";

/** Memory is weighed when it is asked for, and not at the next collection. */
const FLAGS = ["--enable-blink-features=ForceEagerMeasureMemory"];

export interface Stage {
  browser: Browser;
  /** A broadcast that goes on until it is closed. */
  send(scene: SceneName): Promise<SenderPage>;
  /** A player in a page of its own, which shows a picture and is heard; closed when `use` has settled. */
  withPlayer<T>(
    entrant: EntrantName,
    latency: string,
    sender: SenderPage,
    use: (player: PlayerPage) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

/** Builds what is missing and starts everything. */
export async function openStage(say: (text: string) => void): Promise<Stage> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    await ensureAll({ only: ["packages", "wasm", "relay"], report: createReporter() });
    say("building the page");
    const folder = mkdtempSync(join(tmpdir(), "moq-arcade-bench-"));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    process.once("exit", remove);
    ends.push(remove);
    await viteBuild(["--config", "bench/media/page/vite.config.ts", "--outDir", folder]);
    const server = await serve(folder);
    ends.push(() => server.close());
    say("starting the relay and Chromium");
    const relay = await startRelay();
    ends.push(() => relay.close());
    const browser = await launchBrowser(FLAGS);
    ends.push(() => browser.close());
    const open = async () => {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      await page.goto(server.origin);
      await page.waitForFunction(() => "media" in window);
      return page;
    };
    let broadcasts = 0;
    return {
      browser,
      async send(name) {
        const options = { relay: relay.url, path: `bench/media-${++broadcasts}`, scene: SCENES[name] };
        const page = await open();
        await page.evaluate((options) => window.media.send(options), options);
        return new SenderPage(page, options.path, await clockOffsetMs(page));
      },
      async withPlayer(entrant, latency, sender, use) {
        const page = await open();
        try {
          const options = { relay: relay.url, path: sender.path, latency };
          await page.evaluate(([entrant, options]) => window.media.play(entrant, options), [
            entrant,
            options,
          ] as const);
          // A gesture lets the sound begin.
          await page.mouse.click(1_000, 700);
          const player = new PlayerPage(page, await clockOffsetMs(page));
          await player.begin(true);
          await until(`${entrant} shows a picture and is heard`, async () => {
            const { picture, sound } = await page.evaluate(() => window.media.perceives());
            return picture && sound;
          }).catch(async (error: Error) => {
            throw new Error(`${error.message}: ${await page.evaluate(() => window.media.account())}`);
          });
          await player.end();
          return await use(player);
        } finally {
          await page.context().close();
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The page that sends. */
export class SenderPage {
  readonly path: string;
  /** See {@link clockOffsetMs}. */
  readonly offsetMs: number;
  #page: Page;

  constructor(page: Page, path: string, offsetMs: number) {
    this.#page = page;
    this.path = path;
    this.offsetMs = offsetMs;
  }

  begin(): Promise<void> {
    return this.#page.evaluate(() => window.media.beginSent());
  }

  take(): Promise<Sent> {
    return this.#page.evaluate(() => window.media.takeSent());
  }

  close(): Promise<void> {
    return this.#page.context().close();
  }
}

/** A page that plays. */
export class PlayerPage {
  /** See {@link clockOffsetMs}. */
  readonly offsetMs: number;
  #page: Page;

  constructor(page: Page, offsetMs: number) {
    this.#page = page;
    this.offsetMs = offsetMs;
  }

  /** @param looks whether at the picture, too */
  begin(looks: boolean): Promise<void> {
    return this.#page.evaluate((looks) => window.media.begin(looks), looks);
  }

  end(): Promise<Observed> {
    return this.#page.evaluate(() => window.media.end());
  }

  /** When the page was opened, by its wall clock, in milliseconds. */
  timeOrigin(): Promise<number> {
    return this.#page.evaluate(() => performance.timeOrigin);
  }

  memoryBytes(): Promise<number> {
    return this.#page.evaluate(() => window.media.memoryBytes());
  }
}
