/** axe-core looks at every page in its main states, dark and light. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "./lib/axe.ts";
import { ClipPage, keep } from "./lib/clips.ts";
import { address } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** What was found so far, each with the state it was found in. */
class Findings {
  readonly lines: string[] = [];

  async look(page: Page, state: string): Promise<void> {
    for (const line of await violations(page)) this.lines.push(`${state}: ${line}`);
  }
}

test("nothing serious on any page of a game, from the lobby to the clip", { timeout: 180_000 }, async () => {
  const site = stage.site();
  const rom = makeProbeRom();
  const findings = new Findings();
  const lobby = await stage.lobby();
  await lobby.open(site);
  await expect.poll(() => lobby.page.getByText("No games yet").count()).toBe(1);
  await findings.look(lobby.page, "lobby, empty");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "room");
  await expect.poll(() => viewer.status()).toContain("Waiting for the game");
  await findings.look(viewer.page, "play, waiting");

  const host = await stage.host();
  await host.open(site);
  await expect.poll(() => host.page.getByText("Too many paws").count()).toBeGreaterThan(0);
  await findings.look(host.page, "host, choosing");
  await host.chooseFile(rom);
  await host.name("room");
  await host.start();
  await expect.poll(() => host.status()).toBe("Live");
  await host.page.getByRole("button", { name: "QR code" }).click();
  await findings.look(host.page, "hosting");
  await expect.poll(() => lobby.names()).toEqual(["room"]);
  await findings.look(lobby.page, "lobby, with a game");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.page.getByRole("button", { name: "Statistics" }).click();
  await findings.look(viewer.page, "play, playing");

  for (const mode of ["Democracy", "Baton", "Seats"]) {
    await host.page.getByRole("button", { name: mode }).click();
    await expect.poll(() => viewer.page.locator(".mode").count()).toBe(1);
    await findings.look(host.page, `hosting, ${mode}`);
    await findings.look(viewer.page, `play, ${mode}`);
  }

  await viewer.page.getByRole("button", { name: "Share" }).click();
  await expect.poll(() => viewer.page.getByRole("img", { name: /as a QR code/ }).count()).toBe(1);
  await findings.look(viewer.page, "play, sharing");
  await viewer.page.keyboard.press("Escape");
  await viewer.page.getByRole("button", { name: "Keep a clip" }).click();
  const { name, file } = await keep(viewer, "The last 30 seconds");
  await findings.look(viewer.page, "play, keeping");
  await host.page.getByRole("button", { name: "End the game" }).click();
  await expect.poll(() => viewer.status()).toMatch(/gone|ended/);
  await findings.look(viewer.page, "play, gone");
  await findings.look(host.page, "hosting, ended");

  const clip = new ClipPage(lobby.page);
  await clip.open(site);
  await expect.poll(() => clip.page.getByText("Open a clip").count()).toBe(1);
  await findings.look(clip.page, "clip, none yet");
  await clip.choose(file, name);
  await expect.poll(() => clip.page.getByText("This clip is of “PROBE”").count()).toBe(1);
  await findings.look(clip.page, "clip, asking for its game");
  await clip.choose(rom, "probe.gb");
  await expect.poll(() => clip.at()).toBeGreaterThan(0);
  await findings.look(clip.page, "clip, playing");
  expect(findings.lines).toEqual([]);
});

test("nothing serious on the other pages, nor where there is nothing to show", {
  timeout: 120_000,
}, async () => {
  const site = stage.site();
  const findings = new Findings();
  const page = await stage.page("other");
  const look = async (state: string, url: string, there: string) => {
    await page.goto(url);
    await expect.poll(() => page.getByText(there).count(), { message: state }).toBeGreaterThan(0);
    await findings.look(page, state);
  };
  const nowhere = { relay: "http://localhost:1/" };
  await look("lobby, relay gone", address(site, "/", nowhere), "The relay does not answer");
  await look("no such relay", address(site, "/", { relay: "nowhere" }), "The relay is not known");
  await look("not found", address(site, "/no/such/page"), "No such page");
  await look("watch, choosing", address(site, "/watch"), "Watch a broadcast");
  await look("watch, waiting", address(site, "/watch", { name: `${site.prefix}/nobody` }), "Waiting for");
  await look("publish", address(site, "/publish"), "Choose what to send");
  expect(findings.lines).toEqual([]);
});
