/** One game, hosted in one page, watched, heard and played in two others. */
import { expect, test } from "vitest";
import { brightness, difference } from "./lib/picture.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Well above what silence and rounding leave, well below any music. */
const AUDIBLE = 0.005;

test("two viewers see the game move, hear it and play it, and leave it", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "first light", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewers = [await stage.player("ada"), await stage.player("bob")] as const;
  const [ada, bob] = viewers;
  for (const viewer of viewers) await viewer.open(site, "first light");

  // The picture moves.
  for (const viewer of [host, ...viewers]) {
    await expect.poll(() => viewer.frame()).toBeDefined();
    const first = await viewer.frame();
    await expect.poll(() => viewer.frame()).not.toBe(first);
  }
  for (const viewer of viewers) await expect.poll(() => viewer.status()).toBe("Playing");

  // Sound is not silence: not before a gesture, then soon.
  expect(await ada.loudness()).toBe(0);
  for (const viewer of [host, ...viewers]) {
    await viewer.page.locator(".console-title").click();
    await expect.poll(() => viewer.loudness()).toBeGreaterThan(AUDIBLE);
  }
  await bob.page.getByRole("button", { name: "Mute" }).click();
  await expect.poll(() => bob.loudness()).toBeLessThan(1e-4);
  await expect.poll(() => ada.loudness()).toBeGreaterThan(AUDIBLE);

  // A press from either changes the picture that everybody sees, and both at once are joined.
  expect((await host.reading())?.held).toBe(0);
  await ada.hold("a");
  for (const viewer of [host, ...viewers])
    await expect.poll(async () => (await viewer.reading())?.held).toBe(HELD_BITS.a);
  await bob.hold("left");
  for (const viewer of [host, ...viewers])
    await expect.poll(async () => (await viewer.reading())?.held).toBe(HELD_BITS.a | HELD_BITS.left);
  const held = async () => (await host.players()).map(({ buttons }) => buttons).sort();
  await expect.poll(held).toEqual(["", "A", "Left"]);
  await expect.poll(async () => (await ada.players()).find(({ name }) => name === "You")?.buttons).toBe("A");
  await ada.release("a");
  await expect.poll(async () => (await bob.reading())?.held).toBe(HELD_BITS.left);
  expect((await bob.reading())?.count).toBe(1);

  // A viewer that closes while it holds a button lets go.
  await bob.page.close();
  await expect.poll(async () => (await host.players()).length).toBe(2);
  await expect.poll(async () => (await ada.reading())?.held).toBe(0);
  expect(await held()).toEqual(["", ""]);

  // With nobody to see it the game pauses; for the next who comes it goes on.
  await ada.page.close();
  await expect.poll(() => host.status(), { timeout: 30_000 }).toBe("Paused: nobody is watching");
  await expect.poll(async () => (await host.players()).length).toBe(1);
  const paused = await host.frame();
  const cleo = await stage.player("cleo");
  await cleo.open(site, "first light");
  await expect.poll(() => cleo.status()).toBe("Playing");
  await expect.poll(() => host.status()).toBe("Live");
  await expect.poll(() => cleo.frame()).not.toBe(paused);
  await cleo.hold("b");
  await expect.poll(async () => (await cleo.reading())?.held).toBe(HELD_BITS.b);
});

test("a game that comes with the app is chosen, seen, heard and played", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.open(site);
  await host.page.getByText("Too many paws").click();
  await host.name("paws");
  await host.start();
  const viewer = await stage.player("viewer");
  await viewer.open(site, "paws");
  await expect.poll(() => viewer.status()).toBe("Playing");

  const moves = async () => {
    const [before, after] = [await viewer.pixels(), await viewer.pixels()];
    return before && after ? difference(before, after) : 0;
  };
  await expect.poll(moves).toBeGreaterThan(0);
  await viewer.page.locator(".console-title").click();
  await expect.poll(() => viewer.loudness()).toBeGreaterThan(AUDIBLE);

  // Everybody's picture is the same one, whatever the codec does to it.
  const apart = async () => {
    const [hosts, viewers] = [
      await brightness(host.page, "canvas.screen-picture"),
      await brightness(viewer.page, "canvas.screen-picture"),
    ];
    return hosts && viewers ? difference(hosts, viewers) : 1;
  };
  await expect.poll(apart).toBeLessThan(0.1);
  await viewer.hold("start");
  await expect.poll(async () => (await host.players()).map(({ buttons }) => buttons)).toContain("Start");
  await viewer.release("start");
  await expect.poll(async () => (await host.players()).map(({ buttons }) => buttons)).not.toContain("Start");
});
