import { beforeAll, describe, expect, test, vi } from "vitest";

import { ClipRecorder, encodeClip } from "./clip/index.ts";
import type { Core } from "./core.ts";
import { createGameBoy, type GameBoy } from "./gameboy.ts";
import {
  DEFAULT_PALETTE,
  isPaletteName,
  PALETTES,
  type PaletteName,
  paletteOf,
  recolor,
  recolors,
  rgbOf,
  shownColors,
} from "./palettes.ts";
import { testCore } from "./testing/core.ts";
import { hands } from "./testing/play.ts";
import { makeRom } from "./testing/rom.ts";

// On a machine that may be busy with a build.
vi.setConfig({ testTimeout: 60_000 });

let core: Core;
beforeAll(async () => {
  core = await testCore();
});

/** Relative luminance. Source: WCAG 2.2, "relative luminance". */
function luminance(color: number): number {
  const linear = [color, color >>> 8, color >>> 16].map((byte) => {
    const part = (byte & 0xff) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: number, other: number) => (luminance(one) + 0.05) / (luminance(other) + 0.05);

describe.each(PALETTES)("$name", ({ name, colors }) => {
  test("is found by its name, and is opaque", () => {
    expect(isPaletteName(name)).toBe(true);
    expect(paletteOf(name).colors).toBe(colors);
    expect(name).toMatch(/^[a-z]+$/);
    expect(colors).toHaveLength(4);
    for (const color of colors) expect(color >>> 24).toBe(0xff);
  });

  test("goes from light to dark in steps that can be seen", () => {
    const [lightest = 0, light = 0, dark = 0, darkest = 0] = colors;
    for (const [one, other] of [
      [lightest, light],
      [light, dark],
      [dark, darkest],
    ] as const)
      expect(contrast(one, other)).toBeGreaterThan(1.5);
    // Text in it can be read: WCAG's AAA.
    expect(contrast(lightest, darkest)).toBeGreaterThan(7);
  });
});

test("names are one each, and what is none is not taken for one", () => {
  expect(new Set(PALETTES.map(({ name }) => name)).size).toBe(PALETTES.length);
  for (const wrong of ["", "Grey", "constructor", null, undefined, 1])
    expect(isPaletteName(wrong)).toBe(false);
  // What a caller without types has sent all the same.
  expect(paletteOf("mauve" as PaletteName).name).toBe(DEFAULT_PALETTE);
});

function words(game: GameBoy): Uint32Array {
  return new Uint32Array(game.rgba().slice().buffer);
}

const same = (one: Uint32Array, other: Uint32Array) =>
  Buffer.compare(new Uint8Array(one.buffer), new Uint8Array(other.buffer)) === 0;

test("a picture recoloured is its indices in the palette, and what the machine has is left alone", () => {
  const game = createGameBoy({ core, rom: makeRom(), console: "dmg" });
  const next = hands(3);
  const seen = new Set<number>();
  for (let frame = 0; frame < 40; frame += 1) {
    game.step(next());
    const before = words(game);
    for (const palette of PALETTES) {
      const copy = words(game);
      recolor(copy, palette);
      const colors = palette.name === DEFAULT_PALETTE ? game.palette() : shownColors(game, palette);
      const expected = Uint32Array.from(game.indexed(), (index) => colors[index] ?? 0);
      expect(same(copy, expected)).toBe(true);
    }
    for (const index of game.indexed()) seen.add(index);
    expect(same(words(game), before)).toBe(true);
  }
  expect([...seen].sort()).toEqual([0, 1, 2, 3]);
});

test("a console with colours of its own keeps them", () => {
  const game = createGameBoy({ core, rom: makeRom({ color: 0x80 }), console: "cgb" });
  game.step(0);
  for (const palette of PALETTES) {
    expect(recolors(game, palette)).toBe(false);
    expect(shownColors(game, palette)).toEqual(game.palette());
  }
  const grey = createGameBoy({ core, rom: makeRom(), console: "dmg" });
  expect(recolors(grey, paletteOf("green"))).toBe(true);
  expect(recolors(grey, paletteOf(DEFAULT_PALETTE))).toBe(false);
});

test("a clip and a state are the same to the byte, whatever its pictures were shown in", () => {
  const record = (name: PaletteName) => {
    const game = createGameBoy({ core, rom: makeRom(), console: "dmg" });
    const recorder = new ClipRecorder(game);
    const next = hands(5);
    const copy = new Uint8ClampedArray(game.width * game.height * 4);
    for (let frame = 0; frame < 240; frame += 1) {
      const buttons = next();
      game.step(buttons);
      copy.set(game.rgba());
      if (recolors(game, paletteOf(name))) recolor(new Uint32Array(copy.buffer), paletteOf(name));
      recorder.stepped(buttons);
    }
    return [encodeClip(recorder.clip()), game.saveState()];
  };
  expect(record("amber")).toEqual(record("grey"));
});

test("a palette's colours are told as the web writes them", () => {
  expect(rgbOf(paletteOf("green"))).toEqual([0xd6e39a, 0x9db24a, 0x4b7136, 0x15301f]);
});
