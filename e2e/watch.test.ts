/** Any broadcast on the relay: in the app's page, and in a bare page by its custom element. */
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import { gamePath } from "../src/arcade/name.ts";
import type { Offer, WatchStats } from "../src/watch/index.ts";
import { address, type Site } from "./lib/pages.ts";
import { brightness, difference, reading } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Well above what silence and rounding leave, well below any music. */
const AUDIBLE = 0.005;

/** Enough for both sides to notice, and for the longest of their waits between attempts. */
const BACK = { timeout: 45_000 };

const watchAddress = (site: Site, game: string) =>
  address(site, "/watch", { name: gamePath(site.prefix, game) });

const status = async (page: Page) => (await page.locator(".status-text").textContent()) ?? "";
const frame = async (page: Page) => (await reading(page, "canvas"))?.frame;

/** Whether the picture is another by the time that one looks again. */
async function expectMoving(page: Page): Promise<void> {
  await expect.poll(() => frame(page)).toBeDefined();
  const first = await frame(page);
  await expect.poll(() => frame(page)).not.toBe(first);
}

/** The newest figures that the player's Worker has told. */
const stats = (page: Page): Promise<WatchStats | undefined> =>
  page.evaluate(() => window.probe.told.findLast(({ data }) => data.type === "stats")?.data.stats as never);

/** What there is to choose from, as the player's Worker told it last. */
const offer = (page: Page): Promise<Offer | undefined> =>
  page.evaluate(() => {
    const told = window.probe.told.findLast(({ data }) => data.type === "offer")?.data as { offer?: Offer };
    return told?.offer;
  });

async function hostProbe(site: Site, game: string) {
  const host = await stage.host();
  await host.hostFile(site, game, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  return host;
}

test.for(["loc", "cmaf"] as const)("/watch shows and sounds a broadcast in %s", async (kind) => {
  const site = stage.site();
  const path = `${site.prefix}/${kind}`;
  const sender = await stage.harness();
  await sender.evaluate(({ relay, path, kind }) => window.harness.containers.start(relay, path, kind), {
    relay: site.relay,
    path,
    kind,
  });
  const page = await stage.page("watch");
  await page.goto(address(site, "/watch", { name: path }));
  await expect.poll(() => status(page)).toBe("Playing");
  const shown = async () => (await stats(page))?.framesShown ?? 0;
  await expect.poll(shown).toBeGreaterThan(30);
  // The picture that was sent: its ground is light, and the bar of the upper third moves.
  const moves = async () => {
    const before = await brightness(page, "canvas");
    await new Promise((resolve) => setTimeout(resolve, 120));
    const after = await brightness(page, "canvas");
    return before && after ? difference(before, after) : 0;
  };
  await expect.poll(moves).toBeGreaterThan(0);
  await page.locator(".console-title").click();
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  expect((await stats(page))?.framesInDecoder).toBeLessThanOrEqual(4);
});

/** A broadcast that has the catalog it is told, and whoever watches it in the app. */
async function watchCatalog(site: Site, path: string, catalog: object) {
  const pointer = await stage.harness();
  await pointer.evaluate(
    ({ relay, path, catalog }) => window.harness.broadcast.start(relay, path, { catalog }),
    { relay: site.relay, path, catalog: JSON.stringify(catalog) },
  );
  const page = await stage.page("watch", { viewport: { width: 1280, height: 800 } });
  await page.goto(address(site, "/watch", { name: path }));
  return { pointer, page };
}

test("/watch plays a rendition in another broadcast while that is there, and another one while it is not", async () => {
  const site = stage.site();
  const large = { codec: "vp8", codedWidth: 320, codedHeight: 180, broadcast: "../media/source" };
  const small = { codec: "vp8", codedWidth: 160, codedHeight: 90 };
  const catalog = (renditions: object) => ({ video: { renditions } });
  const { pointer, page } = await watchCatalog(site, `${site.prefix}/shows/one`, catalog({ large }));
  await expect.poll(() => status(page)).toMatch(/is in another broadcast, which is not there/);

  const uses = (sender: Page, size: "large" | "small") =>
    sender.evaluate((size) => window.harness.broadcast.broadcaster().uses(size), size);
  const source = await stage.harness();
  const begin = () =>
    source.evaluate(({ relay, path }) => window.harness.broadcast.start(relay, path), {
      relay: site.relay,
      path: `${site.prefix}/media/source`,
    });
  await begin();
  await expect.poll(() => status(page)).toBe("Playing");
  await expect.poll(async () => (await stats(page))?.framesShown ?? 0).toBeGreaterThan(30);
  const before = await uses(source, "large");
  await pointer.evaluate(
    (text) => window.harness.broadcast.broadcaster().catalogText(text),
    JSON.stringify(catalog({ large, small })),
  );
  await expect.poll(async () => (await offer(page))?.video.length).toBe(2);
  expect((await offer(page))?.playing.video).toBe("large");
  expect(await uses(source, "large")).toBe(before);

  await source.evaluate(() => window.harness.broadcast.broadcaster().close());
  await expect.poll(async () => (await offer(page))?.playing.video).toBe("small");
  await expect.poll(() => uses(pointer, "small")).toBeGreaterThan(0);
  await begin();
  await expect.poll(async () => (await offer(page))?.playing.video, BACK).toBe("large");
  await expect.poll(() => uses(source, "large")).toBeGreaterThan(0);
  await expect.poll(() => status(page)).toBe("Playing");
  expect(await uses(pointer, "large")).toBe(0);
});

test("/watch shows and sounds what its catalog has in another broadcast", async () => {
  const site = stage.site();
  const sender = await stage.harness();
  const told = await sender.evaluate(
    ({ relay, path }) => window.harness.containers.start(relay, path, "loc"),
    { relay: site.relay, path: `${site.prefix}/shows/two/media` },
  );
  // Below the catalog's own path, which needs no other session.
  const broadcast = "two/media";
  const catalog = {
    video: { renditions: { video: { ...told.video.renditions.video, broadcast } } },
    audio: { renditions: { audio: { ...told.audio.renditions.audio, broadcast } } },
  };
  const { page } = await watchCatalog(site, `${site.prefix}/shows/two`, catalog);
  await expect.poll(() => status(page)).toBe("Playing");
  await page.locator(".console-title").click();
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await expect.poll(async () => (await stats(page))?.framesShown ?? 0).toBeGreaterThan(30);
});

test("/watch shows a game that another page hosts, with its sound, and pauses", async () => {
  const site = stage.site();
  await hostProbe(site, "seen");
  const page = await stage.page("watch");
  await page.goto(watchAddress(site, "seen"));
  await expect.poll(() => status(page)).toBe("Playing");
  await expectMoving(page);

  // Sound is downloaded after a gesture, and not while it is muted.
  expect(await loudness(page)).toBe(0);
  await page.locator(".console-title").click();
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await page.getByRole("button", { name: "Mute" }).click();
  await expect.poll(() => loudness(page)).toBeLessThan(1e-4);
  await page.getByRole("button", { name: "Mute" }).click();
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await expect.poll(async () => (await stats(page))?.targetMs ?? 0).toBeGreaterThanOrEqual(60);

  await page.getByRole("button", { name: "Pause" }).click();
  await expect.poll(() => status(page)).toBe("Paused");
  await expect.poll(() => loudness(page)).toBeLessThan(1e-4);
  const still = await frame(page);
  expect(still).toBeDefined();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await frame(page)).toBe(still);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => status(page)).toBe("Playing");
  await expectMoving(page);
});

