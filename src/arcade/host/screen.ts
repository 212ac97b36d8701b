/** Where a machine's pictures go before they are encoded: a canvas in a browser, plain memory under Node. */
import {
  DEFAULT_PALETTE,
  type Emulator,
  type Palette,
  paletteOf,
  recolor,
  recolors,
} from "../../../emulator/index.ts";
import { doubledSize, doubleToI420 } from "./i420.ts";

/** Pictures are encoded at a multiple of their size: H.264 halves the resolution of colour. */
export interface Screen {
  /** What a console without colours is drawn in, from the next picture on. */
  palette: Palette;
  /** Takes the picture of the frame that ran last, and shows it where there is somebody to see it. */
  draw(emulator: Emulator): void;
  /** What was drawn last, at the size that is encoded. The caller's, who closes it. */
  frame(timestampUs: number): VideoFrame;
}

/** Pixels of the machine to the encoded picture's, in each direction. */
export const VIDEO_SCALE = 2;

/** Shows pictures on a canvas, and scales them on another. Owns the canvas. */
export class CanvasScreen implements Screen {
  palette = paletteOf(DEFAULT_PALETTE);
  #context: OffscreenCanvasRenderingContext2D;
  #image: ImageData;
  /** The same bytes, a word a pixel. */
  #words: Uint32Array;
  #scaled: OffscreenCanvas;
  #scaledContext: OffscreenCanvasRenderingContext2D;

  /** Throws where the browser gives no context. */
  constructor(canvas: OffscreenCanvas, { width, height }: Pick<Emulator, "width" | "height">) {
    canvas.width = width;
    canvas.height = height;
    this.#scaled = new OffscreenCanvas(width * VIDEO_SCALE, height * VIDEO_SCALE);
    const context = canvas.getContext("2d", { alpha: false });
    const scaled = this.#scaled.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context || !scaled) throw new Error("this browser gives no 2D context for a canvas in a Worker");
    scaled.imageSmoothingEnabled = false;
    this.#context = context;
    this.#scaledContext = scaled;
    this.#image = new ImageData(width, height);
    this.#words = new Uint32Array(this.#image.data.buffer);
  }

  draw(emulator: Emulator): void {
    this.#image.data.set(emulator.rgba());
    if (recolors(emulator, this.palette)) recolor(this.#words, this.palette);
    this.#context.putImageData(this.#image, 0, 0);
  }

  frame(timestampUs: number): VideoFrame {
    const { width, height } = this.#scaled;
    this.#scaledContext.drawImage(this.#context.canvas, 0, 0, width, height);
    return new VideoFrame(this.#scaled, { timestamp: timestampUs, alpha: "discard" });
  }
}

/** Keeps pictures in memory: nobody sees them where they are made. What is not encoded is not even copied. */
export class MemoryScreen implements Screen {
  palette = paletteOf(DEFAULT_PALETTE);
  /** Whose picture `frame` takes: the machine stands still between `draw` and its next step. */
  #emulator: Emulator | undefined;
  #pixels: Uint32Array;
  /** The same memory, a byte a component. */
  #bytes: Uint8ClampedArray;
  #planes: Uint8Array<ArrayBuffer>;
  #width: number;
  #height: number;

  constructor({ width, height }: Pick<Emulator, "width" | "height">) {
    this.#width = width;
    this.#height = height;
    this.#pixels = new Uint32Array(width * height);
    this.#bytes = new Uint8ClampedArray(this.#pixels.buffer);
    this.#planes = new Uint8Array(doubledSize(width * height));
  }

  draw(emulator: Emulator): void {
    this.#emulator = emulator;
  }

  frame(timestampUs: number): VideoFrame {
    if (this.#emulator) {
      this.#bytes.set(this.#emulator.rgba());
      if (recolors(this.#emulator, this.palette)) recolor(this.#pixels, this.palette);
    }
    doubleToI420(this.#pixels, this.#width, this.#planes);
    const codedWidth = this.#width * VIDEO_SCALE;
    const codedHeight = this.#height * VIDEO_SCALE;
    // The frame has a copy of its own.
    return new VideoFrame(this.#planes, { format: "I420", codedWidth, codedHeight, timestamp: timestampUs });
  }
}
