/** Every press and every release counts, however short. */
import { expect, test } from "vitest";
import { KEYS } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

test("a press and its release within one frame reach the game", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "taps", makeProbeRom());
  // What comes in a game's first third of a second may be of what was pressed before (docs/wire.md, `command`).
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "taps");
  await expect.poll(() => viewer.status()).toBe("Playing");

  await viewer.tap("a");
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);

  // As many at once as a command repeats: 16 presses and 16 releases.
  await viewer.tap("a", 16);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(17);

  // Real keys, as fast as they come, until the game has counted fifty more.
  for (let i = 0; i < 50; i++) await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(67);
  await expect.poll(async () => (await viewer.reading())?.held).toBe(0);
  expect((await host.reading())?.count).toBe(67);
});

test("a window that loses its focus lets go of what it holds", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "blur", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "blur");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.hold("b");
  await viewer.hold("up");
  await expect.poll(async () => (await viewer.reading())?.held).toBe(HELD_BITS.b | HELD_BITS.up);
  await viewer.page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await expect.poll(async () => (await viewer.reading())?.held).toBe(0);
});

test("the host plays too, on keys of its own", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "alone", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  await host.hold("down");
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.down);
  await host.release("down");
  await expect.poll(async () => (await host.reading())?.held).toBe(0);
  for (let i = 0; i < 10; i++) await host.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await host.reading())?.count).toBe(10);
});

test("on a phone a finger on the screen's buttons plays", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "phone", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewport = { width: 390, height: 844 };
  const phone = await stage.player("phone", {
    viewport,
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 3,
  });
  await phone.open(site, "phone");
  await expect.poll(() => phone.status()).toBe("Playing");
  const scrolls = () =>
    phone.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return scrollWidth > innerWidth || scrollHeight > innerHeight;
    });
  expect(await scrolls(), "the page is larger than the phone").toBe(false);

  await phone.page.getByRole("button", { name: "A", exact: true }).tap();
  await expect.poll(async () => (await phone.reading())?.count).toBe(1);
  await expect.poll(() => phone.loudness()).toBeGreaterThan(0.005);

  // A finger that stays holds the button; two on the cross's diagonal hold two directions.
  const cross = await phone.page.getByRole("group", { name: "Directions" }).boundingBox();
  if (!cross) throw new Error("the phone shows no cross");
  const touch = await phone.page.context().newCDPSession(phone.page);
  const point = { x: cross.x + cross.width * 0.2, y: cross.y + cross.height * 0.2 };
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await expect.poll(async () => (await phone.reading())?.held).toBe(HELD_BITS.up | HELD_BITS.left);
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect.poll(async () => (await phone.reading())?.held).toBe(0);
});