test("a fixed delay is kept, to within a few frames", async () => {
  const site = stage.site();
  await hostProbe(site, "late");
  const page = await stage.page("watch");
  await page.goto(watchAddress(site, "late"));
  await expectMoving(page);
  await page.getByLabel("Delay").selectOption("1000");
  await expect.poll(async () => (await stats(page))?.targetMs).toBe(1000);
  await expect.poll(async () => Math.abs(((await stats(page))?.actualMs ?? 0) - 1000), BACK).toBeLessThan(60);
  const { framesInDecoder = 99 } = (await stats(page)) ?? {};
  expect(framesInDecoder).toBeLessThanOrEqual(4);
  await expectMoving(page);
});

test("/watch says so while nobody sends, and plays as soon as somebody does", async () => {
  const site = stage.site();
  const page = await stage.page("watch");
  await page.goto(watchAddress(site, "later"));
  await expect.poll(() => status(page)).toBe("Waiting for the broadcast…");
  const host = await hostProbe(site, "later");
  await expectMoving(page);
  await host.page.getByRole("button", { name: "End the game" }).click();
  await expect.poll(() => status(page)).toMatch(/^The broadcast is gone: The broadcast has ended/);
  await host.page.getByRole("button", { name: "Host it again" }).click();
  await expect.poll(() => status(page)).toBe("Playing");
  await expectMoving(page);
});

test("/watch comes back to a relay that was started anew", { timeout: 120_000 }, async () => {
  let relay = await startRelay();
  onTestFinished(() => relay.close());
  const site = stage.site(relay.url);
  await hostProbe(site, "back");
  const page = await stage.page("watch");
  await page.goto(watchAddress(site, "back"));
  await expect.poll(() => status(page)).toBe("Playing");
  await relay.close();
  await expect.poll(() => status(page), BACK).toMatch(/The relay is lost/);
  relay = await startRelay({ port: relay.port });
  await expect.poll(() => status(page), BACK).toBe("Playing");
  await expectMoving(page);
});

