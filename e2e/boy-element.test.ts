/** `<moq-boy>` in a bare page, with games that the app hosts. */
import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { KEYS, type Site } from "./lib/pages.ts";
import { reading } from "./lib/picture.ts";
import { loudness } from "./lib/probe.ts";
import { HELD_BITS, makeProbeRom, type Reading } from "./lib/rom.ts";
import { type OpenOptions, useStage } from "./stage.ts";

const stage = useStage();

/** Well above what silence and rounding leave, well below any music. */
const AUDIBLE = 0.005;

/** The host's own page counts as a viewer for ten seconds from its start. */
const PAUSED = { timeout: 45_000 };

async function hostProbe(site: Site, game: string) {
  const host = await stage.host();
  await host.hostFile(site, game, makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  return host;
}

/** A bare page with some HTML: an element without a prefix looks where the site's games are. */
async function openPage(site: Site, html: string, options: OpenOptions = {}): Promise<Page> {
  const page = await stage.page("element", options);
  await page.goto(`${inject("harness")}/watch.html`);
  await page.waitForFunction(() => "elements" in window);
  const all = html.replaceAll("<moq-boy", `<moq-boy url="${site.relay}" prefix="${site.prefix}"`);
  await page.evaluate((all) => {
    document.body.innerHTML = all;
  }, all);
  return page;
}

/** What one does with an element. Locators of the browser's driver go through open shadow roots. */
class Boy {
  readonly root: Locator;
  #page: Page;
  #selector: string;

  constructor(page: Page, selector = "moq-boy") {
    this.#page = page;
    this.#selector = selector;
    this.root = page.locator(selector);
  }

  names(): Promise<string[]> {
    return this.root.locator(".tile-name").allInnerTexts();
  }

  async open(name: string): Promise<void> {
    await this.root
      .locator("button.tile")
      .filter({ has: this.#page.getByText(name, { exact: true }) })
      .click();
    await expect.poll(() => this.status()).toBe("Playing");
  }

  async status(): Promise<string | undefined> {
    const line = this.root.locator(".status-text");
    return (await line.count()) > 0 ? ((await line.textContent()) ?? "") : undefined;
  }

  /** What the first canvas of a kind shows. */
  reading(kind: "screen" | "tile"): Promise<Reading | undefined> {
    return reading(this.#page, `${this.#selector} >>> canvas.${kind}-picture`);
  }

  async players(): Promise<string[]> {
    return this.root.locator(".player-name").allInnerTexts();
  }
}

async function expectMoving(boy: Boy, kind: "screen" | "tile"): Promise<void> {
  await expect.poll(async () => (await boy.reading(kind))?.frame).toBeDefined();
  const first = (await boy.reading(kind))?.frame;
  await expect.poll(async () => (await boy.reading(kind))?.frame).not.toBe(first);
}

test("<moq-boy> lists a hosted game as a living picture, and plays it with sound and keys", async () => {
  const site = stage.site();
  const page = await openPage(site, "<moq-boy></moq-boy>");
  const boy = new Boy(page);
  await expect.poll(() => boy.root.getByText("No games right now").count()).toBe(1);
  const host = await hostProbe(site, "boy");
  await expect.poll(() => boy.names()).toEqual(["boy"]);
  await expectMoving(boy, "tile");
  expect(await host.players()).toHaveLength(1);
  expect(
    await page.evaluate(() => [...(document.querySelector("moq-boy")?.games.peek().keys() ?? [])]),
  ).toEqual(["boy"]);

  await boy.open("boy");
  await expectMoving(boy, "screen");
  await expect.poll(() => boy.players()).toEqual(["You", "host"]);
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  for (let i = 0; i < 3; i++) await page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await host.reading())?.count).toBe(3);
  await expect.poll(async () => (await boy.reading("screen"))?.count).toBe(3);
  await page.keyboard.down(KEYS.left);
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.left);
  await page.keyboard.up(KEYS.left);
  await expect.poll(async () => (await host.reading())?.held).toBe(0);

  await page.keyboard.press("Escape");
  await expect.poll(() => boy.names()).toEqual(["boy"]);
  await expect.poll(async () => (await host.players()).length).toBe(1);
  // Back where one was: Enter plays it again.
  await page.keyboard.press("Enter");
  await expect.poll(() => boy.status()).toBe("Playing");
  await host.page.close();
  await expect.poll(() => boy.status()).toMatch(/^The game is gone/);
  await boy.root.locator(".console-ways").getByRole("button", { name: "All games" }).click();
  await expect.poll(() => boy.root.getByText("No games right now").count()).toBe(1);
  expect(stage.log(page).filter((line) => /^(error|pageerror|warning: moq-boy)/.test(line))).toEqual([]);
});

test("<moq-boy> leaves the page around it as it is: its looks, its keys, its fields", async () => {
  const site = stage.site();
  const host = await hostProbe(site, "polite");
  const style = `
    html { font-size: 40px; letter-spacing: 9px; --accent: lime; }
    .button, .tile, .status, .player, canvas, h2 { outline: 5px solid red; display: inline !important; }
    button, div { color: rgb(1, 2, 3); text-transform: uppercase; }`;
  const html = `<style>${style}</style>
    <p class="status notice button">of the page</p><input><moq-boy></moq-boy><div style="height: 300vh"></div>`;
  const looks = (page: Page) =>
    page.evaluate(() => {
      const all = getComputedStyle(document.querySelector("p.status") ?? document.body);
      return Object.fromEntries([...all].map((name) => [name, all.getPropertyValue(name)]));
    });
  const plain = await openPage(site, html.replace("<moq-boy></moq-boy>", ""));
  const page = await openPage(site, html);
  const boy = new Boy(page);
  await boy.open("polite");
  const bystander = await looks(page);
  // Where it stands is what a page with more in it changes; what it looks like is not.
  const { "perspective-origin": _, "transform-origin": __, ...expected } = await looks(plain);
  expect(bystander).toMatchObject(expected);
  expect(await page.evaluate(() => document.styleSheets.length)).toBe(1);
  const inner = boy.root.locator(".console-title");
  expect(
    await inner.evaluate((element) => {
      const { letterSpacing, outlineStyle, fontSize, display } = getComputedStyle(element);
      return { letterSpacing, outlineStyle, fontSize, display };
    }),
  ).toEqual({ letterSpacing: "normal", outlineStyle: "none", fontSize: "16px", display: "block" });

  // What is typed into the page's own field is the field's.
  const field = page.locator("body > input");
  await field.click();
  await field.pressSequentially("xzxz m");
  await page.keyboard.down("KeyX");
  await page.keyboard.up("KeyX");
  expect(await field.inputValue()).toBe("xzxz mx");
  // And the page scrolls by its arrows.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const top = () => page.evaluate(() => scrollY);
  /** Where it comes to rest: an arrow scrolls smoothly, and goes on after another place was set. */
  const restingTop = async () => {
    let last = await top();
    for (let still = 0; still < 5; ) {
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30))),
      );
      const now = await top();
      still = now === last ? still + 1 : 0;
      last = now;
    }
    return last;
  };
  await page.keyboard.press("ArrowDown");
  await expect.poll(top).toBeGreaterThan(0);
  await restingTop();
  expect((await host.reading())?.count).toBe(0);
  expect(await boy.status()).toBe("Playing");

  // A click gives the keys back to the game, and the arrows with them.
  await page.evaluate(() => scrollTo(0, 0));
  await boy.root.locator(".screen").click();
  await page.keyboard.press(KEYS.a);
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await host.reading())?.count).toBe(1);
  expect(await restingTop()).toBe(0);
  // What is held when the focus goes elsewhere is let go of.
  await page.keyboard.down(KEYS.b);
  await expect.poll(async () => (await host.reading())?.held).toBe(HELD_BITS.b);
  await field.focus();
  await expect.poll(async () => (await host.reading())?.held).toBe(0);
  await page.keyboard.up(KEYS.b);
});

