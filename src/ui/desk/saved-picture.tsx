import { createEffect, type JSX } from "solid-js";
import type { SavedPicture } from "../../arcade/types.ts";

/** A picture that was kept, in its own pixels. It says nothing that stands not beside it. */
export function SavedPictureView(props: { picture: SavedPicture }): JSX.Element {
  let canvas: HTMLCanvasElement | undefined;
  createEffect(() => {
    const { width, height, rgba } = props.picture;
    if (!canvas) return;
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  });
  return <canvas ref={canvas} class="saved-picture" />;
}
