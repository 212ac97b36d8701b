/** A second console: an NES game is hosted, watched and played like any other, and only then is its core fetched. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { decodeClip, startClip } from "../emulator/clip/index.ts";
import { testCore } from "../emulator/testing/core.ts";
import { makeNesRom } from "../emulator/testing/nes-rom.ts";
import { keep } from "./lib/clips.ts";
import { brightness, difference } from "./lib/picture.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const CANVAS = "canvas.screen-picture";
const SIZE = { width: 256, height: 240 };

/** The cores that a page has fetched, from now on. */
function coresFetched(page: Page): Set<string> {
  const names = new Set<string>();
  page.on("request", (request) => {
    const name = /\/(gameboy|nes)[^/]*\.wasm/.exec(request.url())?.[1];
    if (name) names.add(name);
  });
  return names;
}

async function picture(page: Page): Promise<Uint8Array> {
  return (await brightness(page, CANVAS, SIZE)) ?? new Uint8Array(0);
}

async function meanBrightness(page: Page): Promise<number> {
  const pixels = await picture(page);
  return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
}

test("an NES game is watched and played, and what was played can be kept", async () => {
  const site = stage.site();
  const rom = makeNesRom({ battery: true });
  const host = await stage.host();
  const fetched = coresFetched(host.page);
  await host.hostFile(site, "tiles", rom, "tiles.nes");
  await expect.poll(() => host.status()).toBe("Live");
  expect([...fetched]).toEqual(["nes"]);

  const viewer = await stage.player("viewer");
  const fetchedByViewer = coresFetched(viewer.page);
  await viewer.open(site, "tiles");
  await expect.poll(() => viewer.status()).toBe("Playing");
  for (const { page } of [host, viewer]) {
    // Its own size, at a whole multiple.
    const shown = () =>
      page.locator(CANVAS).evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas.getBoundingClientRect();
        return [canvas.width, canvas.height, Math.round((width / height) * 1_000)];
      });
    await expect.poll(shown).toEqual([SIZE.width, SIZE.height, 1_067]);
    const first = await picture(page);
    await expect.poll(async () => difference(await picture(page), first)).toBeGreaterThan(0.02);
  }

  // All three tints darken the picture that everybody sees, and it comes back.
  const before = await meanBrightness(viewer.page);
  expect(before).toBeGreaterThan(20);
  for (const button of ["a", "b", "select"] as const) await viewer.hold(button);
  for (const { page } of [viewer, host])
    await expect.poll(() => meanBrightness(page)).toBeLessThan(0.9 * before);
  for (const button of ["a", "b", "select"] as const) await viewer.release(button);
  await expect.poll(() => meanBrightness(viewer.page)).toBeGreaterThan(0.97 * before);

  // A frame is as long as the console's: the picture of a press is timed by it.
  await viewer.page.getByRole("button", { name: "Keep a clip" }).click();
  const clip = decodeClip((await keep(viewer, "The whole session")).file);
  expect(clip.console).toBe("nes");
  const player = startClip(clip, { core: await testCore("nes"), rom });
  expect(player.frames).toBeGreaterThan(60);
  expect(player.verify()).toBeUndefined();
  expect(fetchedByViewer.size).toBe(0);
});

test("who hosts a Game Boy game does not fetch the NES", async () => {
  const host = await stage.host();
  const fetched = coresFetched(host.page);
  await host.hostFile(stage.site(), "probe", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  expect([...fetched]).toEqual(["gameboy"]);
});

test("an NES game that is not run is refused with its reason", async () => {
  const host = await stage.host();
  await host.hostFile(stage.site(), "other", makeNesRom({ mapper: 6 }), "other.nes");
  await expect.poll(() => host.problem.textContent()).toContain("mapper 6");
});