test("<moq-boy> out of sight downloads nothing, and plays on when it is back", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const host = await hostProbe(site, "hidden");
  const page = await openPage(site, `<div id="above" style="height: 300vh"></div><moq-boy></moq-boy>`);
  const boy = new Boy(page);
  // Never seen, it has loaded nothing to download with.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(page.workers()).toEqual([]);
  await expect.poll(() => host.status(), PAUSED).toBe("Paused: nobody is watching");

  const setAbove = (height: string) =>
    page.evaluate((height) => {
      const above = document.querySelector<HTMLElement>("#above");
      if (above) above.style.height = height;
    }, height);
  await setAbove("0");
  await boy.open("hidden");
  await expectMoving(boy, "screen");
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);
  await setAbove("300vh");
  // The host encodes what somebody is subscribed to.
  await expect.poll(() => host.status(), PAUSED).toBe("Paused: nobody is watching");
  await expect.poll(() => loudness(page)).toBeLessThan(1e-4);
  await setAbove("0");
  await expect.poll(() => boy.status()).toBe("Playing");
  await expectMoving(boy, "screen");
  await expect.poll(() => loudness(page)).toBeGreaterThan(AUDIBLE);

  // A list that is out of sight looks at no game either.
  await page.evaluate(() => document.querySelector("moq-boy")?.expanded.set(undefined));
  await expectMoving(boy, "tile");
  await setAbove("300vh");
  await expect.poll(() => host.status(), PAUSED).toBe("Paused: nobody is watching");
});

