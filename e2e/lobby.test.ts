/** The lobby: what is live, as living pictures. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { gamePath } from "../src/arcade/name.ts";
import { Broadcast, Connection, Path } from "../src/net/index.ts";
import { PlayPage } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

test("a game is in the lobby as a living picture, from its beginning to its end", async () => {
  const site = stage.site();
  const lobby = await stage.lobby();
  await lobby.open(site);
  await expect.poll(() => lobby.page.getByText("No games yet").count()).toBe(1);

  const host = await stage.host();
  await host.hostFile(site, "tile", makeProbeRom());
  await expect.poll(() => lobby.names()).toEqual(["tile"]);
  await expect.poll(() => lobby.reading()).toBeDefined();
  const frame = (await lobby.reading())?.frame;
  await expect.poll(async () => (await lobby.reading())?.frame).not.toBe(frame);
  // Who only looks is no player.
  expect(await host.players()).toHaveLength(1);

  await lobby.tile("tile").click();
  const play = new PlayPage(lobby.page);
  await expect.poll(() => play.status()).toBe("Playing");
  expect(new URL(lobby.page.url()).pathname).toBe("/play/tile");
  await expect.poll(async () => (await host.players()).length).toBe(2);

  await lobby.page.keyboard.press("Escape");
  await expect.poll(() => lobby.names()).toEqual(["tile"]);
  expect(new URL(lobby.page.url()).pathname).toBe("/");
  await expect.poll(async () => (await host.players()).length).toBe(1);
  await expect.poll(() => lobby.reading()).toBeDefined();

  await host.page.close();
  await expect.poll(() => lobby.names()).toEqual([]);
  await expect.poll(() => lobby.page.getByText("No games yet").count()).toBe(1);
});

test("names of any script are shown, linked and played as they are", async () => {
  const site = stage.site();
  const name = "Käse & <b>おまけ 100%?#";
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  const lobby = await stage.lobby();
  await lobby.open(site);
  await expect.poll(() => lobby.names()).toEqual([name]);
  await lobby.tile(name).click();
  const play = new PlayPage(lobby.page);
  await expect.poll(() => play.status()).toBe("Playing");
  expect(await play.page.locator(".console-title").textContent()).toBe(name);
  await expect.poll(() => play.frame()).toBeDefined();
});

test("the lobby leads to the pages that send and watch other things, at the same relay", async () => {
  const site = stage.site();
  const lobby = await stage.lobby();
  await lobby.open(site);
  // Hosting a game is what comes first.
  expect(await lobby.page.locator("main a").first().textContent()).toBe("Host a game");
  for (const [name, path] of [
    ["Send a camera or a screen", "/publish"],
    ["watch any broadcast", "/watch"],
  ] as const) {
    await lobby.page.getByRole("link", { name }).click();
    await expect.poll(() => new URL(lobby.page.url()).pathname).toBe(path);
    expect(new URL(lobby.page.url()).searchParams.get("prefix")).toBe(site.prefix);
    expect(await lobby.page.getByRole("alert").count()).toBe(0);
    await lobby.page.goBack();
    await expect.poll(() => new URL(lobby.page.url()).pathname).toBe("/");
  }
});

/** Games without anything in them, under these names, until the test is over or they are closed. */
async function makeAnnouncer(prefix: string): Promise<(names: readonly string[]) => Broadcast.Producer[]> {
  const connection = await Connection.connect(new URL(inject("relay")));
  onTestFinished(() => connection.close());
  return (names) =>
    names.map((name) => {
      const broadcast = new Broadcast.Producer();
      onTestFinished(() => broadcast.close());
      connection.publish(Path.from(gamePath(prefix, name)), broadcast);
      return broadcast;
    });
}

/** What a frame may take the page's thread, in milliseconds, for there to be 55 of them a second. */
const FRAME_MS = 1_000 / 55;

/**
 * Scrolls up and down, and gives what a frame took the page's thread, in milliseconds of processor time: frames a second
 * are for whoever else is at work on the machine to decide, too.
 */
async function scrollingCost(page: Page, frames = 60): Promise<{ frameMs: number; framesPerSecond: number }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const taskMs = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
    if (seconds === undefined) throw new Error("the browser does not tell what its tasks took");
    return seconds * 1_000;
  };
  const before = await taskMs();
  const tookMs = await page.evaluate(async (frames) => {
    const startMs = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      await new Promise(requestAnimationFrame);
      scrollBy(0, Math.floor(frame / 30) % 2 ? -60 : 90);
    }
    return performance.now() - startMs;
  }, frames);
  const frameMs = ((await taskMs()) - before) / frames;
  await cdp.detach();
  return { frameMs, framesPerSecond: (frames * 1_000) / tookMs };
}

test("a thousand games are listed, found, and scrolled through at 55 frames a second", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const names = Array.from({ length: 1_000 }, (_, i) => `game ${i}`);
  const announce = await makeAnnouncer(site.prefix);
  announce([...names.slice(0, 20), ".hidden", "x".repeat(65)]);
  const lobby = await stage.lobby({ viewport: { width: 1280, height: 800 } });
  const { page } = lobby;
  await lobby.open(site);
  const listed = () => page.locator(".tiles > li").first().getAttribute("aria-setsize");
  await expect.poll(listed).toBe("20");
  expect(await lobby.names()).toEqual(names.slice(0, 20));
  const few = await scrollingCost(page);

  const others = announce(names.slice(20));
  await expect.poll(listed).toBe("1000");
  // Only those near the screen are on the page.
  expect(await page.locator("a.tile").count()).toBeLessThan(100);
  const many = await scrollingCost(page);
  const figures = ({ frameMs, framesPerSecond }: typeof many) =>
    `${frameMs.toFixed(1)} ms a frame, ${framesPerSecond.toFixed(1)} frames a second`;
  console.info(`scrolling 1,000 games: ${figures(many)}; 20 games: ${figures(few)}`);
  expect(many.frameMs).toBeGreaterThan(0);
  expect(many.frameMs).toBeLessThan(FRAME_MS);

  await page.keyboard.press("End");
  await expect.poll(async () => (await lobby.names()).at(-1)).toBe("game 999");
  await page.keyboard.press("Home");
  await expect.poll(async () => (await lobby.names())[0]).toBe("game 0");
  await page.keyboard.press("/");
  await page.keyboard.type("GAME 99");
  await expect.poll(() => lobby.names()).toEqual(names.filter((name) => name.includes("99")));
  expect(await page.locator(".search-result").textContent()).toBe("19 of 1000 games");
  await page.keyboard.press("Escape");
  await expect.poll(listed).toBe("1000");
  for (const broadcast of others.slice(480)) broadcast.close();
  await expect.poll(listed).toBe("500");
});
