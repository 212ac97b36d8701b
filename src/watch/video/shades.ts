/** Four shades in other colours. Pure: what a picture's brightness is shown as. */

/** Colours as 0xRRGGBB. */
export type Shades = readonly number[];

/** How bright a colour is, 0 to 255. Source: ITU-R BT.601, in 256ths. */
export function brightness(red: number, green: number, blue: number): number {
  return (77 * red + 150 * green + 29 * blue) >>> 8;
}

/** A colour as `ImageData` has it, as a little-endian word: red in the lowest byte, opaque. */
function toWord(rgb: number): number {
  return (((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >>> 16) | 0xff00_0000) >>> 0;
}

/**
 * For each brightness the colour of the shade that is nearest to it, as a word. By brightness alone, since that is what
 * lossy video keeps at its full size.
 *
 * @param from what the picture is made of
 * @param to what takes their place, in the same order
 */
export function shadeTable(from: Shades, to: Shades): Uint32Array {
  const levels = from.map((rgb) => brightness(rgb >>> 16, (rgb >>> 8) & 0xff, rgb & 0xff));
  return Uint32Array.from({ length: 256 }, (_, bright) => {
    let nearest = 0;
    levels.forEach((level, at) => {
      if (Math.abs(level - bright) < Math.abs((levels[nearest] ?? 0) - bright)) nearest = at;
    });
    return toWord(to[nearest] ?? 0);
  });
}

/** Changes a picture's pixels, RGBA words, in place. Allocates nothing. */
export function recolor(pixels: Uint32Array, table: Uint32Array): void {
  for (let at = 0; at < pixels.length; at++) {
    const word = pixels[at] ?? 0;
    pixels[at] = table[brightness(word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff)] ?? word;
  }
}
