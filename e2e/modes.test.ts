/** The ways to share one controller: three players and a host, in each. */
import { expect, test } from "vitest";
import { BUTTONS, toButtons } from "../emulator/buttons.ts";
import { decodeClip } from "../emulator/clip/index.ts";
import { keep } from "./lib/clips.ts";
import type { ConsolePage, HostPage, PlayPage, Site } from "./lib/pages.ts";
import { reading } from "./lib/picture.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const SLOW = { timeout: 120_000 };

interface Party {
  site: Site;
  host: HostPage;
  players: [PlayPage, PlayPage, PlayPage];
}

/** A host and three who play, all of whom see each other. */
async function gather(name: string): Promise<Party> {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const join = async (label: string) => {
    const player = await stage.player(label);
    await player.open(site, name);
    await expect.poll(() => player.status()).toBe("Playing");
    return player;
  };
  const players: Party["players"] = [await join("first"), await join("second"), await join("third")];
  for (const page of [host, ...players]) await expect.poll(async () => (await page.players()).length).toBe(4);
  return { site, host, players };
}

const choose = (host: HostPage, mode: string) => host.page.getByRole("button", { name: mode }).click();

const held = async (page: ConsolePage) => (await page.reading())?.held;

const modeText = (page: ConsolePage) => page.page.locator(".mode-text").textContent();

const tally = (page: ConsolePage) => page.page.locator(".tally-button").allTextContents();

/** What a page says that it holds, as it is read aloud. */
const ownButtons = async (page: ConsolePage) =>
  (await page.players()).find(({ name }) => name === "You")?.buttons;

test("anarchy: all held buttons are joined, and again after another mode", SLOW, async () => {
  const { host, players } = await gather("anarchy");
  const [first, second, third] = players;
  expect(await first.page.locator(".mode").count()).toBe(0);
  await first.hold("a");
  await second.hold("left");
  await third.hold("up");
  const all = HELD_BITS.a | HELD_BITS.left | HELD_BITS.up;
  for (const page of [host, ...players]) await expect.poll(() => held(page)).toBe(all);
  // Who holds no seat holds nothing of the game's, from the next frame on.
  await choose(host, "Seats");
  for (const page of players) await expect.poll(() => held(page)).toBe(0);
  await expect.poll(() => ownButtons(second)).toBe("not counted: Left");
  await choose(host, "Anarchy");
  for (const page of players) await expect.poll(() => held(page)).toBe(all);
  await expect.poll(() => ownButtons(second)).toBe("Left");
  for (const page of [first, second]) await page.page.close();
  await expect.poll(() => held(third)).toBe(HELD_BITS.up);
});

test("democracy: what most vote for is pressed once, and everybody sees the votes", SLOW, async () => {
  const { host, players } = await gather("democracy");
  const [first, second, third] = players;
  await choose(host, "Democracy");
  // Longer than all of them take to vote, and the test to look.
  for (let times = 0; times < 3; times += 1) await host.page.getByRole("button", { name: "More" }).click();
  for (const page of [host, ...players])
    await expect.poll(() => modeText(page)).toBe("What you press is your vote");
  for (const [page, button] of [
    [first, "a"],
    [second, "b"],
    [third, "a"],
  ] as const) {
    await page.hold(button);
    await page.release(button);
  }
  await expect
    .poll(() => tally(second))
    .toEqual(["↑Up0", "↓Down0", "←Left0", "→Right0", "AA2", "BB1your vote", "StartStart0", "SelectSelect0"]);
  expect((await host.reading())?.count).toBe(0);
  for (const page of [host, ...players]) await expect.poll(() => modeText(page)).toBe("A won with 2 of 3");
  for (const page of players) {
    await expect.poll(async () => (await page.reading())?.count).toBe(1);
    await expect.poll(() => held(page)).toBe(0);
  }
  // Whoever leaves has voted, and lets go: where nobody else wants it, nothing comes of it.
  await first.hold("b");
  await expect.poll(async () => (await tally(second))[5]).toBe("BB1");
  await first.page.close();
  await expect.poll(() => modeText(second)).toBe("B won with 1 of 1");
  await expect.poll(async () => (await tally(second))[5]).toBe("BB0");
  await second.page.waitForTimeout(1_000);
  expect((await second.reading())?.held).toBe(0);
});

