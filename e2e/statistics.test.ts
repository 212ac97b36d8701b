/** Statistics: the panels of player and host, what they draw, and what is copied. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type StatsReport, StatsReportSchema } from "../src/arcade/statistics/report.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Plots in which something is drawn that is neither the grid's nor the scale's: so many colours, at least. */
const drawn = (page: Page) =>
  page.locator(".plotted-drawing canvas").evaluateAll(
    (canvases) =>
      canvases.filter((canvas) => {
        const element = canvas as HTMLCanvasElement;
        const context = element.getContext("2d");
        if (!context) return false;
        const { data } = context.getImageData(0, 0, element.width, element.height);
        let coloured = 0;
        for (let i = 0; i < data.length; i += 4) {
          const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4);
          if (alpha > 128 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) coloured++;
        }
        return coloured > 20;
      }).length,
  );

async function copied(page: Page): Promise<StatsReport> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy as JSON" }).click();
  await expect.poll(() => page.getByText("Copied as JSON.").count()).toBe(1);
  return StatsReportSchema.parse(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())));
}

const measured = (values: readonly (number | null)[] = []) => values.filter((value) => value !== null);

test("I shows a line, then plots of what was measured, which can be copied; the host has its own", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "measured", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "measured");
  await expect.poll(() => viewer.status()).toBe("Playing");
  for (let press = 0; press < 5; press++) {
    await viewer.hold("a");
    await expect.poll(async () => (await viewer.reading())?.held).toBeGreaterThan(0);
    await viewer.release("a");
    await expect.poll(async () => (await viewer.reading())?.held).toBe(0);
  }

  const { page } = viewer;
  await page.keyboard.press("KeyI");
  await expect.poll(() => viewer.figure("input to picture")).toMatch(/^\d+ ms$/);
  expect(await page.locator(".plotted").count()).toBe(0);
  await page.keyboard.press("KeyI");
  await expect.poll(() => page.locator(".plotted").count()).toBe(7);
  expect(await page.locator(".stats").count()).toBe(0);
  // At least input, buffers, pictures, bits and players.
  await expect.poll(() => drawn(page)).toBeGreaterThanOrEqual(5);
  expect(await page.getByRole("table", { name: "Players" }).textContent()).toBe("with the host2");

  const { kind, game, seconds, figures } = await copied(page);
  expect([kind, game]).toEqual(["play", "measured"]);
  expect(seconds.every((second, index) => index === 0 || second >= (seconds[index - 1] ?? 0))).toBe(true);
  const inputs = measured(figures.inputMs);
  expect(inputs.length).toBeGreaterThan(0);
  for (const input of inputs) expect(input).toBeGreaterThan(0);
  // Legs are of the same presses: where one was measured, they add up, but for rounding, unless a sample has several.
  for (const leg of ["sendMs", "travelMs", "presentMs", "answerMs"]) {
    expect(measured(figures[leg]).length).toBeGreaterThan(0);
    for (const value of measured(figures[leg])) expect(value).toBeGreaterThanOrEqual(0);
  }
  expect(Math.max(...measured(figures.framesPerSecond))).toBeGreaterThan(5);
  expect(Math.max(...measured(figures.framesPerSecond))).toBeLessThan(130);
  expect(Math.max(...measured(figures.videoBitsPerSecond))).toBeGreaterThan(1_000);
  expect(measured(figures.players).at(-1)).toBe(2);
  expect(Math.max(...measured(figures.hostEmulationMs))).toBeGreaterThan(0);

  await page.keyboard.press("KeyI");
  await expect.poll(() => page.locator(".plotted").count()).toBe(0);

  await host.page.getByRole("button", { name: "Plots" }).click();
  await expect.poll(() => host.page.locator(".plotted").count()).toBe(5);
  await expect.poll(() => drawn(host.page)).toBeGreaterThanOrEqual(3);
  const told = await copied(host.page);
  expect(told.kind).toBe("host");
  expect(Math.max(...measured(told.figures.viewers))).toBe(1);
  expect(Math.max(...measured(told.figures.videoBitsPerSecond))).toBeGreaterThan(1_000);
  expect(Math.max(...measured(told.figures.emulationMs))).toBeGreaterThan(0);
});
