/** What a viewer may want pictures to look like: loaded by whoever wants it, since most do not. */
import type { Look } from "./presenter.ts";
import { recolor } from "./shades.ts";

/** How much of what is shown a new picture takes the place of, where they are blended. */
const GHOST_ALPHA = 0.5;

/** A picture that nothing follows is shown as it is after so long, in milliseconds. */
const SETTLE_MS = 100;

export interface LookOptions {
  /** A colour for each brightness, as `shadeTable` has them; with none, the picture's own. */
  table?: Uint32Array;
  /** Whether each picture is blended with what is shown, as on a slow LCD. */
  ghosting: boolean;
}

/** Draws pictures by way of a canvas of its own. */
export function makeLook({ table, ghosting }: LookOptions): Look {
  const own = new OffscreenCanvas(1, 1);
  const context = own.getContext("2d", { alpha: false, willReadFrequently: table !== undefined });
  if (!context) throw new Error("this browser gives no 2D context for a canvas in a Worker");
  let settling: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;

  /** @returns whether there is nothing of this size to blend with */
  function take(picture: CanvasImageSource, width: number, height: number): boolean {
    const isNew = isFirst || own.width !== width || own.height !== height;
    isFirst = false;
    if (isNew) {
      own.width = width;
      own.height = height;
    }
    if (!context) return isNew;
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, width, height);
    if (table) {
      const image = context.getImageData(0, 0, width, height);
      recolor(new Uint32Array(image.data.buffer), table);
      context.putImageData(image, 0, 0);
    }
    return isNew;
  }

  return {
    draw(target, picture, width, height) {
      clearTimeout(settling);
      const isNew = take(picture, width, height);
      target.globalAlpha = ghosting && !isNew ? GHOST_ALPHA : 1;
      target.drawImage(own, 0, 0);
      target.globalAlpha = 1;
      // Where a game stands still, so does no shadow of what was before.
      if (ghosting) settling = setTimeout(() => target.drawImage(own, 0, 0), SETTLE_MS);
    },
    close: () => clearTimeout(settling),
  };
}
