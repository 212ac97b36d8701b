/** A game in a frame of a page at another origin. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { address, KEYS } from "./lib/pages.ts";
import { reading } from "./lib/picture.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

interface Told {
  type: string;
  [field: string]: unknown;
}

/** A page of somebody else's, with a frame in it; what the frame has told is kept in the page. */
async function openParent(src: string): Promise<Page> {
  const page = await stage.page("parent");
  await page.goto(`${inject("harness")}/watch.html`);
  await page.evaluate((src) => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    addEventListener("message", (event) => {
      if (event.source === document.querySelector("iframe")?.contentWindow) told.push(event.data);
    });
    document.body.innerHTML = `<iframe allow="autoplay" style="width: 800px; height: 600px; border: 0"></iframe>`;
    document.querySelector("iframe")?.setAttribute("src", src);
  }, src);
  return page;
}

const told = (page: Page) => page.evaluate(() => Reflect.get(window, "told") as Told[]);
/** The last event of a type. */
const last = async (page: Page, type: string) => (await told(page)).findLast((event) => event.type === type);

const say = (page: Page, command: object) =>
  page.evaluate((command) => {
    const message = { target: "moq-arcade", version: 1, ...command };
    document.querySelector("iframe")?.contentWindow?.postMessage(message, "*");
  }, command);

test("a page at another origin frames a game, sees it, plays it, is told of it, and mutes it", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "framed", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const page = await openParent(address(site, "/embed/framed"));
  await expect.poll(async () => (await last(page, "status"))?.state).toBe("playing");
  expect(new URL(site.origin).origin).not.toBe(new URL(page.url()).origin);
  const frame = page.frames()[1];
  if (!frame) throw new Error("the page has no frame");
  await expect.poll(async () => (await reading(frame, "canvas"))?.frame).toBeDefined();
  expect(await last(page, "ready")).toEqual({
    source: "moq-arcade",
    version: 1,
    type: "ready",
    name: "framed",
    plays: true,
  });
  await expect.poll(() => last(page, "players")).toMatchObject({ count: 2 });
  expect(await last(page, "mode")).toMatchObject({ mode: "anarchy" });
  expect(await last(page, "picture")).toMatchObject({ width: 160, height: 144 });

  await frame.locator("canvas").click();
  await page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await host.reading())?.count).toBe(1);
  // Escape is no way out of a frame, and the one way there is opens a tab of its own.
  await page.keyboard.press("Escape");
  const out = frame.getByRole("link", { name: "Open in the arcade" });
  expect(await out.getAttribute("target")).toBe("_blank");
  expect(new URL((await out.getAttribute("href")) ?? "", site.origin).pathname).toBe("/play/framed");
  expect(await frame.locator("a:not([target=_blank])").count()).toBe(0);

  const mute = frame.getByRole("button", { name: "Mute" });
  expect(await mute.getAttribute("aria-pressed")).toBe("false");
  // Not from the page around: the frame itself, and what is no command.
  await frame.evaluate(() =>
    postMessage({ target: "moq-arcade", version: 1, type: "mute", muted: true }, "*"),
  );
  await say(page, { type: "mute", muted: "yes" });
  await say(page, { type: "volume", volume: 0.25 });
  await expect.poll(() => last(page, "sound")).toMatchObject({ muted: false, volume: 0.25 });
  await say(page, { type: "mute", muted: true });
  await expect.poll(() => mute.getAttribute("aria-pressed")).toBe("true");
  expect(await last(page, "sound")).toMatchObject({ muted: true, volume: 0.25 });

  // Who begins to listen late is told all of it.
  await page.evaluate(() => (Reflect.get(window, "told") as Told[]).splice(0));
  await say(page, { type: "hello" });
  await expect
    .poll(async () => new Set((await told(page)).map(({ type }) => type)))
    .toEqual(new Set(["ready", "status", "sound", "players", "mode", "picture"]));

  await host.page.close();
  await expect.poll(async () => (await last(page, "status"))?.state).toBe("lost");
  expect(stage.log(page).filter((line) => /^(error|pageerror)/.test(line))).toEqual([]);
});

test("a frame that only watches is no player, begins muted where that is asked for, and speaks to the named page alone", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "watched", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const parent = new URL(inject("harness")).origin;
  const page = await openParent(address(site, "/embed/watched", { play: "0", sound: "0", parent }));
  const frame = page.frames()[1];
  if (!frame) throw new Error("the page has no frame");
  await expect.poll(async () => (await reading(frame, "canvas"))?.frame).toBeDefined();
  await expect.poll(() => last(page, "players")).toMatchObject({ count: 1, players: ["host"] });
  expect(await last(page, "ready")).toMatchObject({ plays: false });
  expect(await last(page, "sound")).toMatchObject({ muted: true });
  await frame.locator("canvas").click();
  await page.keyboard.press(KEYS.a);
  await say(page, { type: "mute", muted: false });
  await expect.poll(() => last(page, "sound")).toMatchObject({ muted: false });
  expect(await host.players()).toHaveLength(1);
  expect((await host.reading())?.count).toBe(0);

  const other = await openParent(
    address(site, "/embed/watched", { play: "0", parent: "https://blog.example" }),
  );
  const deaf = other.frames()[1];
  if (!deaf) throw new Error("the page has no frame");
  await expect.poll(async () => (await reading(deaf, "canvas"))?.frame).toBeDefined();
  await say(other, { type: "mute", muted: true });
  await say(other, { type: "hello" });
  await expect
    .poll(() => deaf.getByRole("button", { name: "Mute" }).getAttribute("aria-pressed"))
    .toBe("false");
  expect(await told(other)).toEqual([]);
});
