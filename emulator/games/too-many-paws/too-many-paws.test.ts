import { replay } from "moq-arcade/vitest";
import { expect, test } from "vitest";

test("a round goes as it went", { timeout: 60_000 }, async () => {
  const clip = "emulator/games/too-many-paws/clips/round.mqclip";
  const game = await replay(clip, { rom: "public/roms/too-many-paws.gb" });
  game.seek(200);
  expect(game).toMatchPicture("title.png");
  expect(game).toReach("round-the-second-walkies.png", { within: 800 });
  expect(game).toReplayExactly();
  expect(game).toHaveMemory(0xc006, [0, 0, 0, 3, 4, 0]); // the score
});
