/** What npm's `@moq/publish` sends, in our pages. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./lib/browser.ts";
import { address } from "./lib/pages.ts";
import { brightness, difference } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { AUDIBLE, FAKE_DEVICES } from "./lib/publish.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser(FAKE_DEVICES);
});
afterAll(() => browser?.close());

test("a camera and a microphone that npm's @moq/publish sends are seen and heard on /watch", async () => {
  const site = stage.site();
  const name = `${site.prefix}/npm`;
  const sender = await stage.harness({ browser });
  await sender.evaluate(({ relay, name }) => window.harness.sendWithNpm(relay, name), { ...site, name });
  const page = await stage.page("watch");
  await page.goto(address(site, "/watch", { name }));
  await expect.poll(() => page.locator(".status-text").textContent()).toBe("Playing");
  const moves = async () => {
    const before = await brightness(page, "canvas");
    await new Promise((resolve) => setTimeout(resolve, 400));
    const after = await brightness(page, "canvas");
    return before && after ? difference(before, after) : 0;
  };
  await expect.poll(moves).toBeGreaterThan(0);
  await page.locator(".console-title").click();
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await expect.poll(moves).toBeGreaterThan(0);
});
