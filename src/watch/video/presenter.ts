/** Shows decoded pictures on a canvas when they are due. */
import type { Sync } from "../sync.ts";
import { newestDue } from "../timing.ts";
import { type Orientation, orient, shownSize } from "./orientation.ts";

/** Pictures that may wait; decoders have few buffers, and a page that is hidden draws none. */
const WAITING_MAX = 8;

/** Beyond the latency by this much, a picture is not due later but of timestamps that jumped. */
const FAR_MS = 2_000;

/** Called for each picture that is shown: its timestamp, and when it was drawn (`performance.now()`). */
export type OnShown = (timestampUs: number, nowMs: number) => void;

/** Called when the canvas gets another size, and with its first. */
export type OnResized = (width: number, height: number) => void;

/** Changes pictures on their way to the canvas. */
export interface Look {
  /** Draws a picture of this size at the context's origin. */
  draw(
    context: OffscreenCanvasRenderingContext2D,
    picture: CanvasImageSource,
    width: number,
    height: number,
  ): void;
  /** Draws nothing more. */
  close(): void;
}

/** Owns the canvas's context and every picture that it is given. */
export class Presenter {
  /** Pictures shown so far. */
  shown = 0;
  /** Pictures passed over, because a newer one was due as well. */
  skipped = 0;
  /** The timestamp of the picture that is shown, in microseconds. */
  shownUs: number | undefined;
  orientation: Orientation = { degrees: 0, flip: false };
  #canvas: OffscreenCanvas;
  #context: OffscreenCanvasRenderingContext2D;
  #sync: Sync;
  #waiting: VideoFrame[] = [];
  #dues: number[] = [];
  #hasSize = false;
  #request: number | undefined;
  #onShown: OnShown;
  #onResized: OnResized;
  #size = "";
  #look: Look | undefined;

  constructor(canvas: OffscreenCanvas, sync: Sync, onShown: OnShown, onResized: OnResized) {
    const context = canvas.getContext("2d", { alpha: false, desynchronized: true });
    if (!context) throw new Error("this browser gives no 2D context for a canvas in a Worker");
    this.#canvas = canvas;
    this.#context = context;
    this.#sync = sync;
    this.#onShown = onShown;
    this.#onResized = onResized;
  }

  /**
   * Keeps the canvas at the size of the picture in its own pixels; one that comes larger is sampled, not blurred.
   * Without this, the canvas has the size of each picture as it comes.
   */
  resize(width: number, height: number): void {
    this.#hasSize = true;
    this.#setSize(width, height);
    this.#context.imageSmoothingEnabled = false;
  }

  /** How pictures are drawn from the next one on; with none, as they come. Owned from here on. */
  setLook(look: Look | undefined): void {
    this.#look?.close();
    this.#look = look;
  }

  /** Takes a decoded picture, to be shown when it is due. */
  push(picture: VideoFrame): void {
    this.#waiting.push(picture);
    if (this.#waiting.length > WAITING_MAX) {
      this.#waiting.shift()?.close();
      this.skipped++;
    }
    this.#request ??= requestAnimationFrame(this.#draw);
  }

  /** Lets go of the pictures that wait; the canvas keeps what it shows. */
  clear(): void {
    for (const picture of this.#waiting.splice(0)) picture.close();
    if (this.#request !== undefined) cancelAnimationFrame(this.#request);
    this.#request = undefined;
  }

  #draw = (): void => {
    this.#request = undefined;
    const nowMs = performance.now();
    const dues = this.#dues;
    dues.length = 0;
    const farMs = nowMs + this.#sync.budgetMs + FAR_MS;
    for (const picture of this.#waiting) {
      const dueMs = this.#sync.dueMs("video", picture.timestamp);
      dues.push(dueMs < farMs ? dueMs : nowMs);
    }
    const newest = newestDue(dues, nowMs);
    for (let i = 0; i <= newest; i++) {
      const picture = this.#waiting.shift() as VideoFrame;
      if (i === newest) this.#show(picture, nowMs);
      else this.skipped++;
      picture.close();
    }
    if (this.#waiting.length > 0) this.#request = requestAnimationFrame(this.#draw);
  };

  #show(picture: VideoFrame, nowMs: number): void {
    const { displayWidth, displayHeight, timestamp } = picture;
    // Setting a size empties the canvas: the picture is drawn in the same breath, so that it is never seen empty.
    if (!this.#hasSize) {
      const { width, height } = shownSize(displayWidth, displayHeight, this.orientation);
      this.#setSize(width, height);
    }
    const { width, height } = this.#canvas;
    this.#context.setTransform(...orient(width, height, this.orientation));
    const isTurned = this.orientation.degrees % 180 !== 0;
    const [across, along] = isTurned ? [height, width] : [width, height];
    if (this.#look) this.#look.draw(this.#context, picture, across, along);
    else this.#context.drawImage(picture, 0, 0, across, along);
    this.shown++;
    this.shownUs = timestamp;
    this.#sync.presented("video", timestamp, nowMs);
    this.#onShown(timestamp, nowMs);
  }

  #setSize(width: number, height: number): void {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const size = `${width}x${height}`;
    if (size === this.#size) return;
    this.#size = size;
    this.#onResized(width, height);
  }
}
