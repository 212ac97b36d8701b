/**
 * An eye on a player's canvas, the same for every player: which frame each of the page's own frames shows. It looks
 * after the page's scripts have drawn and before the page is painted, so it sees what is about to be painted.
 */
import { fromSquares, SQUARES, squareSide } from "./scene.ts";

/** Each frame as it was first seen, in the order in which that was. */
export interface Sightings {
  numbers: number[];
  /** By the page's clock, in milliseconds since it was opened. */
  atMs: number[];
  /** How often the eye looked. */
  looks: number;
}

export class Eye {
  #canvas: HTMLCanvasElement;
  #strip: OffscreenCanvasRenderingContext2D;
  #seen: Sightings = { numbers: [], atMs: [], looks: 0 };
  #request: number | undefined;
  #pacer = document.createElement("div");
  #observer = new ResizeObserver(() => this.#look());
  #squares: boolean[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    const strip = new OffscreenCanvas(SQUARES, 1).getContext("2d", { willReadFrequently: true });
    if (!strip) throw new Error("this browser gives no 2D context");
    strip.imageSmoothingEnabled = false;
    this.#strip = strip;
    this.#pacer.style.cssText = "position: fixed; bottom: 0; width: 1px; height: 1px";
  }

  /** Begins anew, having seen nothing. */
  open(): void {
    this.close();
    this.#seen = { numbers: [], atMs: [], looks: 0 };
    document.body.append(this.#pacer);
    this.#observer.observe(this.#pacer);
    const pace = () => {
      // Its size changes in each frame, and that is told of after all scripts that wait for a frame have run.
      this.#pacer.style.width = this.#pacer.style.width === "1px" ? "2px" : "1px";
      this.#request = requestAnimationFrame(pace);
    };
    this.#request = requestAnimationFrame(pace);
  }

  get seen(): Sightings {
    return this.#seen;
  }

  /** Idempotent. */
  close(): void {
    if (this.#request !== undefined) cancelAnimationFrame(this.#request);
    this.#request = undefined;
    this.#observer.disconnect();
    this.#pacer.remove();
  }

  #look(): void {
    const { width, height } = this.#canvas;
    const side = squareSide(height);
    if (side === 0 || width < SQUARES * side) return;
    const nowMs = performance.now();
    this.#strip.drawImage(this.#canvas, 0, 0, SQUARES * side, side, 0, 0, SQUARES, 1);
    const { data } = this.#strip.getImageData(0, 0, SQUARES, 1);
    for (let at = 0; at < SQUARES; at++) this.#squares[at] = (data[4 * at + 1] ?? 0) > 127;
    this.#seen.looks++;
    const number = fromSquares(this.#squares);
    if (number === undefined || number === this.#seen.numbers.at(-1)) return;
    this.#seen.numbers.push(number);
    this.#seen.atMs.push(nowMs);
  }
}
