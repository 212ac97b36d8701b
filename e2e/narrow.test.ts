/** The bar above a game on a narrow screen: the game's name can be read, and what there is no room for is a menu. */
import { expect, test } from "vitest";
import { address, type PlayPage } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const SLOW = { timeout: 120_000 };
const NAME = "friday-night-game-club";

async function open(viewport: { width: number; height: number }): Promise<PlayPage> {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, NAME, makeProbeRom());
  const phone = await stage.player("phone", { viewport, hasTouch: true, isMobile: true });
  await phone.open(site, NAME);
  await expect.poll(() => phone.status()).toBe("Playing");
  // The last button that comes.
  await expect.poll(() => phone.page.locator(".name-button").count()).toBe(1);
  return phone;
}

/** Whether all of the name can be read, and all of the bar is on the screen. */
function look({ page }: PlayPage) {
  return page.evaluate(() => {
    const title = document.querySelector<HTMLElement>(".console-title");
    const bar = document.querySelector<HTMLElement>(".console-bar");
    if (!title || !bar) throw new Error("there is no bar");
    const buttons = [...bar.querySelectorAll(".console-tools > button, .console-home")];
    return {
      isWhole: title.scrollWidth <= title.clientWidth && title.scrollHeight <= title.clientHeight + 1,
      isInside: buttons.every((button) => {
        const { left, right } = button.getBoundingClientRect();
        return left >= 0 && right <= innerWidth;
      }),
      overflow: document.documentElement.scrollWidth - innerWidth,
    };
  });
}

test.each([
  [390, 844],
  [320, 568],
  [844, 390],
])("at %i × %i the game's name is whole, and every button is on the screen", SLOW, async (width, height) => {
  const phone = await open({ width, height });
  expect(await look(phone)).toEqual({ isWhole: true, isInside: true, overflow: 0 });
});

test.each([
  [844, 390],
  [667, 375],
  [1280, 720],
])(
  "held sideways, at %i × %i, one plays on beside the chat: it is over none of the buttons",
  SLOW,
  async (width, height) => {
    const { page } = await open({ width, height });
    await page.getByRole("button", { name: "Chat", exact: true }).click();
    await expect.poll(() => page.locator(".chat-composer").isVisible()).toBe(true);
    const covered = () =>
      page.evaluate(() => {
        const buttons = [...document.querySelectorAll<HTMLElement>(".pad-button")];
        const isCovered = (button: HTMLElement) => {
          const { left, top, width, height } = button.getBoundingClientRect();
          const corners = [0.2, 0.8].flatMap((x) =>
            [0.2, 0.8].map((y) => [left + x * width, top + y * height]),
          );
          return corners.some(
            ([x = 0, y = 0]) =>
              document.elementFromPoint(x, y)?.closest(".pad-cross, .pad-face, .pad-menu") === null,
          );
        };
        return {
          count: buttons.length,
          covered: buttons.filter(isCovered).map(({ ariaLabel }) => ariaLabel),
        };
      });
    await expect.poll(covered).toEqual({ count: 8, covered: [] });
    const [panel, glass] = [".side-panel", ".screen-glass"].map((part) => page.locator(part).boundingBox());
    const [{ y = 0, height: high = 0 } = {}, picture] = [(await panel) ?? {}, await glass];
    expect(y + high).toBeLessThanOrEqual(height);
    expect(picture?.width).toBeGreaterThanOrEqual(160);
  },
);

test("what a narrow bar has no room for is a menu with names, by fingers and by keys", SLOW, async () => {
  const phone = await open({ width: 390, height: 844 });
  const { page } = phone;
  const named = (name: string) => page.getByRole("button", { name, exact: true });
  const keep = page.getByRole("group", { name: "Keep a clip" });
  expect(await named("Settings").isVisible()).toBe(false);
  expect(await named("Share").isVisible()).toBe(true);
  await named("More").click();
  for (const name of ["Your name", "Keep a clip", "Mute", "Statistics", "Settings"])
    expect(await named(name).isVisible(), name).toBe(true);
  await named("Mute").click();
  expect(await named("Settings").isVisible()).toBe(false);
  await named("More").click();
  expect(await named("Mute").getAttribute("aria-pressed")).toBe("true");
  await named("Keep a clip").click();
  expect(await keep.isVisible()).toBe(true);
  const box = await keep.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y < 200).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => keep.isVisible()).toBe(false);
  // A window that is narrow may have a keyboard.
  await page.keyboard.press("KeyC");
  await expect.poll(() => keep.isVisible()).toBe(true);
  expect(await named("Settings").isVisible()).toBe(false);
  await page.keyboard.press("Escape");
  await named("More").click();
  await named("Settings").click();
  await expect.poll(() => page.getByRole("dialog", { name: "Settings" }).count()).toBe(1);
});

test("on a phone held sideways, what one is about to send is seen whole", async () => {
  const viewport = { width: 844, height: 390 };
  const { page } = await stage.player("phone", { viewport, hasTouch: true, isMobile: true });
  await page.goto(address(stage.site(), "/publish"));
  const preview = page.locator(".preview");
  await expect.poll(() => preview.isVisible()).toBe(true);
  const box = await preview.boundingBox();
  expect(box && box.y + box.height).toBeLessThanOrEqual(viewport.height);
});

test("on the smallest screen what there is to say of a game that is not there is whole, and so is the way out", async () => {
  const viewport = { width: 320, height: 568 };
  const phone = await stage.player("phone", { viewport, hasTouch: true, isMobile: true });
  await phone.open(stage.site(), "nobody");
  const words = phone.page.locator(".console-ways");
  await expect.poll(() => words.isVisible()).toBe(true);
  const screen = await phone.page.locator(".screen-room").boundingBox();
  for (const part of [words, words.getByRole("link")]) {
    const box = await part.boundingBox();
    if (!box || !screen) throw new Error("nothing is there");
    expect(box.x).toBeGreaterThanOrEqual(screen.x);
    expect(box.y).toBeGreaterThanOrEqual(screen.y);
    expect(box.x + box.width).toBeLessThanOrEqual(screen.x + screen.width);
    expect(box.y + box.height).toBeLessThanOrEqual(screen.y + screen.height);
  }
});