test("baton: one plays, passes it on, and loses it by resting or leaving", SLOW, async () => {
  const { host, players } = await gather("baton");
  const [first, second, third] = players;
  await choose(host, "Baton");
  for (const page of players) await expect.poll(() => modeText(page)).toBe("The baton is free");
  // It lies there for who presses first.
  await first.hold("a");
  await expect.poll(() => modeText(first)).toBe("You have the baton");
  await expect.poll(() => modeText(second)).toMatch(/^\w{8} has the baton$/);
  await second.hold("b");
  await expect.poll(() => ownButtons(second)).toBe("not counted: B");
  await expect.poll(() => held(first)).toBe(HELD_BITS.a);
  // By keys alone: the button is reached, and pressed.
  await second.page.getByRole("button", { name: "Ask for it" }).focus();
  await second.page.keyboard.press("Space");
  await expect.poll(() => second.page.getByRole("button", { name: "Stop waiting" }).count()).toBe(1);
  await expect.poll(() => first.page.locator(".mode-detail").textContent()).toMatch(/^Next: \w{8}$/);
  await first.page.getByRole("button", { name: "Pass it on" }).click();
  await expect.poll(() => modeText(second)).toBe("You have the baton");
  // What the one before holds has no effect any more, and what the new one holds has.
  for (const page of players) await expect.poll(() => held(page)).toBe(HELD_BITS.b);
  // Who rests loses it to who waits. Nobody rests who holds a button: the time begins with its release.
  await third.page.getByRole("button", { name: "Ask for it" }).click();
  await expect.poll(() => second.page.locator(".mode-detail").textContent()).toMatch(/^Next: \w{8}$/);
  await host.page.getByRole("button", { name: "Less" }).click();
  await second.release("b");
  await expect.poll(() => second.page.locator(".mode-detail").textContent()).toMatch(/^Taken back in \d s$/);
  await expect.poll(() => held(third)).toBe(0);
  await expect.poll(() => modeText(third)).toBe("You have the baton");
  await third.hold("up");
  await expect.poll(() => held(second)).toBe(HELD_BITS.up);
  await third.page.close();
  await expect.poll(() => held(second)).toBe(0);
  // What the first holds is held since before it was free: the next press has it.
  await expect.poll(() => modeText(second)).toBe("The baton is free");
});

test("baton: it is passed to somebody by name, by keys, from the list of players", SLOW, async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "by name", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const join = async (name: string) => {
    const player = await stage.player(name, { storage: { "moq-arcade.display-name": name } });
    await player.open(site, "by name");
    await expect.poll(() => player.status()).toBe("Playing");
    return player;
  };
  const [ann, bo] = [await join("Ann"), await join("Bo")];
  await choose(host, "Baton");
  await ann.hold("a");
  await expect.poll(() => modeText(ann)).toBe("You have the baton");
  await expect.poll(() => modeText(bo)).toBe("Ann has the baton");
  await ann.release("a");
  // Whoever waits goes on waiting.
  await host.page.getByRole("button", { name: "Ask for it" }).click();
  await ann.page.getByRole("button", { name: "Pass to Bo" }).focus();
  await ann.page.keyboard.press("Space");
  await expect.poll(() => modeText(bo)).toBe("You have the baton");
  await expect.poll(() => bo.page.locator(".mode-detail").textContent()).toBe("Next: host");
  await expect.poll(() => ann.page.getByRole("button", { name: /^Pass to/ }).count()).toBe(0);
  // Who pressed it by a key is where they were, and hears what has come of it.
  expect(await ann.page.evaluate(() => document.activeElement?.className)).toBe("players-list");
  expect(await ann.page.locator("[aria-live=polite]").allTextContents()).toContain("Bo has the baton.");
  await bo.page.getByRole("button", { name: "Pass to host" }).click();
  await expect.poll(() => modeText(host)).toBe("You have the baton");
});

