/** What a game without colour is shown in: chosen by who hosts it, seen by whoever watches. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type PaletteName, paletteOf, rgbOf } from "../emulator/index.ts";
import { folder, HeadlessHost } from "./lib/headless.ts";
import { ConsolePage } from "./lib/pages.ts";
import { colorAt, colorsOf, WIDTH } from "./lib/picture.ts";
import { makeProbeRom, ROWS } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const CANVAS = "canvas.screen-picture";
const LIVE = { timeout: 30_000 };

/** What H.264 may change of an even colour, by component: half of colour's resolution, and 8 bits of a narrower range. */
const TOLERANCE = 12;

/** Within the square of the frame's lowest bit. */
const FLICKER = { x: (ROWS.frame.column + 7) * 8 + 4, y: ROWS.frame.row * 8 + 4 };

/** The name of the palette whose lightest colour the probe's background has, if one has it. */
async function seen(page: Page, name: PaletteName): Promise<boolean> {
  const pixel = await colorAt(page, CANVAS, 4, 4);
  const [lightest = 0] = paletteOf(name).colors;
  const expected = [lightest & 0xff, (lightest >>> 8) & 0xff, (lightest >>> 16) & 0xff];
  return pixel?.every((part, at) => Math.abs(part - (expected[at] ?? 0)) <= TOLERANCE) ?? false;
}

test("a palette that is chosen before hosting and another while hosting are what viewers see", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.open(site);
  const choice = host.page.getByLabel("Palette", { exact: true });
  await choice.selectOption({ label: "Amber" });
  await host.chooseFile(makeProbeRom());
  await host.name("colours");
  await host.start();
  const viewer = await stage.player("viewer");
  await viewer.open(site, "colours");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  for (const { page } of [host, viewer]) await expect.poll(() => seen(page, "amber")).toBe(true);
  expect(await seen(viewer.page, "ice")).toBe(false);
  await choice.selectOption({ label: "Ice" });
  for (const { page } of [host, viewer]) await expect.poll(() => seen(page, "ice")).toBe(true);
  // The next visit begins with it.
  await host.page.getByRole("button", { name: "End the game" }).click();
  await host.open(site);
  expect(await choice.inputValue()).toBe("ice");
});

test("a game hosted under Node has the palette that the command names; one that is none is refused", async () => {
  const site = stage.site();
  const file = join(await folder(), "probe.gb");
  await writeFile(file, makeProbeRom());
  const host = new HeadlessHost(site, [`${file}=green`, "--palette", "green"]);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);
  const viewer = new ConsolePage(await stage.page("viewer"));
  await viewer.page.goto(
    `${site.origin}/play/green?${new URLSearchParams({ relay: site.relay, prefix: site.prefix })}`,
  );
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  await expect.poll(() => seen(viewer.page, "green")).toBe(true);
});

test("a viewer sees a game in a palette of its own, and nobody else does; after a reload too", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "own", makeProbeRom());
  const viewer = await stage.player("viewer");
  const other = await stage.player("other");
  for (const player of [viewer, other]) {
    await player.open(site, "own");
    await expect.poll(() => player.status(), LIVE).toBe("Playing");
  }
  const { page } = viewer;
  await page.keyboard.press("KeyO");
  await page.getByRole("tab", { name: "Picture" }).click();
  const choice = page.getByLabel("Palette", { exact: true });
  await expect.poll(() => page.getByText("you alone see").count()).toBe(1);
  await choice.selectOption({ label: "Amber" });
  await expect.poll(() => seen(page, "amber")).toBe(true);
  // What was lossy is clean: there are the palette's colours and no others.
  const colors = rgbOf(paletteOf("amber"));
  expect((await colorsOf(page, CANVAS)).filter((color) => !colors.includes(color))).toEqual([]);
  for (const { page } of [host, other]) expect(await seen(page, "grey")).toBe(true);
  // The host's other choice is other colours to begin from, and the same to look at.
  await host.page.getByLabel("Palette", { exact: true }).selectOption({ label: "Ice" });
  await expect.poll(() => seen(other.page, "ice")).toBe(true);
  expect(await seen(page, "amber")).toBe(true);
  await page.reload();
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  await expect.poll(() => seen(page, "amber")).toBe(true);
  await page.keyboard.press("KeyO");
  await page.getByRole("tab", { name: "Picture" }).click();
  await choice.selectOption({ label: "As the host has it" });
  await expect.poll(() => seen(page, "ice")).toBe(true);
});

test("with ghosting a picture is blended with the one before, and has no shadow once it stands still", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "ghosts", makeProbeRom());
  const viewer = await stage.player("viewer");
  await viewer.open(site, "ghosts");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  const { page } = viewer;
  // What is black in one frame and white in the next.
  const isBetween = async () => {
    const bright = (await viewer.pixels())?.[FLICKER.y * WIDTH + FLICKER.x] ?? 0;
    return bright > 50 && bright < 205;
  };
  expect(await isBetween()).toBe(false);
  await page.keyboard.press("KeyO");
  await page.getByRole("tab", { name: "Picture" }).click();
  await page.getByRole("checkbox", { name: /^Ghosting/ }).click();
  await expect.poll(isBetween).toBe(true);
  await host.page.getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => viewer.status()).toContain("Paused");
  await expect.poll(isBetween).toBe(false);
});
