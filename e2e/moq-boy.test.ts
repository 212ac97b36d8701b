/** Upstream's moq-boy: npm's `@moq/boy` at our games, and our pages at a game that is laid out as its host's. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { spread } from "../bench/statistics.ts";
import type { PlayStats } from "../src/arcade/types.ts";
import type { Site } from "./lib/pages.ts";
import { reading } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { AUDIBLE } from "./lib/publish.ts";
import { HELD_BITS, makeProbeRom, type Reading } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

async function expectMoving(look: () => Promise<Reading | undefined>): Promise<void> {
  await expect.poll(look).toBeDefined();
  const first = (await look())?.frame;
  await expect.poll(async () => (await look())?.frame).not.toBe(first);
}

const size = (page: Page, selector: string) =>
  page.locator(selector).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    return { width, height };
  });

test("npm's @moq/boy lists our game, shows it, sounds it and plays it", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "theirs", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const page = await stage.harness();
  await page.evaluate(({ relay, prefix }) => window.harness.playGamesWithNpm(relay, prefix), site);
  await expect.poll(() => page.locator("moq-boy .boy__label").allTextContents()).toEqual(["theirs"]);
  const seen = () => reading(page, "moq-boy >>> canvas");
  await expectMoving(seen);
  expect(await size(page, "moq-boy canvas")).toEqual({ width: 160, height: 144 });

  // By key, and by the buttons on its screen: the machine counts, and its picture comes back.
  await page.locator("moq-boy canvas").click();
  await page.keyboard.down("x");
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.a);
  await expect.poll(async () => (await seen())?.count).toBe(1);
  await page.keyboard.up("x");
  await expect.poll(async () => (await seen())?.held).toBe(0);
  await page.keyboard.down("x");
  await expect.poll(async () => (await seen())?.count).toBe(2);
  await page.keyboard.up("x");
  await page.locator('moq-boy [data-button="left"]').hover();
  await page.mouse.down();
  await expect.poll(async () => (await seen())?.held).toBe(HELD_BITS.left);
  expect(await page.locator("moq-boy .boy__btn--active").allTextContents()).toEqual(["\u25C4"]);
  await page.mouse.up();
  await expect.poll(async () => (await host.reading())?.held).toBe(0);
  expect((await host.reading())?.count).toBe(2);
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await expectMoving(seen);
});

/** A game laid out as the native moq-boy's. */
async function startBoy(site: Site, name: string, framesPerSecond = 60) {
  const page = await stage.harness();
  await page.evaluate(
    async ({ relay, prefix, name, framesPerSecond }) =>
      (await window.harness.boyHost()).start(relay, prefix, name, framesPerSecond),
    { ...site, name, framesPerSecond },
  );
  const told = () =>
    page.evaluate(async () => {
      const { commands, frames, uses, held, presses, isDescribed } = (await window.harness.boyHost()).game();
      return { commands, frames, uses, held, presses, isDescribed };
    });
  await expect.poll(async () => (await told()).isDescribed).toBe(true);
  return { page, told };
}

test("a game of the native moq-boy is in the lobby, is seen and heard, and hears what is pressed", async () => {
  const site = stage.site();
  const { told } = await startBoy(site, "native");
  const lobby = await stage.lobby();
  await lobby.open(site);
  await expect.poll(() => lobby.names()).toEqual(["native"]);
  await expectMoving(() => lobby.reading());
  await lobby.tile("native").click();
  await lobby.page.close();

  const player = await stage.player("player");
  await player.open(site, "native");
  await expectMoving(() => player.reading());
  await expect.poll(() => player.status()).toBe("Playing");
  expect(await size(player.page, "canvas.screen-picture")).toEqual({ width: 160, height: 144 });
  await player.page.locator(".console-title").click();
  await expect.poll(() => player.loudness()).toBeGreaterThan(AUDIBLE);

  await player.hold("left");
  await expect.poll(async () => (await told()).held).toBe(HELD_BITS.left);
  await player.hold("a");
  await expect.poll(async () => (await player.reading())?.held).toBe(HELD_BITS.left | HELD_BITS.a);
  expect((await player.reading())?.count).toBe(1);
  await expect.poll(async () => (await player.players()).map(({ name }) => name)).toEqual(["You"]);
  await player.release("left");
  await player.release("a");
  await expect.poll(async () => (await player.reading())?.held).toBe(0);
  const { commands, presses } = await told();
  expect(presses).toBe(1);
  expect(commands).toContainEqual(expect.objectContaining({ type: "buttons", buttons: ["left", "a"] }));
  expect(commands.at(-1)).toMatchObject({ type: "buttons", buttons: [] });
});

