/** The app's pages as a person uses them. */
import type { Locator, Page } from "playwright-core";
import { brightness, reading } from "./picture.ts";
import { loudness } from "./probe.ts";
import type { Reading } from "./rom.ts";

/** Keys of the console's buttons. */
export const KEYS = {
  up: "ArrowUp",
  down: "ArrowDown",
  left: "ArrowLeft",
  right: "ArrowRight",
  a: "KeyX",
  b: "KeyZ",
  start: "Enter",
  select: "ShiftLeft",
} as const;

export type Button = keyof typeof KEYS;

/** Where the app is and which relay it uses. */
export interface Site {
  /** The app's origin. */
  origin: string;
  /** The relay's address. */
  relay: string;
  /** Where the games are on the relay. */
  prefix: string;
}

/** An address inside the app, at the site's relay. */
export function address(site: Site, path: string, query: Record<string, string> = {}): string {
  const url = new URL(path, site.origin);
  for (const [name, value] of Object.entries({ relay: site.relay, prefix: site.prefix, ...query }))
    url.searchParams.set(name, value);
  return url.href;
}

/** Who plays, as a page lists them. */
export interface Listed {
  name: string;
  /** As they are read aloud: "A, Left". */
  buttons: string;
}

/** What host and player pages have in common: a console. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The line that tells how things are. */
  async status(): Promise<string> {
    const line = this.page.locator(".console .status-text");
    return (await line.count()) > 0 ? ((await line.textContent()) ?? "") : "";
  }

  async players(): Promise<Listed[]> {
    return this.page.locator(".player").evaluateAll((items) =>
      items.map((item) => ({
        name: item.querySelector(".player-name")?.textContent ?? "",
        buttons: item.querySelector(".visually-hidden")?.textContent ?? "",
      })),
    );
  }

  /** What the probe's cartridge shows. */
  reading(): Promise<Reading | undefined> {
    return reading(this.page, "canvas.screen-picture");
  }

  /** The frame that the probe's cartridge shows. */
  async frame(): Promise<number | undefined> {
    return (await this.reading())?.frame;
  }

  pixels(): Promise<Uint8Array | undefined> {
    return brightness(this.page, "canvas.screen-picture");
  }

  loudness(): Promise<number> {
    return loudness(this.page);
  }

  hold(button: Button): Promise<void> {
    return this.page.keyboard.down(KEYS[button]);
  }

  release(button: Button): Promise<void> {
    return this.page.keyboard.up(KEYS[button]);
  }

  /** Presses and releases a button's key in one task of the page: faster than any frame. */
  async tap(button: Button, times = 1): Promise<void> {
    await this.page.evaluate(
      ({ code, times }) => {
        for (let i = 0; i < times; i++)
          for (const type of ["keydown", "keyup"]) window.dispatchEvent(new KeyboardEvent(type, { code }));
      },
      { code: KEYS[button], times },
    );
  }

  /** A figure of the line of statistics, by its label; `undefined` where there is none. */
  async figure(label: string): Promise<string | undefined> {
    const figure = this.page.locator(".stat").filter({ has: this.page.getByText(label, { exact: true }) });
    return (await figure.count()) > 0 ? ((await figure.locator("dd").textContent()) ?? "") : undefined;
  }
}

export class HostPage extends ConsolePage {
  /** Opens the page where a game is chosen. */
  async open(site: Site): Promise<void> {
    await this.page.goto(address(site, "/host"));
  }

  /** Opens the page so that a game of the app's own starts at once. */
  async openBundled(site: Site, name: string, rom: string): Promise<void> {
    await this.page.goto(address(site, "/host", { rom, name }));
  }

  /** Chooses a file as a person does. */
  async chooseFile(bytes: Uint8Array, fileName = "game.gb"): Promise<void> {
    const file = { name: fileName, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
    await this.page.locator("input[type=file]").setInputFiles(file);
  }

  async name(name: string): Promise<void> {
    await this.page.getByLabel("Name it").fill(name);
  }

  async start(): Promise<void> {
    await this.page.getByRole("button", { name: "Start the game" }).click();
  }

  /** Hosts a file under a name, from the choosing on. */
  async hostFile(site: Site, name: string, bytes: Uint8Array, fileName?: string): Promise<void> {
    await this.open(site);
    await this.chooseFile(bytes, fileName);
    await this.name(name);
    await this.start();
  }

  /** The notice that something is wrong: its title and its text. */
  get problem(): Locator {
    return this.page.getByRole("alert");
  }
}

export class PlayPage extends ConsolePage {
  async open(site: Site, name: string): Promise<void> {
    await this.page.goto(address(site, `/play/${encodeURIComponent(name)}`));
  }
}

export class LobbyPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(site: Site): Promise<void> {
    await this.page.goto(address(site, "/"));
  }

  tile(name: string): Locator {
    return this.page.locator("a.tile").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async names(): Promise<string[]> {
    return this.page.locator("a.tile .tile-name").allTextContents();
  }

  /** What the probe's cartridge shows in the only tile there is. */
  reading(): Promise<Reading | undefined> {
    return reading(this.page, "canvas.tile-picture");
  }
}
