import { expect, test } from "vitest";
import { PALETTES, rgbOf } from "../../../emulator/index.ts";
import { recolor, shadeTable } from "./shades.ts";

/** As `ImageData` has it. */
const word = (rgb: number) => new Uint32Array(Uint8Array.of(rgb >>> 16, rgb >>> 8, rgb, 255).buffer)[0] ?? 0;

const pairs = PALETTES.flatMap((from) => PALETTES.map((to) => [from, to] as const));

test.each(pairs)(
  "what is shown in $0.name is shown in $1.name instead, each shade as its own",
  (from, to) => {
    const pixels = Uint32Array.from(rgbOf(from), word);
    recolor(pixels, shadeTable(rgbOf(from), rgbOf(to)));
    expect([...pixels]).toEqual(rgbOf(to).map(word));
  },
);

test("what lossy video has made of a shade is that shade", () => {
  for (const from of PALETTES) {
    const table = shadeTable(rgbOf(from), [0, 1, 2, 3]);
    const off = 12;
    const smeared = rgbOf(from).map((rgb) => {
      const parts = [rgb >>> 16, (rgb >>> 8) & 0xff, rgb & 0xff];
      const [red = 0, green = 0, blue = 0] = parts.map((part) => (part < 128 ? part + off : part - off));
      return word((red << 16) | (green << 8) | blue);
    });
    const pixels = Uint32Array.from(smeared);
    recolor(pixels, table);
    expect([...pixels], from.name).toEqual([0, 1, 2, 3].map(word));
  }
});
