import { statSync } from "node:fs";
import { replay } from "moq-arcade/vitest";
import { expect, test } from "vitest";

const ROM = new URL("../../../public/roms/lantern-pond.gb", import.meta.url);
const CLIP = new URL("clips/spring.mqclip", import.meta.url);

test("spring is solved as it was, with a hint in the first pond", { timeout: 120_000 }, async () => {
  expect(statSync(CLIP).size).toBeLessThan(40 * 1024);
  const game = await replay(CLIP, { rom: ROM });
  expect(game.clip.marks.map(({ label }) => label)).toMatchObject({ 0: "first light", 9: "lily pads" });
  expect(game).toReplayExactly();
  // The README beside this: the pond, the petals (three a pond, but one for the hint) and the ponds solved.
  expect(game).toHaveMemory(0xc005, 10);
  expect(game).toHaveMemory(0xc00b, [25, 9]);
  expect(game).toHaveMemory(0xc003, 0);
});
