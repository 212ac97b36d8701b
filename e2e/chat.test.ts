/** What people say to each other beside a game, through the host. */
import { expect, test } from "vitest";
import type { ConsolePage } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** The lines that a page shows, each with who said it. */
const lines = ({ page }: ConsolePage) =>
  page
    .locator(".chat-line")
    .evaluateAll((items) =>
      items.map((item) =>
        [".chat-name", ".chat-text"].map((part) => item.querySelector(part)?.textContent).join(": "),
      ),
    );

const field = ({ page }: ConsolePage) => page.getByLabel("Say something");

async function say(page: ConsolePage, text: string): Promise<void> {
  // There is nothing to open before the page has heard of it.
  await expect.poll(() => page.page.locator(".chat-button").count()).toBe(1);
  await page.page.keyboard.press("KeyT");
  await expect.poll(() => field(page).evaluate((input) => input === document.activeElement)).toBe(true);
  await page.page.keyboard.type(text);
  await page.page.keyboard.press("Enter");
}

/** Emotes that a page was told of, in all. */
const emotes = ({ page }: ConsolePage) =>
  page.evaluate(() => {
    const counts: Record<string, number> = {};
    for (const { data } of window.probe.told) {
      const { chat } = data as { chat?: { emotes?: { emote: string; count: number }[] } };
      for (const { emote, count } of chat?.emotes ?? []) counts[emote] = (counts[emote] ?? 0) + count;
    }
    return counts;
  });

test("two viewers and a host chat and emote; who comes late reads it; the host mutes, and turns it off", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "talk", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const [ada, bob] = [await stage.player("ada"), await stage.player("bob")];
  for (const player of [ada, bob]) {
    await player.open(site, "talk");
    await expect.poll(() => player.status()).toBe("Playing");
    await expect.poll(() => player.page.getByRole("button", { name: "Chat" }).count()).toBe(1);
  }

  // Letters that play where nobody types.
  await say(ada, "zx <b>hi</b>");
  await expect.poll(() => lines(ada)).toEqual(["You: zx <b>hi</b>"]);
  await expect.poll(() => lines(host)).toHaveLength(1);
  const adaName = (await lines(host))[0]?.split(":")[0] as string;
  expect((await ada.reading())?.held).toBe(0);
  await expect.poll(() => bob.page.getByRole("button", { name: "Chat, 1 unread" }).count()).toBe(1);
  await say(bob, "hello");
  await expect.poll(() => lines(host)).toHaveLength(2);
  await say(host, "welcome");
  await expect.poll(async () => (await lines(ada)).slice(2)).toEqual(["Host: welcome"]);
  await expect.poll(async () => (await lines(host)).slice(2)).toEqual(["You: welcome"]);

  // Escape gives the keyboard back to the game, where 1 is a heart.
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("button", { name: "Emotes" }).click();
  const menu = ada.page.locator(".emote-menu:popover-open");
  await expect.poll(() => menu.count()).toBe(1);
  await ada.page.keyboard.press("Escape");
  await expect.poll(() => menu.count()).toBe(0);
  await ada.page.keyboard.press("Digit1");
  await ada.page.keyboard.press("Digit1");
  // For a while only.
  await expect.poll(() => host.page.locator(".emote-said").textContent()).toContain("Heart × 2");
  await bob.page.keyboard.press("Escape");
  await bob.page.keyboard.press("Digit6");
  for (const page of [ada, bob, host]) await expect.poll(() => emotes(page)).toEqual({ heart: 2, fire: 1 });
  await ada.hold("a");
  await expect.poll(async () => (await bob.reading())?.held).toBeGreaterThan(0);
  await ada.release("a");

  const late = await stage.player("late");
  await late.open(site, "talk");
  await expect.poll(() => late.status()).toBe("Playing");
  await late.page.getByRole("button", { name: "Chat" }).click();
  await expect.poll(() => lines(late)).toHaveLength(3);
  expect((await lines(late))[0]).toBe(`${adaName}: zx <b>hi</b>`);
  expect(await emotes(late)).toEqual({});

  await host.page
    .getByRole("button", { name: `Mute ${adaName} in the chat` })
    .first()
    .click();
  for (const page of [ada, bob, late]) await expect.poll(() => lines(page)).toHaveLength(2);
  await expect.poll(() => ada.page.getByText("The host has muted you here.").count()).toBe(1);

  await host.page.getByLabel("Viewers can chat").uncheck();
  for (const page of [ada, bob, late, host]) {
    await expect.poll(() => page.page.locator(".chat, .chat-button, .emote-button").count()).toBe(0);
  }
  await host.page.getByLabel("Viewers can chat").check();
  await say(bob, "back again");
  await expect
    .poll(async () => (await lines(host)).map((line) => line.split(": ")[1]))
    .toEqual(["back again"]);
});
