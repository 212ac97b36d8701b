import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { type Core, createGameBoy, PALETTES, paletteOf } from "../../emulator/index.ts";
import { bundledRoms, testCore } from "../../emulator/testing/core.ts";
import { MemoryScreen } from "../arcade/host/screen.ts";
import { decodePng, type Image } from "../headless/index.ts";
import { loadCodecs } from "./codecs.ts";
import { HOST_HELP, hostCommand } from "./host.ts";

let core: Core;
beforeAll(async () => {
  await loadCodecs();
  core = await testCore();
});

/** What the encoder of a game hosted under Node is given: luma, and the two of chroma. */
async function sent(palette: (typeof PALETTES)[number], console: "dmg" | "cgb"): Promise<Uint8Array> {
  const [, rom = expect.unreachable()] = bundledRoms().find(([name]) => name === "lantern-pond.gb") ?? [];
  const game = createGameBoy({ core, rom, console });
  const screen = new MemoryScreen(game);
  screen.palette = palette;
  for (let frame = 0; frame < 240; frame += 1) game.step(0);
  screen.draw(game);
  const frame = screen.frame(0);
  try {
    expect(frame).toMatchObject({ format: "I420", codedWidth: 320, codedHeight: 288 });
    const planes = new Uint8Array(frame.allocationSize());
    await frame.copyTo(planes);
    return planes;
  } finally {
    frame.close();
    game.close();
  }
}

/** The same of a picture at half the size, by ITU-R BT.601. */
function planesOf({ width, height, rgba }: Image): Uint8Array {
  const planes = new Uint8Array(6 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * pixel);
    const bright = 0.299 * red + 0.587 * green + 0.114 * blue;
    const corner = 4 * width * Math.floor(pixel / width) + 2 * (pixel % width);
    for (const at of [corner, corner + 1, corner + 2 * width, corner + 2 * width + 1])
      planes[at] = Math.round(16 + (219 / 255) * bright);
    planes[4 * width * height + pixel] = Math.round(128 + ((224 / 255) * (blue - bright)) / 1.772);
    planes[5 * width * height + pixel] = Math.round(128 + ((224 / 255) * (red - bright)) / 1.402);
  }
  return planes;
}

test.each(["green", "contrast"] as const)("a game without colour is sent in %s", async (name) => {
  const expected = decodePng(await readFile(new URL(`__pictures__/pond-${name}.png`, import.meta.url)));
  expect(Buffer.compare(planesOf(expected), await sent(paletteOf(name), "dmg"))).toBe(0);
});

test("a game in colour is sent as it is", async () => {
  const [own, other] = [await sent(paletteOf("grey"), "cgb"), await sent(paletteOf("green"), "cgb")];
  expect(Buffer.compare(own, other)).toBe(0);
});

test("the command's help names every palette, and a name that is none is refused", async () => {
  for (const { name } of PALETTES) expect(HOST_HELP).toMatch(new RegExp(`\\b${name}\\b`));
  expect(await hostCommand(["game.gb", "--palette", "mauve"])).toBe(2);
});
