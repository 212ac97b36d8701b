/** Clips as a person keeps and opens them. */
import { buffer } from "node:stream/consumers";
import type { Locator, Page } from "playwright-core";
import { address, ConsolePage, type PlayPage, type Site } from "./pages.ts";

/** Keeps a stretch of the game, from the menu that is open: the file, and its name. */
export async function keep(
  { page }: PlayPage,
  choice: "The last 30 seconds" | "The whole session",
): Promise<{ name: string; file: Uint8Array }> {
  const downloads = page.waitForEvent("download");
  await page.getByRole("button", { name: choice }).click();
  const download = await downloads;
  return {
    name: download.suggestedFilename(),
    file: new Uint8Array(await buffer(await download.createReadStream())),
  };
}

/** The page that plays clips. */
export class ClipPage extends ConsolePage {
  async open(site: Site, query: Record<string, string> = {}): Promise<void> {
    await this.page.goto(address(site, "/clip", query));
  }

  /** Chooses a file: a clip, or the game that is asked for. */
  async choose(bytes: Uint8Array, name: string): Promise<void> {
    const file = { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
    await this.page.locator("input[type=file]").setInputFiles(file);
  }

  get timeline(): Locator {
    return this.page.getByRole("slider", { name: "Frame", exact: true });
  }

  async setSpeed(label: string): Promise<void> {
    await this.page.getByLabel("Speed").selectOption({ label });
  }

  /** Frames that have been played. */
  async at(): Promise<number> {
    return (await this.timeline.count()) > 0 ? Number(await this.timeline.inputValue()) : -1;
  }

  /** Goes to a frame, and stands there. */
  async go(frame: number): Promise<void> {
    await this.timeline.fill(String(frame));
  }

  override async status(): Promise<string> {
    return text(this.page, ".status-text");
  }

  problem(): Promise<string> {
    return text(this.page, "[role=alert]");
  }
}

async function text(page: Page, selector: string): Promise<string> {
  const line = page.locator(selector).first();
  return (await line.count()) > 0 ? ((await line.textContent()) ?? "") : "";
}
