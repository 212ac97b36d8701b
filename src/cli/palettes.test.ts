import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { type Core, createGameBoy, PALETTES, paletteOf } from "../../emulator/index.ts";
import { bundledRoms, testCore } from "../../emulator/testing/core.ts";
import { MemoryScreen, VIDEO_SCALE } from "../arcade/host/screen.ts";
import { countDifferences, decodePng, type Image } from "../headless/index.ts";
import { HOST_HELP, hostCommand } from "./host.ts";

let core: Core;
beforeAll(async () => {
  await import("@napi-rs/webcodecs/polyfill");
  core = await testCore();
});

/** What the encoder of a game hosted under Node is given, at the machine's size. */
async function sent(palette: (typeof PALETTES)[number], console: "dmg" | "cgb"): Promise<Image> {
  const [, rom = expect.unreachable()] = bundledRoms().find(([name]) => name === "lantern-pond.gb") ?? [];
  const game = createGameBoy({ core, rom, console });
  const screen = new MemoryScreen(game);
  screen.palette = palette;
  for (let frame = 0; frame < 240; frame += 1) game.step(0);
  screen.draw(game);
  const frame = screen.frame(0);
  const { width, height } = game;
  try {
    const scaled = new Uint32Array(width * height * VIDEO_SCALE ** 2);
    await frame.copyTo(new Uint8Array(scaled.buffer), { format: "RGBX" });
    const at = (_: unknown, pixel: number) =>
      (scaled[Math.floor(pixel / width) * width * VIDEO_SCALE ** 2 + (pixel % width) * VIDEO_SCALE] ?? 0) |
      0xff00_0000;
    const words = Uint32Array.from({ length: width * height }, at);
    return { width, height, rgba: new Uint8ClampedArray(words.buffer) };
  } finally {
    frame.close();
    game.close();
  }
}

test.each(["green", "contrast"] as const)("a game without colour is sent in %s", async (name) => {
  const expected = decodePng(await readFile(new URL(`__pictures__/pond-${name}.png`, import.meta.url)));
  expect(countDifferences(expected, await sent(paletteOf(name), "dmg"))).toBe(0);
});

test("a game in colour is sent as it is", async () => {
  const [own, other] = [await sent(paletteOf("grey"), "cgb"), await sent(paletteOf("green"), "cgb")];
  expect(countDifferences(own, other)).toBe(0);
});

test("the command's help names every palette, and a name that is none is refused", async () => {
  for (const { name } of PALETTES) expect(HOST_HELP).toMatch(new RegExp(`\\b${name}\\b`));
  expect(await hostCommand(["game.gb", "--palette", "mauve"])).toBe(2);
});