test("<moq-boy> warns of attributes that are not valid, and goes where valid ones lead", async () => {
  const site = stage.site();
  await hostProbe(site, "elsewhere");
  const page = await openPage(site, "<moq-boy></moq-boy>");
  const boy = new Boy(page);
  await expect.poll(() => boy.names()).toEqual(["elsewhere"]);
  const set = (name: string, value: string | null) =>
    page.evaluate(
      ([name = "", value]) => {
        const element = document.querySelector("moq-boy");
        if (value === null || value === undefined) element?.removeAttribute(name);
        else element?.setAttribute(name, value);
      },
      [name, value] as const,
    );
  const warnings = () => stage.log(page).filter((line) => line.startsWith("warning: moq-boy:"));

  await set("prefix", "all/*");
  await expect.poll(() => boy.names()).toEqual([]);
  await set("prefix", null);
  await set("prefix-game", `${site.prefix}/game`);
  await expect.poll(() => boy.names()).toEqual(["elsewhere"]);
  // Viewers are looked for at another place than where this one now is: it sees the game, and is no player.
  await boy.open("elsewhere");
  await expectMoving(boy, "screen");
  await expect.poll(() => boy.players()).toEqual(["host"]);
  await set("prefix-viewer", `${site.prefix}/viewer`);
  await expect.poll(() => boy.players()).toEqual(["You", "host"]);

  await set("url", "nowhere");
  await expect.poll(() => boy.root.getByText("No relay is named").count()).toBe(1);
  await expect.poll(() => page.workers()).toEqual([]);
  await set("url", site.relay);
  await expect.poll(() => boy.status()).toBe("Playing");
  expect(warnings().map((line) => /moq-boy: [\w-]+="[^"]*"/.exec(line)?.[0])).toEqual([
    'moq-boy: prefix="all/*"',
    'moq-boy: url="nowhere"',
  ]);
  expect(stage.log(page).filter((line) => line.startsWith("pageerror"))).toEqual([]);
});

test("two <moq-boy> on a page play two games; one that is moved goes on, one that is removed is gone", async () => {
  const site = stage.site();
  const one = await hostProbe(site, "one");
  const two = await hostProbe(site, "two");
  const page = await openPage(
    site,
    `<moq-boy id="one"></moq-boy><section></section><moq-boy id="two"></moq-boy>`,
    {
      viewport: { width: 900, height: 1800 },
    },
  );
  const boys = { one: new Boy(page, "#one"), two: new Boy(page, "#two") };
  await boys.one.open("one");
  await boys.two.open("two");
  expect(page.workers()).toHaveLength(2);
  await page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await two.reading())?.count).toBe(1);
  expect((await one.reading())?.count).toBe(0);
  await boys.one.root.locator(".screen").click();
  await page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await one.reading())?.count).toBe(1);
  expect((await two.reading())?.count).toBe(1);
  await boys.one.root.getByRole("button", { name: "A", exact: true }).click();
  await expect.poll(async () => (await one.reading())?.count).toBe(2);
  await expect.poll(async () => (await one.players()).map(({ buttons }) => buttons)).toEqual(["", ""]);

  const before = await one.players();
  expect(before).toHaveLength(2);
  await page.evaluate(() => {
    const element = document.querySelector("#one");
    if (element) document.querySelector("section")?.append(element);
  });
  await expectMoving(boys.one, "screen");
  expect(await one.players()).toEqual(before);

  await page.evaluate(() => {
    Object.assign(window, { kept: document.querySelector("#one") });
    document.querySelector("#one")?.remove();
  });
  await expect.poll(async () => (await one.players()).length).toBe(1);
  await expect.poll(() => page.workers().length).toBe(1);
  await page.evaluate(() => document.body.prepend(Reflect.get(window, "kept")));
  await expect.poll(() => boys.one.status()).toBe("Playing");
  await expectMoving(boys.one, "screen");
  await expectMoving(boys.two, "screen");
});
