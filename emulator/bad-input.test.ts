import { beforeAll, expect, test, vi } from "vitest";

import type { Core } from "./core.ts";
import type { Emulator } from "./emulator.ts";
import { EmulatorError } from "./errors.ts";
import { createGameBoy, type GameBoy } from "./gameboy.ts";
import { createNes } from "./nes.ts";
import { RomError } from "./rom.ts";
import { testCore } from "./testing/core.ts";
import { makeNesRom, NES_GAME } from "./testing/nes-rom.ts";
import { GAME, generator, makeRom, seal } from "./testing/rom.ts";

/**
 * Five thousand damaged files. Each is run, or refused with a reason; each round is made of its number alone, which
 * is told where it fails. That a step ends is the core's own doing: one that did not would hang this test.
 */

// Thousands of games, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 600_000 });

const ROUNDS = 2_500;
const FRAMES = 6;

let core: Core;
let game: GameBoy;
let state: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  core = await testCore();
  game = createGameBoy({ core, rom: makeRom({ color: 0x80 }) });
  for (let frame = 0; frame < 200; frame += 1) {
    game.step(frame);
  }
  state = game.saveState();
});

test(`${ROUNDS} mutated states are each taken or refused`, () => {
  const counts = { taken: 0, refused: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const mutant = mutate(state, generator(round));
    try {
      game.loadState(mutant);
      counts.taken += 1;
    } catch (error) {
      expect(error, `round ${round}`).toBeInstanceOf(EmulatorError);
      counts.refused += 1;
    }
    if (round % 50 === 0) {
      game.step(round);
    }
  }
  expect(counts.refused).toBeGreaterThan(0.9 * ROUNDS);
});

test(`${ROUNDS} mutated ROMs are each run or refused, and one that crashes is taken back`, () => {
  const counts = { ran: 0, crashed: 0, refused: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const random = generator(round);
    const rom = mutateRom(random);
    const console = round % 2 === 0 ? "auto" : "cgb";
    const way = runMutant(() => createGameBoy({ core, rom, console }), random, round);
    counts[way] += 1;
  }
  // Each way out is taken, so none of the checks is idle.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(50);
});

test(`${ROUNDS} mutated NES ROMs are each run or refused, on every board`, async () => {
  const nes = await testCore("nes");
  const counts = { ran: 0, crashed: 0, refused: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const random = generator(round);
    const rom = mutateNesRom(random);
    counts[runMutant(() => createNes({ core: nes, rom }), random, round)] += 1;
  }
  expect(Math.min(counts.ran, counts.refused)).toBeGreaterThan(50);
});

function runMutant(
  create: () => Emulator,
  random: () => number,
  round: number,
): "ran" | "crashed" | "refused" {
  let mutant: Emulator;
  try {
    mutant = create();
  } catch (error) {
    expect(error, `round ${round}`).toBeInstanceOf(RomError);
    return "refused";
  }
  const start = mutant.snapshot();
  try {
    for (let frame = 0; frame < FRAMES; frame += 1) {
      mutant.step(random() & 0xff);
    }
    return "ran";
  } catch (error) {
    expect(error, `round ${round}`).toMatchObject({ name: "EmulatorError", reason: "crashed" });
    mutant.restore(start);
    expect(mutant.crashed, `round ${round}`).toBe(false);
    expect(mutant.frame).toBe(0);
    return "crashed";
  } finally {
    mutant.close();
  }
}

/** Changes, cuts or lengthens some bytes. */
function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  const kind = random() % 4;
  if (kind === 0) {
    return bytes.subarray(0, random() % bytes.length);
  }
  const mutant = new Uint8Array(bytes.length + (kind === 1 ? random() % 64 : 0));
  mutant.set(bytes);
  for (let left = 1 + (random() % 4); left > 0; left -= 1) {
    // Half of them in the header, where the sizes are.
    const at = random() % (random() % 2 === 0 ? 64 : mutant.length);
    mutant[at] = random();
  }
  return mutant;
}

/** A damaged file, a header with any values, or a sound header over a damaged or random program. */
function mutateRom(random: () => number): Uint8Array {
  const rom = makeRom({ type: [0x00, 0x01, 0x03, 0x06, 0x10, 0x13, 0x1b][random() % 7] ?? 0 });
  switch (random() % 4) {
    case 0:
      return mutate(rom, random);
    case 1:
      for (const at of [0x0143, 0x0147, 0x0148, 0x0149]) {
        rom[at] = random();
      }
      return seal(rom);
    case 2:
      for (let left = 1 + (random() % 8); left > 0; left -= 1) {
        rom[0x0150 + (random() % GAME.length)] = random();
      }
      return rom;
    default:
      for (let at = 0x0150; at < rom.length; at += 1) {
        rom[at] = random();
      }
      return rom;
  }
}

/** A damaged file, a header with any values over enough of a file, or a sound header over a damaged or random program. */
function mutateNesRom(random: () => number): Uint8Array {
  const rom = makeNesRom({
    prgBanks: 1 + (random() % 4),
    chrBanks: random() % 3,
    battery: random() % 2 === 0,
  });
  switch (random() % 4) {
    case 0:
      return mutate(rom, random);
    case 1:
      for (let at = 4; at < 16; at += 1) if (random() % 3 === 0) rom[at] = random();
      return rom;
    case 2:
      // Any board, and a program that is nearly right.
      rom[6] = random() & 0xfb;
      rom[7] = random() & 0xf0;
      for (let left = 1 + (random() % 8); left > 0; left -= 1)
        rom[16 + (random() % NES_GAME.length)] = random();
      return rom;
    default:
      rom[6] = random() & 0xfb;
      for (let at = 16; at < rom.length; at += 1) rom[at] = random();
      return rom;
  }
}
