/** A broadcast that changes its mind and breaks its word: `/watch` goes on, or says why it does not. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Offer } from "../src/watch/index.ts";
import type { Size, StartOptions } from "./harness/broadcaster.ts";
import { address } from "./lib/pages.ts";
import { brightness, difference } from "./lib/picture.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const status = async (page: Page) => (await page.locator(".status-text").textContent()) ?? "";

/** Whether the picture is another by the time that one looks again. */
async function expectMoving(page: Page, timeout = 20_000): Promise<void> {
  const moves = async () => {
    const before = await brightness(page, "canvas");
    await new Promise((resolve) => setTimeout(resolve, 120));
    const after = await brightness(page, "canvas");
    return before && after ? difference(before, after) : 0;
  };
  await expect.poll(moves, { timeout }).toBeGreaterThan(0);
}

/** The size that is shown, as the player's Worker told it last. */
const playing = (page: Page): Promise<Size | undefined> =>
  page.evaluate(() => {
    const told = window.probe.told.findLast(({ data }) => data.type === "offer")?.data as { offer?: Offer };
    return told?.offer?.playing.video as Size | undefined;
  });

/** A sender and somebody who watches it. */
async function setup(name: string, options: StartOptions = {}) {
  const site = stage.site();
  const path = `${site.prefix}/${name}`;
  const sender = await stage.harness();
  await sender.evaluate(({ relay, path, options }) => window.harness.broadcast.start(relay, path, options), {
    relay: site.relay,
    path,
    options,
  });
  const page = await stage.page("watch", { viewport: { width: 1280, height: 800 } });
  await page.goto(address(site, "/watch", { name: path }));
  await expect.poll(() => status(page)).toBe("Playing");
  return { sender, page };
}

/** Looks at the middle of the picture at every refresh of the page: the darkest and how often it changed its colour. */
async function observe(page: Page): Promise<() => Promise<{ darkest: number; looks: number }>> {
  await page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const seen = { darkest: 255, looks: 0 };
    Object.assign(window, { seen });
    const look = () => {
      if (canvas && context) {
        context.drawImage(canvas, canvas.width / 2, canvas.height * 0.8, 1, 1, 0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
        seen.darkest = Math.min(seen.darkest, Math.max(red, green, blue));
        seen.looks++;
      }
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: { darkest: number; looks: number } }).seen);
}

test("another rendition takes over without a dark picture between", async () => {
  const { page } = await setup("sizes");
  await expect.poll(() => playing(page)).toBe("large");
  const seen = await observe(page);
  for (const size of ["small", "large", "small"] as const) {
    await page.getByLabel("Picture").selectOption(size);
    await expect.poll(() => playing(page)).toBe(size);
    await expectMoving(page);
  }
  await expect.poll(async () => (await seen()).looks).toBeGreaterThan(30);
  expect((await seen()).darkest).toBeGreaterThan(150);
});

test("a catalog that is told anew, is none, or ends leaves the decoder alone", async () => {
  const { sender, page } = await setup("catalogs");
  await expectMoving(page);
  const uses = () => sender.evaluate(() => window.harness.broadcast.broadcaster().uses("large"));
  const before = await uses();
  await sender.evaluate(() => {
    const broadcaster = window.harness.broadcast.broadcaster();
    for (let bitrate = 1; bitrate < 20; bitrate++) broadcaster.catalog({ bitrate, mood: "good" });
    broadcaster.catalogText("this is no JSON");
    broadcaster.catalogText("[1, 2]");
    broadcaster.catalog();
  });
  await expectMoving(page);
  await sender.evaluate(() => window.harness.broadcast.broadcaster().endCatalog());
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await expectMoving(page);
  expect(await status(page)).toBe("Playing");
  expect(await uses()).toBe(before);
});

test("a codec that nobody has, a container that is not known and no picture at all are said, and what can be played then is", async () => {
  const { sender, page } = await setup("codecs");
  const catalog = (more: object) =>
    sender.evaluate((more) => window.harness.broadcast.broadcaster().catalog(more), more);
  await catalog({ codec: "xyz9.1" });
  await expect
    .poll(() => status(page))
    .toBe("Not playable: The picture comes as xyz9.1, which this browser cannot show.");
  await catalog({ container: { kind: "tape" } });
  await expect.poll(() => status(page)).toMatch(/comes in tape, a container that cannot be read/);
  await sender.evaluate(() => window.harness.broadcast.broadcaster().catalogText("{}"));
  await expect.poll(() => status(page)).toBe("Not playable: This broadcast offers no picture.");
  await catalog({});
  await expect.poll(() => status(page)).toBe("Playing");
  await expectMoving(page);
});

test("frames that are cut short, empty or random are got over, also where no decoder would go on", async () => {
  const { sender, page } = await setup("frames");
  // A keyframe comes twice a second: after three that are broken the decoder is given up, for a while.
  for (const [fault, ms] of [
    ["truncated", 700],
    ["empty", 700],
    ["random", 700],
    ["random", 3_000],
  ] as const) {
    await sender.evaluate((fault) => {
      window.harness.broadcast.broadcaster().fault = fault;
    }, fault);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await sender.evaluate(() => {
      window.harness.broadcast.broadcaster().fault = "none";
    });
    await expectMoving(page);
    await expect.poll(() => status(page), { message: fault }).toBe("Playing");
  }
  expect(stage.log(page).filter((line) => line.startsWith("pageerror"))).toEqual([]);
});

test("timestamps that jump an hour, and back again, are shown as they come", async () => {
  const { sender, page } = await setup("jumps");
  for (const offsetUs of [3_600e6, 0, 7_200e6, 1e6]) {
    await sender.evaluate((offsetUs) => {
      window.harness.broadcast.broadcaster().offsetUs = offsetUs;
    }, offsetUs);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expectMoving(page, 3_000);
    expect(await status(page)).toBe("Playing");
  }
});

test("sound behind a gap has the time of its packets, whatever the decoder counts", async () => {
  const page = await stage.harness();
  const heardUs = await page.evaluate(() => window.harness.sound.playWithGap(400));
  const [before, after] = [heardUs.filter((us) => us < 300_000), heardUs.filter((us) => us >= 300_000)];
  expect(before.length).toBeGreaterThan(20);
  expect(after.length).toBeGreaterThan(20);
  expect(Math.min(...after)).toBe(700_000);
  expect(Math.max(...after)).toBe(990_000);
});
