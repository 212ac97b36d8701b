/** The pages as they are deployed: no error, isolated, and as talkative as they were asked to be. */
import { expect, test } from "vitest";
import { address } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Lines that speak of something wrong. */
const errors = (log: string[]) => log.filter((line) => /^(error|pageerror):/.test(line));

/** Lines that nobody has asked for. */
const chatter = (log: string[]) => log.filter((line) => /^(log|info|debug|trace):/.test(line));

test("every page loads without an error, without chatter, and cross-origin isolated", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "quiet", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const lobby = await stage.lobby();
  await lobby.open(site);
  await expect.poll(() => lobby.reading()).toBeDefined();
  const viewer = await stage.player("viewer");
  await viewer.open(site, "quiet");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.page.locator(".console-title").click();
  await expect.poll(() => viewer.loudness()).toBeGreaterThan(0.005);
  const clips = { page: await stage.page("clips") };
  await clips.page.goto(address(site, "/clip"));
  await expect.poll(() => clips.page.getByText("Open a clip").count()).toBe(1);
  for (const { page } of [host, lobby, viewer, clips]) {
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(errors(stage.log(page))).toEqual([]);
    expect(chatter(stage.log(page))).toEqual([]);
  }
  await viewer.page.keyboard.press("Escape");
  await expect.poll(() => new URL(viewer.page.url()).pathname).toBe("/");
  expect(errors(stage.log(viewer.page))).toEqual([]);
});

test("localStorage.moq_log makes the wasm's log appear", async () => {
  const site = stage.site();
  const lobby = await stage.lobby({ storage: { moq_log: "debug" } });
  await lobby.open(site);
  await expect.poll(() => lobby.page.getByText("No games yet").count()).toBe(1);
  await expect
    .poll(() => stage.log(lobby.page).filter((line) => /moq_net/.test(line)).length)
    .toBeGreaterThan(0);
});

test("an address that is no page of the app says so", async () => {
  const site = stage.site();
  const page = await stage.page("lost");
  await page.goto(`${site.origin}/no/such/page`);
  await expect.poll(() => page.getByText("No such page").count()).toBe(1);
  await page.getByRole("link", { name: "To the lobby" }).last().click();
  expect(new URL(page.url()).pathname).toBe("/");
});
