/** The host's desk: who may do what, pause, saved states, mute and remove, and a game that outlasts its page. */
import { expect, test } from "vitest";
import type { ConsolePage, HostPage, PlayPage } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const SLOW = { timeout: 120_000 };

const held = async (page: ConsolePage) => (await page.reading())?.held;
/** How often A was pressed since the machine was switched on: it is in the state. */
const count = async (page: ConsolePage) => (await page.reading())?.count;
const frame = async (page: ConsolePage) => (await page.frame()) ?? Number.NaN;
const button = (page: ConsolePage, name: string) => page.page.getByRole("button", { name, exact: true });

/** In the page: when the game was kept last, in milliseconds since the epoch; 0 where it was not. */
function keptAtMs(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("moq-arcade-hosted");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const done = (atMs: number) => {
        database.close();
        resolve(atMs);
      };
      if (!database.objectStoreNames.contains("games")) return done(0);
      const reading = database.transaction("games").objectStore("games").getAll();
      reading.onsuccess = () => done(Math.max(0, ...reading.result.map(({ savedAtMs = 0 }) => savedAtMs)));
      reading.onerror = () => reject(reading.error);
    };
  });
}

/** In the page: as if another tab were shown. */
function hide(): number {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
  document.dispatchEvent(new Event("visibilitychange"));
  return Date.now();
}

/** Whether the picture goes on. */
async function isMoving(page: ConsolePage): Promise<boolean> {
  const before = await frame(page);
  await page.page.waitForTimeout(300);
  const after = await frame(page);
  return Number.isFinite(after) && after !== before;
}

async function hostAndViewer(name: string): Promise<[HostPage, PlayPage]> {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, name, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, name);
  await expect.poll(() => viewer.status()).toBe("Playing");
  return [host, viewer];
}

test(
  "a viewer may what the host allows, is muted and removed, and a reload loses nothing",
  SLOW,
  async () => {
    // By link only: no relay announces it, and who has the link plays all the same.
    const [host, viewer] = await hostAndViewer(".desk-by-link");

    // The viewer gives itself a name, which both see as text.
    await button(viewer, "Your name").click();
    await viewer.page.getByLabel("What others see you as").fill("<b>Ada</b>\u202e");
    await viewer.page.keyboard.press("Enter");
    const names = async () => (await host.players()).map(({ name }) => name);
    await expect.poll(names).toEqual(["You", "<b>Ada</b>"]);
    const pressA = async (times: number) => {
      await viewer.hold("a");
      await expect.poll(() => held(viewer)).toBe(HELD_BITS.a);
      await viewer.release("a");
      for (const page of [host, viewer]) await expect.poll(() => count(page)).toBe(times);
    };
    await pressA(1);

    // Nothing is allowed at first. Then there is a menu, and what it does is done.
    expect(await button(viewer, "The machine").count()).toBe(0);
    await host.page.getByLabel("Reset", { exact: true }).check();
    await host.page.getByLabel("Fast-forward", { exact: true }).and(host.page.getByRole("checkbox")).check();
    await button(viewer, "The machine").click();
    await button(viewer, "Reset").click();
    for (const page of [host, viewer]) await expect.poll(() => count(page)).toBe(0);
    await viewer.page.keyboard.down("KeyG");
    await expect.poll(() => viewer.page.locator(".console-fast").textContent()).toBe("4× as fast");
    await viewer.page.keyboard.up("KeyG");
    await expect.poll(() => viewer.page.locator(".console-fast").count()).toBe(0);

    // Paused by the host: buttons do not make it go on, and who comes now has its picture.
    await button(host, "Pause").click();
    await expect.poll(() => viewer.status()).toBe("Paused by the host");
    await expect.poll(() => host.status()).toBe("Paused by you");
    await viewer.hold("b");
    await viewer.release("b");
    const late = await stage.player("late");
    await late.page.goto(viewer.page.url());
    await expect.poll(() => late.status()).toBe("Paused by the host");
    await expect.poll(() => frame(late)).toBe(await frame(host));
    expect(await isMoving(viewer)).toBe(false);

    // Saved, gone on from, and back.
    await button(host, "Save as 1").click();
    await button(host, "Go on").click();
    await expect.poll(() => viewer.status()).toBe("Playing");
    await pressA(1);
    await button(host, "Pause").click();
    await expect.poll(() => host.status()).toBe("Paused by you");
    await button(host, "Load 1").click();
    for (const page of [host, viewer]) await expect.poll(() => count(page)).toBe(0);
    await button(host, "Go back to before 1 was loaded").click();
    for (const page of [host, viewer]) await expect.poll(() => count(page)).toBe(1);
    await button(host, "Go on").click();
    await expect.poll(() => isMoving(viewer)).toBe(true);

    // Muted: held in vain, and told so.
    await button(host, "Mute <b>Ada</b>").click();
    await expect.poll(() => viewer.status()).toMatch(/muted you/);
    await viewer.hold("a");
    await expect.poll(async () => (await host.players()).at(1)?.buttons).toBe("muted; not counted: A");
    expect(await held(host)).toBe(0);
    await button(host, "Mute <b>Ada</b>").click();
    await expect.poll(() => held(host)).toBe(HELD_BITS.a);

    // Removed: lets go, and is told so.
    host.page.once("dialog", (dialog) => void dialog.accept());
    await button(host, "Remove <b>Ada</b>").click();
    await expect.poll(() => viewer.status()).toMatch(/removed you/);
    await expect.poll(() => held(host)).toBe(0);
    await viewer.release("a");

    // The page is reloaded in the middle: the game goes on from where it was, under its name.
    const hiddenAtMs = await host.page.evaluate(hide);
    await expect.poll(() => host.page.evaluate(keptAtMs)).toBeGreaterThan(hiddenAtMs - 100);
    host.page.once("dialog", (dialog) => void dialog.accept());
    await host.page.reload();
    await host.page.getByRole("button", { name: /^Go on with .*desk-by-link/ }).click();
    await expect.poll(() => host.status()).toBe("Live");
    await expect.poll(() => count(host)).toBe(2);
    expect(await host.page.getByLabel("Reset", { exact: true }).isChecked()).toBe(true);
    await expect.poll(() => isMoving(late)).toBe(true);
    // Its slots are there, too.
    await expect.poll(() => button(host, "Load 1").isEnabled()).toBe(true);
  },
);
