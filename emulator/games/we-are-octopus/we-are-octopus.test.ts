import { readFileSync } from "node:fs";
import { beforeAll, expect, test, vi } from "vitest";

import { type Button, BUTTONS, toMask } from "../../buttons.ts";
import type { Core } from "../../core.ts";
import { createGameBoy, type GameBoy } from "../../gameboy.ts";
import { contentHash } from "../../hash.ts";
import { testCore } from "../../testing/core.ts";
import { generator } from "../../testing/rom.ts";

// Minutes of play each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 300_000 });

const ROM = new URL("../../../public/roms/we-are-octopus.gb", import.meta.url);

/** The game's memory map: see ../README.md. */
const AT = {
  frame: 0xc000,
  missed: 0xc003,
  mode: 0xc004,
  hearts: 0xc005,
  score: 0xc006,
  depth: 0xc00c,
  awake: 0xc00d,
  out: 0xc00e,
  event: 0xc010,
  numb: 0xc012,
  caught: 0xc013,
  overruns: 0xc01e,
  unqueued: 0xc01f,
  lanes: 0xc020,
  far: 0xc028,
} as const;
const [TITLE, PLAY, OVER, HOME] = [0, 1, 2, 3];
const [FEAST, SHARK, NET] = [1, 2, 3];
const URCHIN = 3;
const GOING = 0x80;
const ALL = 0xff;
/** Frames of the boot ROM and the first of the title. */
const BOOT_FRAMES = 130;

let core: Core;
let rom: Uint8Array;
beforeAll(async () => {
  core = await testCore();
  rom = new Uint8Array(readFileSync(ROM));
});

function power(console: "dmg" | "cgb" = "cgb"): GameBoy {
  const game = createGameBoy({ core, rom, console });
  run(game, BOOT_FRAMES);
  return game;
}

function run(game: GameBoy, frames: number, buttons = 0): void {
  for (let frame = 0; frame < frames; frame += 1) {
    game.step(buttons);
  }
}

function started(console: "dmg" | "cgb" = "cgb"): GameBoy {
  const game = power(console);
  run(game, 2, toMask(["right"]));
  return game;
}

function score(game: GameBoy): number {
  return [0, 1, 2, 3, 4, 5].reduce((sum, digit) => sum * 10 + game.peek(AT.score + digit), 0);
}

function pictures(game: GameBoy, frames: number, buttons = 0): Set<string> {
  const seen = new Set<string>();
  for (let frame = 0; frame < frames; frame += 1) {
    game.step(buttons);
    seen.add(contentHash(game.rgba()));
  }
  return seen;
}

/** What a crowd that agrees would hold: arms out for all that is near but urchins, all for the net, none for the shark. */
function wise(game: GameBoy): number {
  const event = game.peek(AT.event);
  if (event === SHARK) {
    return 0;
  }
  if (event === NET) {
    return ALL;
  }
  return toMask(
    BUTTONS.filter((_, lane) => {
      const thing = game.peek(AT.lanes + lane);
      return thing !== 0 && thing < GOING && thing !== URCHIN && game.peek(AT.far + lane) < 100;
    }),
  );
}

/** Plays until the mode is another; the frames that it took. */
function playOn(game: GameBoy, hands: (game: GameBoy) => number, most = 15_000): number {
  let frames = 0;
  while (game.peek(AT.mode) === PLAY) {
    game.step(hands(game));
    frames += 1;
    if (frames > most) {
      throw new Error(`After ${most} frames the game still goes on.`);
    }
  }
  return frames;
}

function expectNothingLate(game: GameBoy): void {
  expect(game.peek(AT.missed), "missed frames").toBe(0);
  expect(game.peek(AT.overruns), "frames written too long").toBe(0);
  expect(game.peek(AT.unqueued), "tiles that the queue had no room for").toBe(0);
}

test("the title appears, and moves", () => {
  const game = power();
  expect(game.peek(AT.mode)).toBe(TITLE);
  expect(pictures(game, 120).size).toBeGreaterThan(30);
  expect(game.peek(AT.mode)).toBe(TITLE);
});

test.each(BUTTONS)("%s starts a game", (button: Button) => {
  const game = power();
  run(game, 2, toMask([button]));
  expect(game.peek(AT.mode)).toBe(PLAY);
  expect(game.peek(AT.hearts)).toBe(5);
  expect(score(game)).toBe(0);
});

