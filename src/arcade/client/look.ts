/** A viewer's own look of a game. Loaded when somebody wants another one than the host's. */
import { isPaletteName, paletteOf, rgbOf } from "../../../emulator/palettes.ts";
import { makeLook } from "../../watch/video/look.ts";
import type { Look } from "../../watch/video/presenter.ts";
import { type Shades, shadeTable } from "../../watch/video/shades.ts";
import type { PictureLook } from "../types.ts";

/** @param shades what the game's pictures are made of, where it has no colours of its own */
export function lookOf({ palette, ghosting }: PictureLook, shades: Shades | undefined): Look | undefined {
  const isTinted = shades !== undefined && isPaletteName(palette);
  if (!isTinted) return ghosting ? makeLook({ ghosting }) : undefined;
  return makeLook({ ghosting, table: shadeTable(shades, rgbOf(paletteOf(palette))) });
}
