/** By what one plays: keys of one's own, a gamepad, fingers in both orientations, and by the keyboard alone. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { HostPage, Site } from "./lib/pages.ts";
import { PlayPage } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const SLOW = { timeout: 120_000 };

async function live(name: string): Promise<{ site: Site; host: HostPage }> {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  return { site, host };
}

const held = async (page: PlayPage) => (await page.reading())?.held;

/** A gamepad that the page is told of, with the buttons that are pressed now. */
async function setPad(page: Page, pressed: readonly number[] | undefined, axes: readonly number[] = [0, 0]) {
  await page.evaluate(
    ({ pressed, axes }) => {
      const buttons = Array.from({ length: 17 }, (_, index) => {
        const isPressed = pressed?.includes(index) === true;
        return { pressed: isPressed, touched: isPressed, value: isPressed ? 1 : 0 };
      });
      const pad = { id: "A pad", index: 0, connected: true, mapping: "standard", buttons, axes };
      const was = navigator.getGamepads().some((pad) => pad !== null);
      navigator.getGamepads = () => (pressed ? [pad as unknown as Gamepad] : [null]);
      const type = pressed ? "gamepadconnected" : "gamepaddisconnected";
      if (was !== (pressed !== undefined))
        window.dispatchEvent(Object.assign(new Event(type), { gamepad: pad }));
    },
    { pressed, axes },
  );
}

test("a gamepad plays, is mapped by pressing it, and is let go of when it is unplugged", SLOW, async () => {
  const { site } = await live("gamepad");
  const player = await stage.player("player");
  await player.open(site, "gamepad");
  await expect.poll(() => player.status()).toBe("Playing");
  await setPad(player.page, [1]);
  await expect.poll(() => held(player)).toBe(HELD_BITS.a);
  await setPad(player.page, [], [-0.8, 0.8]);
  await expect.poll(() => held(player)).toBe(HELD_BITS.left | HELD_BITS.down);
  await setPad(player.page, []);
  await expect.poll(() => held(player)).toBe(0);

  // While the settings are open the pad is theirs.
  await player.page.keyboard.press("KeyO");
  const dialog = player.page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("button", { name: "Start: Start", exact: true }).click();
  await setPad(player.page, [5]);
  await expect.poll(() => dialog.getByText("Right shoulder is Start now.").count()).toBe(1);
  await setPad(player.page, []);
  await player.page.keyboard.press("Escape");
  await expect.poll(() => dialog.count()).toBe(0);
  await expect.poll(() => held(player)).toBe(0);
  await setPad(player.page, [5]);
  await expect.poll(() => held(player)).toBe(HELD_BITS.start);
  await setPad(player.page, undefined);
  await expect.poll(() => held(player)).toBe(0);
});

test(
  "by the keyboard alone: from the lobby into a game, with keys of one's own, through a reload, to a clip",
  SLOW,
  async () => {
    const { site } = await live("keyboard");
    const lobby = await stage.lobby();
    await lobby.open(site);
    await expect.poll(() => lobby.names()).toEqual(["keyboard"]);
    const { page } = lobby;
    const { keyboard } = page;
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    const isOnTile = () => page.evaluate(() => document.activeElement?.matches("a.tile") === true);
    for (let tabs = 0; tabs < 30 && !(await isOnTile()); tabs++) await keyboard.press("Tab");
    await keyboard.press("Enter");
    const play = new PlayPage(page);
    await expect.poll(() => play.status()).toBe("Playing");

    // To the layout, by Tab; its second choice, by an arrow.
    await keyboard.press("KeyO");
    const tab = page.getByRole("tab", { name: "Keys" });
    await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true);
    await keyboard.press("Tab");
    await keyboard.press("ArrowDown");
    const layout = page.getByRole("combobox", { name: "Layout" });
    await expect.poll(() => layout.inputValue()).toBe("letters");
    await keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await expect.poll(() => held(play)).toBe(0);
    await keyboard.press("KeyM");

    // All of it is there again after a reload in the middle of the game.
    await page.reload();
    await expect.poll(() => play.status()).toBe("Playing");
    expect(await page.getByRole("button", { name: "Mute" }).getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => page.locator(".pad-a .pad-hint").getAttribute("data-key")).toBe("L");
    await keyboard.down("KeyL");
    await keyboard.down("KeyW");
    await expect.poll(() => held(play)).toBe(HELD_BITS.a | HELD_BITS.up);
    await keyboard.up("KeyL");
    await keyboard.up("KeyW");
    await expect.poll(() => held(play)).toBe(0);

    await keyboard.press("KeyC");
    await expect.poll(focused).toBe("The last 30 seconds");
    let kept: string | undefined;
    page.on("download", (download) => {
      kept = download.suggestedFilename();
    });
    // In the first moments of a game there is nothing to keep, as the menu says.
    const keep = async () => {
      if (kept === undefined) await keyboard.press("Enter");
      return kept;
    };
    await expect.poll(keep, { interval: 500 }).toMatch(/\.mqclip$/);
    await keyboard.press("Escape");
    await expect.poll(() => page.locator(".keep-menu:popover-open").count()).toBe(0);

    // Full screen is left before the game is.
    await keyboard.press("KeyF");
    const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
    await expect.poll(isFull).toBe(true);
    await keyboard.press("Escape");
    await expect.poll(isFull).toBe(false);
    expect(new URL(page.url()).pathname).toBe("/play/keyboard");
    await keyboard.press("Escape");
    await expect.poll(() => new URL(page.url()).pathname).toBe("/");
  },
);

