import type { Emulator } from "./emulator.ts";

/** Four colours in place of a Game Boy's shades. */
export interface Palette {
  /** For command lines and storage: lower case, no spaces. */
  readonly name: PaletteName;
  /** For people. */
  readonly title: string;
  /** RGBA with red in the lowest byte, opaque; the lightest first, as the core numbers its shades. */
  readonly colors: Uint32Array;
}

export type PaletteName = (typeof NAMES)[number];

const NAMES = ["grey", "green", "pocket", "contrast", "amber", "ice", "grape"] as const;

/** The shades as the core has them: what states, hashes and clips are made of. */
export const DEFAULT_PALETTE: PaletteName = "grey";

/** From 0xRRGGBB. */
function palette(name: PaletteName, title: string, ...rgb: [number, number, number, number]): Palette {
  const word = (color: number) =>
    (((color & 0xff) << 16) | (color & 0xff00) | (color >>> 16) | 0xff00_0000) >>> 0;
  return { name, title, colors: Uint32Array.from(rgb, word) };
}

/** Those that there are. The core's own is the first; neighbours in each can be told apart, whichever it is. */
export const PALETTES: readonly Palette[] = [
  palette("grey", "Grey", 0xffffff, 0xc0c0c0, 0x606060, 0x000000),
  palette("green", "Classic green", 0xd6e39a, 0x9db24a, 0x4b7136, 0x15301f),
  palette("pocket", "Pocket", 0xe8e6d3, 0xaeae9b, 0x5f6156, 0x191c17),
  palette("contrast", "High contrast", 0xffffff, 0xffb900, 0x1658d0, 0x000000),
  palette("amber", "Amber", 0xffe2a3, 0xf0a030, 0x974a0c, 0x200c02),
  palette("ice", "Ice", 0xeefaff, 0x96c8e8, 0x3a6ea8, 0x0c1c3c),
  palette("grape", "Grape", 0xfdeffa, 0xd9a0d4, 0x7c4a97, 0x22103a),
];

/** Whether this names a palette: for what comes from a command line, an address or storage. */
export function isPaletteName(name: unknown): name is PaletteName {
  return PALETTES.some((one) => one.name === name);
}

/** The palette of this name; of another name, which no type has kept out, the core's own. */
export function paletteOf(name: PaletteName): Palette {
  const [own] = PALETTES;
  const found = PALETTES.find((one) => one.name === name) ?? own;
  if (!found) throw new RangeError("There is no palette at all.");
  return found;
}

/** Whether a machine's console has shades in place of colours of its own. */
export function hasShades({ console }: Pick<Emulator, "console">): boolean {
  return console === "dmg";
}

/** Whether a palette is anything to this machine: a console without colours of its own, and other colours than it has. */
export function recolors(machine: Pick<Emulator, "console">, { name }: Palette): boolean {
  return hasShades(machine) && name !== DEFAULT_PALETTE;
}

/** A palette's colours as 0xRRGGBB, the lightest first. */
export function rgbOf({ colors }: Palette): number[] {
  return Array.from(colors, (word) => ((word & 0xff) << 16) | (word & 0xff00) | ((word >>> 16) & 0xff));
}

/**
 * The colour table of the present frame as it is to be shown, for whoever sends indices: no pixel is touched. The palette's
 * own table or a view into the core's memory: not to be written to, and good as long as `Emulator.palette`.
 */
export function shownColors(emulator: Pick<Emulator, "console" | "palette">, palette: Palette): Uint32Array {
  return recolors(emulator, palette) ? palette.colors : emulator.palette();
}

/**
 * Recolours a copy of a Game Boy's picture, in place: shades of the core's, as RGBA words, become the palette's colours.
 * Allocates nothing. Only for a machine that `recolors` says yes of.
 *
 * @param pixels RGBA words of `Emulator.rgba()`, the caller's copy
 */
export function recolor(pixels: Uint32Array, { colors }: Palette): void {
  for (let at = 0; at < pixels.length; at += 1) {
    // The shades are 0xff, 0xc0, 0x60 and 0 in each byte, and differ in the upper three bits: 7, 6, 3 and 0.
    const upper = ((pixels[at] ?? 0) & 0xff) >>> 5;
    pixels[at] = colors[upper === 7 ? 0 : upper === 6 ? 1 : upper === 3 ? 2 : 3] ?? 0;
  }
}
