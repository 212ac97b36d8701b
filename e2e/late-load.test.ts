/** What is loaded after the first picture may not come: the game goes on, says so, and has it once it does. */
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { serve } from "./lib/build.ts";
import { KEYS, type Site } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** A copy of the app that lacks some of its files until they are given back. */
async function appWithout(lacking: RegExp): Promise<{ site: Site; giveBack: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "moq-arcade-late-"));
  cpSync(inject("appFolder"), folder, { recursive: true });
  const assets = join(folder, "assets");
  const names = readdirSync(assets).filter((name) => lacking.test(name));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) renameSync(join(assets, name), join(folder, name));
  const server = await serve(folder);
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const giveBack = () => {
    for (const name of names) renameSync(join(folder, name), join(assets, name));
  };
  return { site: { ...stage.site(), origin: server.origin }, giveBack };
}

test("without what reads the host's word a game is played, and says what is missing until it comes", {
  timeout: 120_000,
}, async () => {
  const { site, giveBack } = await appWithout(/^rest-.*\.js$/);
  const host = await stage.host();
  await host.hostFile(site, "late", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "late");
  await expect.poll(() => viewer.status(), { timeout: 20_000 }).toMatch(/^Playing: .*could not be loaded/);
  const first = (await viewer.frame()) ?? 0;
  // The cartridge counts modulo 256.
  await expect.poll(async () => (((await viewer.frame()) ?? first) - first) & 0xff).toBeGreaterThan(30);
  await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);
  giveBack();
  await expect.poll(() => viewer.status(), { timeout: 40_000 }).toBe("Playing");
  await expect.poll(() => viewer.page.locator(".player.own").count()).toBe(1);
});

test("settings that cannot be loaded are a sentence, after which the keys play on; then they are there", {
  timeout: 120_000,
}, async () => {
  const { site, giveBack } = await appWithout(/^preferences-.*\.js$/);
  const host = await stage.host();
  await host.hostFile(site, "late", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "late");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.page.keyboard.press("o");
  const alert = viewer.page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.textContent()).toContain("The settings could not be loaded");
  await viewer.page.keyboard.press("Escape");
  await expect.poll(() => alert.count()).toBe(0);
  await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);
  giveBack();
  await viewer.page.keyboard.press("o");
  await viewer.page.getByRole("dialog").waitFor();
});
