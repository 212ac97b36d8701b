/** Shows decoded pictures on a canvas when they are due. */
import { ArrivalClock, isJump, newestDue } from "../timing.ts";

/** Pictures that may wait; decoders have few buffers, and a page that is hidden draws none. */
const WAITING_MAX = 8;

/** Called for each picture that is shown: its timestamp, and when it was drawn (`performance.now()`). */
export type OnShown = (timestampUs: number, nowMs: number) => void;

/** Owns the canvas's context and every picture that it is given. */
export class Presenter {
  /** Pictures shown so far. */
  shown = 0;
  /** Pictures passed over, because a newer one was due as well. */
  skipped = 0;
  readonly clock = new ArrivalClock();
  #canvas: OffscreenCanvas;
  #context: OffscreenCanvasRenderingContext2D;
  #waiting: VideoFrame[] = [];
  #dues: number[] = [];
  #lastUs: number | undefined;
  #request: number | undefined;
  #onShown: OnShown;

  constructor(canvas: OffscreenCanvas, onShown: OnShown) {
    const context = canvas.getContext("2d", { alpha: false, desynchronized: true });
    if (!context) throw new Error("this browser gives no 2D context for a canvas in a Worker");
    this.#canvas = canvas;
    this.#context = context;
    this.#onShown = onShown;
  }

  /** The size of the picture in its own pixels; one that comes larger is sampled, not blurred. */
  resize(width: number, height: number): void {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#context.imageSmoothingEnabled = false;
  }

  /** Takes note of a frame's arrival, before it is decoded. */
  arrived(timestampUs: number, nowMs: number): void {
    if (isJump(this.#lastUs, timestampUs)) {
      this.clock.reset();
      this.clear();
    }
    this.#lastUs = timestampUs;
    this.clock.arrived(timestampUs, nowMs);
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
    for (const picture of this.#waiting) dues.push(this.clock.dueMs(picture.timestamp));
    const newest = newestDue(dues, nowMs);
    for (let i = 0; i <= newest; i++) {
      const picture = this.#waiting.shift() as VideoFrame;
      if (i === newest) {
        this.#context.drawImage(picture, 0, 0, this.#canvas.width, this.#canvas.height);
        this.shown++;
        this.#onShown(picture.timestamp, nowMs);
      } else this.skipped++;
      picture.close();
    }
    if (this.#waiting.length > 0) this.#request = requestAnimationFrame(this.#draw);
  };
}