test("a game of the native moq-boy that has paused goes on for who comes next", async () => {
  const site = stage.site();
  const { told } = await startBoy(site, "paused");
  const first = await stage.player("first");
  await first.open(site, "paused");
  await expectMoving(() => first.reading());
  await first.hold("b");
  await expect.poll(async () => (await told()).held).toBe(HELD_BITS.b);
  await first.page.close();
  await expect.poll(async () => (await told()).held).toBe(0);
  const isStill = async () => {
    const { frames } = await told();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return (await told()).frames === frames;
  };
  await expect.poll(isStill).toBe(true);
  // So that what the relay has kept is old.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const second = await stage.player("second");
  await second.open(site, "paused");
  await expectMoving(() => second.reading());
  await expect.poll(() => second.status()).toBe("Playing");
  await second.hold("a");
  await expect.poll(async () => (await second.reading())?.count).toBe(1);
});

/** Counts the decoders of pictures that the page's Workers make from now on. */
async function countDecoders(page: Page): Promise<() => Promise<number>> {
  const workers = page.workers();
  for (const worker of workers) {
    await worker.evaluate(() => {
      const made = { count: 0 };
      Object.assign(globalThis, { made });
      globalThis.VideoDecoder = class extends VideoDecoder {
        constructor(init: VideoDecoderInit) {
          super(init);
          made.count++;
        }
      };
    });
  }
  return async () => {
    const counts = workers.map((worker) =>
      worker.evaluate(() => (globalThis as unknown as { made: { count: number } }).made.count),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
}

/** Of some 90 pictures, for the moments between a figure and what was sent until then. */
const LOST_MAX = 9;

test("a catalog that is told ten times a second, always the same, starts no decoder and costs no picture", async () => {
  const site = stage.site();
  // Half as many as the screen shows, so that none is passed over because the next is due as well.
  const { page: sender, told } = await startBoy(site, "again", 30);
  const player = await stage.player("player");
  await player.open(site, "again");
  await expectMoving(() => player.reading());
  /** How many figures came, which they do four times a second, and the pictures that were shown up to the last. */
  const figures = () =>
    player.page.evaluate(() => {
      const told = window.probe.told.filter(({ data }) => data.type === "stats");
      return {
        told: told.length,
        shown: (told.at(-1)?.data.stats as PlayStats | undefined)?.framesShown ?? 0,
      };
    });
  const count = async () => {
    const before = (await figures()).told;
    await expect.poll(async () => (await figures()).told, { interval: 5 }).toBeGreaterThan(before);
    return { sent: (await told()).frames, shown: (await figures()).shown };
  };
  /** Pictures that were sent and not shown, over three seconds. */
  const lost = async () => {
    const before = await count();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const after = await count();
    return after.sent - before.sent - (after.shown - before.shown);
  };
  const repeat = (everyMs: number | undefined) =>
    sender.evaluate(
      async (everyMs) => (await window.harness.boyHost()).game().repeatCatalog(everyMs),
      everyMs,
    );
  const decoders = await countDecoders(player.page);
  const quiet: number[] = [];
  const repeated: number[] = [];
  // By turns, and the middle one of each: what else the machine has to do falls on both.
  for (let round = 0; round < 5; round++) {
    quiet.push(await lost());
    await repeat(100);
    repeated.push(await lost());
    await repeat(undefined);
  }
  expect(await decoders()).toBe(0);
  console.info(`pictures lost in 3 s: ${quiet} without, ${repeated} with a catalog each 100 ms`);
  expect(spread(repeated).median).toBeLessThanOrEqual(Math.max(spread(quiet).median, 0) + LOST_MAX);
  expect((await told()).uses).toBe(1);
  expect(await player.status()).toBe("Playing");
});
