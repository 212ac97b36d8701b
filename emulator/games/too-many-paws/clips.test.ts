import { statSync } from "node:fs";
import { replay } from "moq-arcade/vitest";
import { describe, expect, test, vi } from "vitest";

// Thousands of frames: how long they take is the machine's business.
vi.setConfig({ testTimeout: 60_000 });

const ROM = new URL("../../../public/roms/too-many-paws.gb", import.meta.url);

/** From 0xC000: README.md, "For tests". */
const MISSED_BLANKS = 0xc003;
const LATE_WRITES = 0xc01e;

const atMark = (clip: string) => new URL(`clips/${clip}.mqclip`, import.meta.url);

describe("TOO MANY PAWS", () => {
  test.for([
    ["round", 2, [0, 0, 0, 3, 4, 0]],
    ["crowd", 2, [0, 0, 8, 5, 3, 0]],
    ["nap", 1, [0, 0, 0, 3, 0, 0]],
  ] as const)("plays %s as it was recorded, misses no frame, and ends with the same score", async ([
    clip,
    marks,
    score,
  ]) => {
    expect(statSync(atMark(clip)).size).toBeLessThan(40 * 1024);
    const game = await replay(atMark(clip), { rom: ROM });
    expect(game.clip.marks).toHaveLength(marks);
    for (const { frame, label } of game.clip.marks) {
      game.seek(frame);
      expect(game).toMatchPicture(`${clip}-${label.replaceAll(" ", "-")}.png`);
    }
    expect(game).toReplayExactly();
    expect(game).toHaveMemory(0xc006, score);
    expect(game).toHaveMemory(MISSED_BLANKS, 0);
    expect(game).toHaveMemory(LATE_WRITES, 0);
  });

  test("plays its tunes", async () => {
    const game = await replay(atMark("round"), { rom: ROM });
    expect(game.audioHash({ to: 300 })).toMatchInlineSnapshot(`"b3cd2b8d08ea9e76"`);
    expect(game.frame).toBe(0);
  });
});
