/**
 * An eye that looks at the page's picture and at nothing that the app says: a check on the app's own figures.
 * It sees what the page's own frames show, so up to a frame later than the screen could.
 */
import type { Page } from "playwright-core";
import { MARK } from "../e2e/lib/rom.ts";

interface Eye {
  firstPictureMs?: number;
  /** When A was pressed. */
  pressedMs: number[];
  /** When that was to be seen, press by press. */
  shownMs: number[];
}

declare global {
  interface Window {
    eye: Eye;
  }
}

/** Runs in the page. At `mark` the shade goes one on with each press. */
function install({ mark }: { mark: typeof MARK }): void {
  const eye: Eye = { pressedMs: [], shownMs: [] };
  window.eye = eye;
  const onKey = (event: KeyboardEvent) => {
    if (event.code === "KeyX" && !event.repeat) eye.pressedMs.push(event.timeStamp);
  };
  window.addEventListener("keydown", onKey, { capture: true });

  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  /** Of the canvas, scaled to one pixel: from 0 to 1. */
  const brightness = (canvas: HTMLCanvasElement, x: number, y: number, width: number, height: number) => {
    context?.drawImage(canvas, x, y, width, height, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return (red + green + blue) / (3 * 255);
  };
  let shade = 0;
  const look = () => {
    requestAnimationFrame(look);
    const canvas = document.querySelector<HTMLCanvasElement>("canvas.screen-picture");
    if (!canvas) return;
    if (eye.firstPictureMs === undefined) {
      // A canvas that nobody has drawn on is black.
      if (brightness(canvas, 0, 0, canvas.width, canvas.height) > 0) eye.firstPictureMs = performance.now();
      return;
    }
    const now = Math.round((1 - brightness(canvas, mark.x, mark.y, 1, 1)) * (mark.shades - 1));
    // Pictures may be passed over: what is newer shows what is older.
    for (; shade !== now; shade = (shade + 1) % mark.shades) eye.shownMs.push(performance.now());
  };
  requestAnimationFrame(look);
}

/** Opens the eye in a page that has not been opened yet. */
export async function openEye(page: Page): Promise<void> {
  await page.addInitScript(install, { mark: MARK });
}

/** What the eye has seen so far. */
export function seen(page: Page): Promise<Eye> {
  return page.evaluate(() => window.eye);
}