/** Puts an element into a bare page. */
async function openElement(
  site: Site,
  game: string,
  attributes: Record<string, string>,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await stage.page("element");
  await prepare(page);
  await page.goto(`${inject("harness")}/watch.html`);
  await page.waitForFunction(() => "elements" in window);
  const all = { url: site.relay, name: gamePath(site.prefix, game), ...attributes };
  await page.evaluate((all) => {
    const element = document.createElement("moq-watch");
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    element.append(document.createElement("canvas"));
    document.body.append(element);
  }, all);
  return page;
}

const state = (page: Page) => page.evaluate(() => document.querySelector("moq-watch")?.status.peek().state);

test("<moq-watch> plays in a bare page, leaves it and comes back, and goes where its name says", async () => {
  const site = stage.site();
  await hostProbe(site, "bare");
  const page = await openElement(site, "bare", {});
  await expectMoving(page);
  await expect.poll(() => state(page)).toBe("playing");
  await page.mouse.click(5, 5);
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);

  await page.evaluate(() => {
    const element = document.querySelector("moq-watch");
    element?.remove();
    setTimeout(() => element && document.body.append(element), 100);
  });
  await expectMoving(page);

  await page.evaluate(() => document.querySelector("moq-watch")?.setAttribute("name", "nobody/here"));
  await expect.poll(() => state(page)).toBe("waiting");
});

test("<moq-watch> warns of attributes that are not valid, and plays", async () => {
  const site = stage.site();
  await hostProbe(site, "warned");
  const page = await openElement(site, "warned", {
    volume: "loud",
    latency: "soon",
    visible: "sometimes",
    "catalog-format": "tape",
  });
  await expectMoving(page);
  const log = stage.log(page);
  for (const name of ["volume", "latency", "visible", "catalog-format"])
    expect(log.filter((line) => line.startsWith(`warning: moq-watch: ${name}=`))).toHaveLength(1);
  expect(log.filter((line) => line.startsWith("pageerror"))).toEqual([]);
  expect(await page.evaluate(() => document.querySelector("moq-watch")?.volume)).toBe(0.5);

  await page.evaluate(() => document.querySelector("moq-watch")?.setAttribute("url", "nowhere"));
  await expect.poll(() => state(page)).toBe("waiting");
  expect(log.filter((line) => line.startsWith("warning: moq-watch: url="))).toHaveLength(1);
});

test("<moq-watch> reads a catalog with DEFLATE, which it loads for that alone", async () => {
  const site = stage.site();
  const sender = await stage.harness();
  await sender.evaluate(
    async ({ relay, prefix }) => (await window.harness.boyHost()).start(relay, prefix, "deflated", 60),
    site,
  );
  for (const format of ["hang", "hangz"]) {
    const scripts: string[] = [];
    const prepare = async (page: Page) => {
      page.context().on("request", (request) => scripts.push(new URL(request.url()).pathname));
    };
    const page = await openElement(site, "deflated", { "catalog-format": format }, prepare);
    await expectMoving(page);
    const found = scripts.filter((path) => /\/deflate-[^/]*\.js$/.test(path));
    expect(found).toHaveLength(format === "hangz" ? 1 : 0);
  }
});

test("<moq-watch> out of sight downloads no picture", async () => {
  const site = stage.site();
  await hostProbe(site, "hidden");
  const page = await openElement(site, "hidden", { visible: "0px", muted: "" });
  await expectMoving(page);
  await page.evaluate(() => {
    const element = document.querySelector("moq-watch");
    if (element) element.style.marginTop = "300vh";
  });
  const bytes = async () => (await stats(page))?.bytes;
  await expect
    .poll(async () => {
      const before = await bytes();
      await new Promise((resolve) => setTimeout(resolve, 600));
      return before === (await bytes());
    })
    .toBe(true);
  await page.evaluate(() => document.querySelector("moq-watch")?.style.removeProperty("margin-top"));
  // Two pictures may be alike: what counts is that they change again.
  await expectMoving(page);
});

test("<moq-watch> is heard in a page that may share no memory", async () => {
  const site = stage.site();
  await hostProbe(site, "unshared");
  // The same page without the headers that isolate it.
  const open = async (page: Page) => {
    await page.route("**/watch.html", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ status: 200, contentType: "text/html", body: await response.text() });
    });
  };
  const page = await openElement(site, "unshared", {}, open);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await expectMoving(page);
  await page.mouse.click(5, 5);
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  // The buffer neither runs dry for good nor grows.
  await expect.poll(async () => (await stats(page))?.audioBufferMs ?? 0).toBeGreaterThan(10);
  expect((await stats(page))?.audioBufferMs).toBeLessThan(400);
});
