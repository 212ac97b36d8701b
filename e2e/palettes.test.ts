/** What a game without colour is shown in: chosen by who hosts it, seen by whoever watches. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type PaletteName, paletteOf } from "../emulator/index.ts";
import { folder, HeadlessHost } from "./lib/headless.ts";
import { ConsolePage } from "./lib/pages.ts";
import { colorAt } from "./lib/picture.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const CANVAS = "canvas.screen-picture";
const LIVE = { timeout: 30_000 };

/** What H.264 may change of an even colour, by component: half of colour's resolution, and 8 bits of a narrower range. */
const TOLERANCE = 12;

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
