import { statSync } from "node:fs";
import { replay } from "moq-arcade/vitest";
import { expect, test } from "vitest";

const ROM = new URL("../../../public/roms/we-are-octopus.gb", import.meta.url);
const CLIP = new URL("clips/eight-hands.mqclip", import.meta.url);

test("a crowd that agrees comes through the first big moments as it did", { timeout: 120_000 }, async () => {
  expect(statSync(CLIP).size).toBeLessThan(40 * 1024);
  const game = await replay(CLIP, { rom: ROM });
  expect(game.clip.marks.map(({ label }) => label)).toEqual([
    "the feast",
    "the feast is over",
    "the shark",
    "the shark is over",
    "the net",
    "the net is over",
  ]);
  expect(game).toReplayExactly();
  // From 0xC005, ../README.md: hearts and the score; and no vertical blank was missed.
  expect(game).toHaveMemory(0xc005, [5, 0, 1, 4, 8, 7, 0]);
  expect(game).toHaveMemory(0xc003, 0);
});
