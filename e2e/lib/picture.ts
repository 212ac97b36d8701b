/** What a canvas shows, read out of the page: its drawing is done in a Worker, so the page can only look. */
import type { Frame, Page } from "playwright-core";
import { type Reading, readPicture } from "./rom.ts";

/** A Game Boy's picture. */
export const WIDTH = 160;
export const HEIGHT = 144;

/** Runs in the page: the brightness of every pixel, as base64. Behind ` >>> ` the selector is within a shadow root. */
function grab({ selector, width, height }: { selector: string; width: number; height: number }) {
  const [outer = "", inner] = selector.split(" >>> ");
  const root = inner === undefined ? document : document.querySelector(outer)?.shadowRoot;
  const source = root?.querySelector<HTMLCanvasElement>(inner ?? outer);
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!source || !copy) return undefined;
  copy.imageSmoothingEnabled = false;
  copy.drawImage(source, 0, 0, width, height);
  const { data } = copy.getImageData(0, 0, width, height);
  let text = "";
  for (let i = 0; i < data.length; i += 4)
    text += String.fromCharCode(((data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0)) / 3);
  return btoa(text);
}

/** The brightness of each pixel; `undefined` where there is no such canvas. */
export async function brightness(
  page: Page | Frame,
  selector: string,
  { width, height } = { width: WIDTH, height: HEIGHT },
): Promise<Uint8Array | undefined> {
  const text = await page.evaluate(grab, { selector, width, height });
  return text === undefined ? undefined : new Uint8Array(Buffer.from(text, "base64"));
}

/** What the probe's cartridge shows; `undefined` where it shows nothing. */
export async function reading(page: Page | Frame, selector: string): Promise<Reading | undefined> {
  const pixels = await brightness(page, selector);
  return pixels && readPicture((x, y) => pixels[y * WIDTH + x] ?? 0);
}

/** How many of the pixels differ clearly between two pictures, from 0 to 1. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 48) count++;
  return count / a.length;
}

/** Runs in the page: a pixel's red, green and blue. */
function pick({
  selector,
  width,
  height,
  x,
  y,
}: Record<"width" | "height" | "x" | "y", number> & { selector: string }) {
  const source = document.querySelector<HTMLCanvasElement>(selector);
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!source || !copy) return undefined;
  copy.imageSmoothingEnabled = false;
  copy.drawImage(source, 0, 0, width, height);
  return [...copy.getImageData(x, y, 1, 1).data.slice(0, 3)];
}

/** Red, green and blue of a pixel of 160 × 144; `undefined` where there is no such canvas. */
export async function colorAt(
  page: Page,
  selector: string,
  x: number,
  y: number,
): Promise<number[] | undefined> {
  return page.evaluate(pick, { selector, width: WIDTH, height: HEIGHT, x, y });
}

/** Runs in the page: every colour that there is. */
function mix({ selector, width, height }: { selector: string; width: number; height: number }) {
  const source = document.querySelector<HTMLCanvasElement>(selector);
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!source || !copy) return [];
  copy.drawImage(source, 0, 0, width, height);
  const { data } = copy.getImageData(0, 0, width, height);
  const colors = new Set<number>();
  for (let i = 0; i < data.length; i += 4)
    colors.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
  return [...colors];
}

/** Every colour of a picture of 160 × 144, as 0xRRGGBB. */
export function colorsOf(page: Page, selector: string): Promise<number[]> {
  return page.evaluate(mix, { selector, width: WIDTH, height: HEIGHT });
}
