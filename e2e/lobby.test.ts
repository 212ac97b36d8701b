/** The lobby: what is live, as living pictures. */
import { expect, test } from "vitest";
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
