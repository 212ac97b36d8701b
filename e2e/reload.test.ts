/** A page that is reloaded in the middle of a game is back where it was; another tab is somebody else. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type HostPage, PlayPage, type Site } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const SLOW = { timeout: 90_000 };

async function gather(name: string): Promise<{ site: Site; host: HostPage; ann: PlayPage; bo: PlayPage }> {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const join = async (player: string) => {
    const page = await stage.player(player, { storage: { "moq-arcade.display-name": player } });
    await page.open(site, name);
    await expect.poll(() => page.status()).toBe("Playing");
    return page;
  };
  const [ann, bo] = [await join("Ann"), await join("Bo")];
  await expect.poll(async () => (await host.players()).length).toBe(3);
  return { site, host, ann, bo };
}

const choose = (host: HostPage, mode: string) => host.page.getByRole("button", { name: mode }).click();
const button = ({ page }: PlayPage | HostPage, name: string | RegExp) => page.getByRole("button", { name });
const held = async (page: PlayPage) => (await page.reading())?.held;
const modeText = ({ page }: PlayPage) => page.locator(".mode-text").textContent();

/** Opens a tab as a browser that duplicates another does: with a copy of what that has kept for itself. */
async function duplicate(page: Page): Promise<PlayPage> {
  const kept = await page.evaluate(() => Object.entries(sessionStorage));
  const copy = await page.context().newPage();
  await copy.addInitScript((items) => {
    if (sessionStorage.length === 0) for (const [name, value] of items) sessionStorage.setItem(name, value);
  }, kept);
  await copy.goto(page.url());
  return new PlayPage(copy);
}

test(
  "who reloads has the seat again, lets go meanwhile, and plays on; a duplicate of the tab has not",
  SLOW,
  async () => {
    const { host, ann, bo } = await gather("seated");
    await choose(host, "Seats");
    await button(ann, "Take the seat: Up").click();
    await ann.hold("left");
    await expect.poll(() => held(bo)).toBe(HELD_BITS.left);
    // More than once, since what is numbered goes on.
    for (let times = 0; times < 2; times++) {
      await ann.page.reload();
      await expect.poll(() => held(bo)).toBe(0);
      await expect.poll(() => ann.status()).toBe("Playing");
      await expect.poll(() => button(ann, "Leave your seat: Up").count()).toBe(1);
      await ann.hold("right");
      await expect.poll(() => held(bo)).toBe(HELD_BITS.right);
      await ann.release("right");
      await expect.poll(() => held(bo)).toBe(0);
    }
    await expect.poll(async () => (await host.players()).length).toBe(3);

    const copy = await duplicate(ann.page);
    await expect.poll(() => copy.status()).toBe("Playing");
    await expect.poll(async () => (await host.players()).length).toBe(4);
    expect(await button(copy, "Leave your seat").count()).toBe(0);
    expect(await button(ann, "Leave your seat: Up").count()).toBe(1);
    await ann.hold("up");
    await expect.poll(() => held(bo)).toBe(HELD_BITS.up);
    // It has an id of its own, which it keeps as well.
    await button(copy, "Take the seat: A").click();
    await expect.poll(() => button(copy, "Leave your seat: A").count()).toBe(1);
    await copy.page.reload();
    await expect.poll(() => button(copy, "Leave your seat: A").count()).toBe(1);
  },
);

test(
  "who reloads has the baton again, or the place in the queue, and whoever stays away loses it",
  SLOW,
  async () => {
    const { host, ann, bo } = await gather("baton");
    await choose(host, "Baton");
    await button(host, "More").click();
    await ann.hold("a");
    await expect.poll(() => modeText(bo)).toBe("Ann has the baton");
    await button(bo, "Ask for it").click();
    await expect.poll(() => ann.page.locator(".mode-detail").textContent()).toBe("Next: Bo");
    await bo.page.reload();
    await expect.poll(() => button(bo, "Stop waiting").count()).toBe(1);
    await ann.page.reload();
    await expect.poll(() => modeText(ann)).toBe("You have the baton");
    await ann.hold("b");
    await expect.poll(() => held(bo)).toBe(HELD_BITS.b);
    await ann.page.close();
    await expect.poll(() => held(bo)).toBe(0);
    await expect.poll(() => modeText(bo)).toBe("Ann (away) has the baton");
    await expect.poll(() => modeText(bo), { timeout: 15_000 }).toBe("You have the baton");
  },
);

test("who reloads has voted, and may vote otherwise", SLOW, async () => {
  const { host, ann, bo } = await gather("votes");
  await choose(host, "Democracy");
  // Longer than a reload takes.
  const longest = host.page.locator(".stepper-value", { hasText: "30 seconds" });
  while ((await longest.count()) === 0) await button(host, "More").click();
  const votes = ({ page }: PlayPage) =>
    page.locator(".tally-button:not(:has(.tally-count:text-is('0')))").allTextContents();
  await expect.poll(() => modeText(ann)).toBe("What you press is your vote");
  await ann.hold("a");
  await expect.poll(() => votes(ann)).toEqual(["AA1your vote"]);
  await ann.page.reload();
  await expect.poll(() => votes(ann)).toEqual(["AA1your vote"]);
  expect(await votes(bo)).toEqual(["AA1"]);
  await ann.hold("b");
  await expect.poll(() => votes(ann)).toEqual(["BB1your vote"]);
});

test("who is muted or removed is so after a reload", SLOW, async () => {
  const { host, ann, bo } = await gather("quiet");
  await button(host, "Mute Ann").click();
  await expect.poll(() => ann.status()).toMatch(/The host has muted you/);
  await ann.page.reload();
  await expect.poll(() => ann.status()).toMatch(/The host has muted you/);
  host.page.on("dialog", (dialog) => void dialog.accept());
  await button(host, "Remove Ann").click();
  await expect.poll(() => ann.status()).toMatch(/The host has removed you/);
  await ann.page.reload();
  await expect.poll(() => ann.status()).toMatch(/The host has removed you/);
  await bo.hold("a");
  await expect.poll(() => held(bo)).toBe(HELD_BITS.a);
});
