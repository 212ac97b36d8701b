/** The page that sends, as a person uses it, and what is received of it. */
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { PublishStats } from "../../src/publish/types.ts";
import type { Watched, WatchOptions } from "../harness/viewer.ts";
import type { Stage } from "../stage.ts";
import { address, type Site } from "./pages.ts";

/** Chromium's own: a picture that moves and counts, and a beep each second. */
export const FAKE_DEVICES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** Well above what silence and rounding leave, well below a beep. */
export const AUDIBLE = 0.005;

/** A page that sends under a name of the test's own. */
export class SendPage {
  readonly page: Page;
  readonly name: string;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
  }

  static async open(stage: Stage, site: Site, browser: Browser): Promise<SendPage> {
    const page = await stage.page("publish", { browser });
    const name = `${site.prefix}/live`;
    await page.goto(address(site, "/publish", { name }));
    return new SendPage(page, name);
  }

  /** One that is live with a camera and a microphone. */
  static async live(stage: Stage, site: Site, browser: Browser): Promise<SendPage> {
    const sending = await SendPage.open(stage, site, browser);
    await sending.press("Camera");
    await sending.goLive();
    return sending;
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async goLive(): Promise<void> {
    await this.press("Go live");
    await expect.poll(() => this.status()).toMatch(/^Live/);
  }

  /** The line that tells how things are. */
  async status(): Promise<string> {
    return (await this.page.locator(".status-text").textContent()) ?? "";
  }

  /** What the publisher's Worker has told last. */
  stats(): Promise<PublishStats | undefined> {
    return this.page.evaluate(
      () => window.probe.told.findLast(({ data }) => data.type === "stats")?.data.stats as never,
    );
  }

  /** How many pictures and packets of each rendition have been encoded. */
  async encoded(): Promise<Record<string, number>> {
    const { renditions = [] } = (await this.stats()) ?? {};
    return Object.fromEntries(renditions.map(({ name, encoded }) => [name, encoded]));
  }

  /** The notices that something is wrong: title and text of each. */
  async problems(): Promise<string[]> {
    return this.page.getByRole("alert").allInnerTexts();
  }
}

/** A page of the harness that receives a broadcast. */
export class Watching {
  readonly #page: Page;
  readonly #number: number;

  private constructor(page: Page, number: number) {
    this.#page = page;
    this.#number = number;
  }

  static async begin(page: Page, relay: string, name: string, options: WatchOptions = {}): Promise<Watching> {
    const number = await page.evaluate(
      ({ relay, name, options }) => window.harness.viewer.watch(relay, name, options),
      { relay, name, options },
    );
    return new Watching(page, number);
  }

  /** What there has been so far. */
  look(): Promise<Watched> {
    return this.#page.evaluate((number) => window.harness.viewer.look(number), this.#number);
  }

  /** What there has been once it is enough. */
  async until(isEnough: (watched: Watched) => boolean): Promise<Watched> {
    await expect.poll(() => this.look()).toSatisfy(isEnough);
    return this.look();
  }

  stop(): Promise<void> {
    return this.#page.evaluate((number) => window.harness.viewer.stop(number), this.#number);
  }
}

/** What a page of the harness receives of a broadcast until it is enough. */
export async function watch(
  page: Page,
  relay: string,
  name: string,
  isEnough: (watched: Watched) => boolean,
  options: WatchOptions = {},
): Promise<Watched> {
  const watching = await Watching.begin(page, relay, name, options);
  const watched = await watching.until(isEnough);
  await watching.stop();
  return watched;
}

/** So many pictures that differ from those before, and something to be heard. */
export const movesAndSounds =
  (moved: number) =>
  (watched: Watched): boolean =>
    watched.moved > moved && watched.loudest > AUDIBLE;

/**
 * How long it took until something was captured for who came, in milliseconds: the first picture's time, by the clock
 * that the page's is by the quickest of all pictures. What was captured before is there at once, and takes none.
 */
export function waitedMs({ sinceUs, videoUs, videoLagUs }: Watched): number {
  const [firstUs = Number.POSITIVE_INFINITY] = videoUs;
  return (firstUs + videoLagUs - sinceUs) / 1000;
}
