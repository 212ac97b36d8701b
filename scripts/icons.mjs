/**
 * Draws the app's icons from its favicon, into public/icons/: `node scripts/icons.mjs`, whenever that has changed.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium } from "./lib/index.mjs";
import { root } from "./lib/paths.mjs";

/** Around the drawing, as a share of the icon. Of one that is masked the system shows a circle of 80 % for certain. */
const ICONS = [
  { name: "192", sizePx: 192, margin: 0, background: "transparent" },
  { name: "512", sizePx: 512, margin: 0, background: "transparent" },
  { name: "maskable-512", sizePx: 512, margin: 0.1875, background: "#e6e1d3" },
];

const svg = readFileSync(join(root, "src", "app", "favicon.svg"), "utf8");
const folder = join(root, "public", "icons");
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || (await findChromium()),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const { name, sizePx, margin, background } of ICONS) {
    const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
    const drawing = `svg { display: block; width: ${sizePx * (1 - 2 * margin)}px; margin: ${sizePx * margin}px }`;
    await page.setContent(`<style>body { margin: 0; background: ${background} } ${drawing}</style>${svg}`);
    writeFileSync(join(folder, `${name}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