test(
  "seats: each plays what its seat has, a seat that is left is free, and the recording has what counted",
  SLOW,
  async () => {
    const { host, players } = await gather("seats");
    const [first, second, third] = players;
    await choose(host, "Seats");
    await first.page.getByRole("button", { name: "Take the seat: Up" }).click();
    await second.page.getByRole("button", { name: "Take the seat: A" }).click();
    await expect.poll(() => third.page.getByRole("button", { name: /sits there$/ }).count()).toBe(2);
    await first.hold("left");
    await first.hold("b");
    await second.hold("a");
    await third.hold("b");
    for (const page of players) await expect.poll(() => held(page)).toBe(HELD_BITS.left | HELD_BITS.a);
    await expect.poll(() => ownButtons(first)).toBe("Left; not counted: B");
    await expect.poll(() => ownButtons(third)).toBe("not counted: B");
    await first.page.waitForTimeout(1_500);
    await first.page.keyboard.press("KeyC");
    const { file } = await keep(first, "The whole session");
    const played = decodeClip(file).runs.reduce((joined, { buttons }) => joined | buttons, 0);
    expect(toButtons(played)).toEqual(BUTTONS.filter((button) => button === "left" || button === "a"));

    await second.page.close();
    for (const page of [first, third]) await expect.poll(() => held(page)).toBe(HELD_BITS.left);
    await third.page.getByRole("button", { name: "Take the seat: A" }).focus();
    await third.page.keyboard.press("Space");
    await expect.poll(() => held(first)).toBe(HELD_BITS.left | HELD_BITS.b);
    await third.page.getByRole("button", { name: "Leave your seat" }).click();
    await expect.poll(() => held(first)).toBe(HELD_BITS.left);
  },
);

test(
  "npm's @moq/boy, which knows of no modes, votes and takes the baton with its presses, and watches where there are seats",
  SLOW,
  async () => {
    const site = stage.site();
    const host = await stage.host();
    await host.hostFile(site, "theirs", makeProbeRom());
    await expect.poll(() => host.status()).toBe("Live");
    const page = await stage.harness();
    await page.evaluate(({ relay, prefix }) => window.harness.playGamesWithNpm(relay, prefix), site);
    await expect.poll(() => page.locator("moq-boy .boy__label").allTextContents()).toEqual(["theirs"]);
    await expect.poll(async () => (await reading(page, "moq-boy >>> canvas"))?.count).toBe(0);
    await page.locator("moq-boy canvas").click();
    const boysButtons = async () => (await host.players()).find(({ name }) => name !== "You")?.buttons;

    await choose(host, "Democracy");
    await host.page.getByRole("button", { name: "More" }).click();
    // It says what is held, and not how that came about: a press is held until it has been heard.
    await page.keyboard.down("x");
    await expect.poll(async () => (await tally(host))[4]).toMatch(/^AA1/);
    await page.keyboard.up("x");
    await expect.poll(() => modeText(host)).toBe("A won with 1 of 1");
    await expect.poll(async () => (await host.reading())?.count).toBe(1);
    await expect.poll(() => held(host)).toBe(0);

    await choose(host, "Baton");
    await page.keyboard.down("x");
    await expect.poll(() => modeText(host)).toMatch(/ has the baton$/);
    await expect.poll(() => held(host)).toBe(HELD_BITS.a);
    await page.keyboard.up("x");
    await expect.poll(() => held(host)).toBe(0);

    await choose(host, "Seats");
    await page.keyboard.down("x");
    await expect.poll(boysButtons).toBe("not counted: A");
    expect(await held(host)).toBe(0);
    await page.keyboard.up("x");
    await expect.poll(boysButtons).toBe("");
  },
);
