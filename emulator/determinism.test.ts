import { beforeAll, describe, expect, test, vi } from "vitest";

import type { Core } from "./core.ts";
import type { Emulator } from "./emulator.ts";
import { createGameBoy } from "./gameboy.ts";
import { createNes } from "./nes.ts";
import { bundledRoms, testCore } from "./testing/core.ts";
import { makeNesRom } from "./testing/nes-rom.ts";
import { CONSOLES, FRAMES, FRAMES_A_LINE, play, playedFile } from "./testing/play.ts";
import { generator, makeRom } from "./testing/rom.ts";

// Twenty thousand frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 600_000 });

let core: Core;
beforeAll(async () => {
  core = await testCore();
});

const GAMES: [name: string, rom: Uint8Array, frames: number][] = [
  ["test-game", makeRom({ color: 0x80 }), FRAMES_A_LINE],
  ...bundledRoms().map(([name, rom]): [string, Uint8Array, number] => [name, rom, FRAMES]),
];

/**
 * What was recorded in `testing/played/`, the native core is held to (`core/gameboy/tests/played.rs`), and Chromium
 * (`e2e/determinism.test.ts`); here it is a machine that is saved and loaded, thrown away and made anew all the time.
 * After a new game, or a change in what the core shows: `npx vitest run emulator/determinism.test.ts -u`.
 */
describe.each(GAMES)("%s", (name, rom, frames) => {
  test.each(CONSOLES)("plays as recorded on %s, however often it is saved and loaded", async (console) => {
    const game = createGameBoy({ core, rom, console });
    const travels = traveller(() => createGameBoy({ core, rom, console }));
    const lines = play(game, frames, travels.after);
    expect(Math.min(...Object.values(travels.times))).toBeGreaterThan(2);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`testing/${playedFile(name, console)}`);
  });
});

test("the NES's test game plays as recorded, however often it is saved and loaded", async () => {
  const nes = await testCore("nes");
  const rom = makeNesRom({ battery: true });
  const travels = traveller(() => createNes({ core: nes, rom }));
  const lines = play(createNes({ core: nes, rom }), FRAMES, travels.after);
  expect(Math.min(...Object.values(travels.times))).toBeGreaterThan(2);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`testing/${playedFile("test-game", "nes")}`);
});

/** Leaves a machine at random frames, and comes back by one of four ways. */
function traveller(create: () => Emulator) {
  const random = generator(13);
  const times = { state: 0, snapshot: 0, reused: 0, fresh: 0 };
  const kept = create().snapshot();
  let reused = kept;
  const astray = (game: Emulator) => {
    for (let left = 1 + (random() % 3); left > 0; left -= 1) {
      game.step(random() & 0xff);
    }
  };
  const ways = {
    state(game: Emulator): Emulator {
      const state = game.saveState();
      astray(game);
      game.loadState(state);
      return game;
    },
    snapshot(game: Emulator): Emulator {
      const snapshot = game.snapshot();
      astray(game);
      game.restore(snapshot);
      return game;
    },
    reused(game: Emulator): Emulator {
      reused = game.snapshot(reused);
      astray(game);
      game.restore(reused);
      return game;
    },
    fresh(game: Emulator): Emulator {
      const state = game.saveState();
      const { frame } = game;
      game.close();
      const other = create();
      astray(other);
      other.loadState(state);
      expect(other.frame).toBe(frame);
      // Not only what shows: all that can change.
      expect(Buffer.compare(other.saveState(), state)).toBe(0);
      return other;
    },
  };
  const names = Object.keys(ways) as (keyof typeof ways)[];
  const after = (game: Emulator): Emulator => {
    const way = random() % 97 === 0 ? names[random() % names.length] : undefined;
    if (!way) {
      return game;
    }
    times[way] += 1;
    return ways[way](game);
  };
  return { after, times };
}
