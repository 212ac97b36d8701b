import { beforeAll, expect, test, vi } from "vitest";

import { advanceClock, clockAt, clockSeconds } from "./clock.ts";
import type { Core } from "./core.ts";
import { createGameBoy, type GameBoy } from "./gameboy.ts";
import { testCore } from "./testing/core.ts";
import { CLOCK, makeRom, SETS_CLOCK } from "./testing/rom.ts";

// Thousands of frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

let core: Core;
beforeAll(async () => {
  core = await testCore();
});

const DAY = 86_400;
const rom = makeRom({ program: CLOCK, type: 0x10 });

function run(game: GameBoy, frames: number): GameBoy {
  for (let frame = 0; frame < frames; frame += 1) {
    game.step(0);
  }
  return game;
}

/** What the game has read off its clock. */
const shown = (game: GameBoy) => Uint8Array.from([0, 1, 2, 3, 4], (at) => game.peek(0xc000 + at));

/** Whole seconds of emulated time. */
const secondsOf = (frames: number) => Math.floor((frames * 70_224) / 4_194_304);

test("registers show seconds, minutes, hours and days", () => {
  expect([...clockAt(0)]).toEqual([0, 0, 0, 0, 0]);
  expect([...clockAt(300 * DAY + 23 * 3600 + 59 * 60 + 58)]).toEqual([58, 59, 23, 44, 1]);
  for (const seconds of [1, 59, 60, 3599, 3600, DAY, 511 * DAY + 7]) {
    expect(clockSeconds(clockAt(seconds))).toBe(seconds);
  }
});

test("time passes while the console is off, unless the clock is halted", () => {
  expect([...advanceClock(clockAt(511 * DAY), DAY + 5)]).toEqual([5, 0, 0, 0, 0x80]);
  expect([...advanceClock(Uint8Array.of(0, 0, 0, 0, 0x80), 1.9)]).toEqual([1, 0, 0, 0, 0x80]);
  expect([...advanceClock(Uint8Array.of(1, 2, 3, 4, 0x41), DAY)]).toEqual([1, 2, 3, 4, 0x41]);
  expect([...advanceClock(clockAt(5), -10)]).toEqual([5, 0, 0, 0, 0]);
});

test("the clock runs on emulated time, from what it is started with", () => {
  for (const start of [0, 255 * DAY + 23 * 3600 + 59 * 60 + 55]) {
    const game = createGameBoy({ core, rom, clock: clockAt(start) });
    for (const frames of [60, 600, 1_200]) {
      run(game, frames - game.frame);
      const due = start + secondsOf(frames);
      expect(Math.abs(clockSeconds(game.clock()) - due)).toBeLessThanOrEqual(1);
      expect(clockSeconds(shown(game))).toBe(clockSeconds(game.clock()));
    }
    expect(clockSeconds(game.clock())).toBeGreaterThanOrEqual(start + 19);
  }
});

test("its time is in a state, and goes on from there the same each time", () => {
  const game = run(createGameBoy({ core, rom, clock: clockAt(1_000) }), 100);
  const state = game.saveState();
  const later = run(game, 500).saveState();
  const other = createGameBoy({ core, rom, clock: clockAt(77) });
  other.loadState(state);
  expect(clockSeconds(other.clock())).toBe(1_001);
  expect(Buffer.compare(run(other, 500).saveState(), later)).toBe(0);
});

test("a reset does not set the clock back", () => {
  const game = run(createGameBoy({ core, rom, clock: clockAt(50) }), 200);
  game.reset();
  expect(clockSeconds(game.clock())).toBe(50 + secondsOf(200));
});

test("a game sets its clock, and its RAM is behind it as it was", () => {
  const game = run(createGameBoy({ core, rom: makeRom({ program: SETS_CLOCK, type: 0x10 }) }), 3);
  expect([0, 1, 2, 3].map((at) => game.peek(0xc000 + at))).toEqual([17, 18, 19, 0x77]);
  expect([...game.clock().subarray(0, 3)]).toEqual([17, 18, 19]);
  expect(game.battery().length).toBe(0x2000);
  expect(game.battery()[0]).toBe(0x77);
});

test("a cartridge without a clock has none, and reads RAM where another would have its clock", () => {
  const game = createGameBoy({ core, rom: makeRom({ program: CLOCK, type: 0x13 }), clock: clockAt(9) });
  run(game, 200);
  expect(game.clock().length).toBe(0);
  expect([...shown(game)]).toEqual([0, 0, 0, 0, 0]);
});
