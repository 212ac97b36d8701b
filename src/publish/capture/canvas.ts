/** What is drawn on a canvas. */
import { makeOnce } from "./once.ts";
import { type Source, unsupported } from "./source.ts";

/** Captures a canvas whenever it is drawn on, at most so many times a second. The canvas stays the caller's. */
export function makeCanvasSource(canvas: HTMLCanvasElement, framerate = 30): Source {
  return makeOnce("canvas", async () => {
    if (!("captureStream" in canvas)) throw unsupported();
    const tracks = canvas.captureStream(framerate).getTracks();
    return { label: "A canvas", tracks, ended: "The canvas is gone." };
  });
}