test("a phone is played upright and sideways, mirrored too, with a pad that was moved", SLOW, async () => {
  const { site } = await live("phone");
  const phone = await stage.player("phone", {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    hasTouch: true,
    isMobile: true,
  });
  const { page } = phone;
  await phone.open(site, "phone");
  await expect.poll(() => phone.status()).toBe("Playing");
  const touch = await page.context().newCDPSession(page);
  const box = async (label: string) => {
    const found = await page.getByRole("group", { name: label }).boundingBox();
    if (!found) throw new Error(`the phone shows no ${label}`);
    return found;
  };
  const middle = async (label: string) => {
    const { x, y, width, height } = (await page
      .getByRole("button", { name: label, exact: true })
      .boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    return { x: x + width / 2, y: y + height / 2 };
  };
  const fingers = (
    type: "touchStart" | "touchMove" | "touchEnd",
    touchPoints: { x: number; y: number; id: number }[],
  ) => touch.send("Input.dispatchTouchEvent", { type, touchPoints });

  /** Two thumbs, one of which slides from B to A. */
  async function playWithThumbs() {
    const left = { ...(await middle("Left")), id: 0 };
    const b = { ...(await middle("B")), id: 1 };
    const a = { ...(await middle("A")), id: 1 };
    await fingers("touchStart", [left, b]);
    await expect.poll(() => held(phone)).toBe(HELD_BITS.left | HELD_BITS.b);
    await fingers("touchMove", [left, a]);
    await expect.poll(() => held(phone)).toBe(HELD_BITS.left | HELD_BITS.a);
    await fingers("touchEnd", []);
    await expect.poll(() => held(phone)).toBe(0);
  }

  expect((await box("Directions")).x).toBeLessThan((await box("A and B")).x);
  await playWithThumbs();

  // Not by fingers: on a machine that is busy a tap is a long press.
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("checkbox", { name: "Left-handed" }).click();
  const before = await box("Directions");
  expect(before.x).toBeGreaterThan((await box("A and B")).x);
  await dialog.getByRole("button", { name: "Move and size it" }).click();
  const frame = page.locator(".pad-frame").first();
  await expect.poll(() => frame.evaluate((element) => element === document.activeElement)).toBe(true);
  const from = { x: before.x + before.width / 2, y: before.y + before.height / 2, id: 0 };
  await fingers("touchStart", [from]);
  await fingers("touchMove", [{ ...from, y: from.y - 20 }]);
  await fingers("touchMove", [{ ...from, y: from.y - 60 }]);
  await fingers("touchEnd", []);
  await expect.poll(async () => Math.round((await box("Directions")).y - before.y)).toBe(-60);
  await expect.poll(() => held(phone)).toBe(0);
  await page.getByRole("button", { name: "Done" }).click();
  await playWithThumbs();

  // Sideways the pad is where it comes, on the sides that were chosen.
  await page.setViewportSize({ width: 844, height: 390 });
  await expect.poll(async () => (await box("Directions")).x).toBeGreaterThan(500);
  expect((await box("A and B")).x).toBeLessThan(200);
  await playWithThumbs();
});
