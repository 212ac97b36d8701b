/** What can be chosen in place of a Game Boy's shades, for components: they know no emulator. */
import { PALETTES } from "../../emulator/palettes.ts";

export interface PaletteChoice {
  /** A name, for storage. */
  value: string;
  label: string;
  /** As CSS has them, the lightest first. */
  colors: readonly string[];
}

/** From words with red in the lowest byte. */
const css = (word: number) => `rgb(${word & 0xff} ${(word >>> 8) & 0xff} ${(word >>> 16) & 0xff})`;

export const PALETTE_CHOICES: readonly PaletteChoice[] = PALETTES.map(({ name, title, colors }) => ({
  value: name,
  label: title,
  colors: Array.from(colors, css),
}));