test.each(BUTTONS)("%s shows in the very next picture", (button: Button) => {
  const game = started();
  run(game, 100);
  const before = game.snapshot();
  run(game, 2);
  const idle = contentHash(game.rgba());
  game.restore(before);
  game.step(toMask([button]));
  game.step(toMask([button]));
  expect(contentHash(game.rgba())).not.toBe(idle);
});

test("each button stretches its own arm, all eight at once, and opposites do not stop each other", () => {
  const game = started();
  run(game, 40);
  for (const button of BUTTONS) {
    run(game, 12, toMask([button]));
    expect(game.peek(AT.out), button).toBe(toMask([button]));
    run(game, 12);
    expect(game.peek(AT.out), button).toBe(0);
  }
  run(game, 12, ALL);
  expect(game.peek(AT.out)).toBe(ALL);
});

test("arms that somebody works are awake, and points are multiplied by them", () => {
  const game = started();
  run(game, 30);
  expect(game.peek(AT.awake)).toBe(4);
  run(game, 30, toMask(["a", "start"]));
  expect(game.peek(AT.awake)).toBe(6);
  run(game, 30, ALL);
  expect(game.peek(AT.awake)).toBe(8);
});

test("hands that reach for the fish score", () => {
  const game = started();
  for (let frame = 0; frame < 600; frame += 1) {
    game.step(wise(game));
  }
  expect(game.peek(AT.caught)).toBeGreaterThan(2);
  expect(score(game)).toBeGreaterThan(100);
  expect(game.peek(AT.hearts)).toBe(5);
});

test("an urchin stings the arm that touches it", () => {
  const game = started();
  for (let frame = 0; game.peek(AT.numb) === 0; frame += 1) {
    game.step(ALL);
    expect(frame).toBeLessThan(3_000);
  }
  const stung = game.peek(AT.numb);
  expect(game.peek(AT.hearts)).toBeLessThan(5);
  run(game, 10, ALL);
  expect(game.peek(AT.out) & stung, "stretched out while it is numb").toBe(0);
  expect(game.peek(AT.out)).not.toBe(0);
});

test("a crowd that agrees comes home, and by the three big moments", () => {
  const game = started();
  const events = new Set<number>();
  playOn(game, (now) => {
    events.add(now.peek(AT.event));
    return wise(now);
  });
  expect(game.peek(AT.mode)).toBe(HOME);
  expect(game.peek(AT.depth)).toBe(8);
  expect(score(game)).toBeGreaterThan(20_000);
  expect(events).toEqual(new Set([0, FEAST, SHARK, NET]));
  expectNothingLate(game);
});

test("one player with six buttons can come home too", () => {
  const game = started();
  playOn(game, (now) => wise(now) & 0x3f);
  expect(game.peek(AT.mode)).toBe(HOME);
});

test.each([
  ["nobody plays", 0],
  ["everything is held", ALL],
])("when %s, the game is lost", (_, buttons) => {
  const game = started();
  playOn(game, () => buttons);
  expect(game.peek(AT.mode)).toBe(OVER);
  expect(game.peek(AT.hearts)).toBe(0);
  expectNothingLate(game);
});

test("after the end a fresh press begins again, and so does one that is held for long", () => {
  const game = started();
  playOn(game, () => ALL);
  run(game, 100, ALL);
  expect(game.peek(AT.mode)).toBe(OVER);
  run(game, 100, ALL);
  expect(game.peek(AT.mode)).toBe(PLAY);
  playOn(game, () => 0);
  run(game, 80);
  expect(game.peek(AT.mode)).toBe(OVER);
  run(game, 2, toMask(["b"]));
  expect(game.peek(AT.mode)).toBe(PLAY);
  expect(game.peek(AT.hearts)).toBe(5);
});

test("with nobody there the end goes back to the title", () => {
  const game = started();
  playOn(game, () => 0);
  run(game, 1_200);
  expect(game.peek(AT.mode)).toBe(TITLE);
});

test("20,000 frames of random hands are the same twice, and none is late", () => {
  const [one, two] = [power(), power()];
  const random = generator(17);
  let held = 0;
  for (let frame = 1; frame <= 20_000; frame += 1) {
    if (random() % 6 === 0) {
      held = random() & ALL;
    }
    one.step(held);
    two.step(held);
    if (frame % 50 === 0) {
      expect(contentHash(two.rgba()), `frame ${frame}`).toBe(contentHash(one.rgba()));
    }
  }
  expect(one.crashed).toBe(false);
  expectNothingLate(one);
});

test("on the monochrome machine nothing is late either", () => {
  const game = started("dmg");
  playOn(game, wise);
  expect(game.peek(AT.mode)).toBe(HOME);
  expectNothingLate(game);
});
