import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { type Core, compileCore } from "../../core.ts";
import { createGameBoy, type GameBoy } from "../../gameboy.ts";
import { contentHash } from "../../hash.ts";
import { CORE_URLS } from "../../testing/core.ts";
import { generator } from "../../testing/rom.ts";
import { blow, GUSTS, readLevels, readPond, solve } from "./levels.mjs";

// Tens of thousands of frames, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 240_000 });

const ROM = new Uint8Array(readFileSync(new URL("../../../public/roms/lantern-pond.gb", import.meta.url)));
const LEVELS = readLevels(fileURLToPath(new URL("levels.txt", import.meta.url)));
const A = 0x10;
const B = 0x20;
const START = 0x80;
const [TITLE, PLAY, OVER, CLEAR, MAP] = [0, 1, 2, 3, 4];

/** From README.md, above 0xC000. */
const AT = {
  missed: 3,
  mode: 4,
  level: 5,
  candle: 6,
  gusts: 7,
  best: 8,
  lanterns: 10,
  petals: 11,
  solved: 12,
  busy: 13,
  places: 15,
  kept: 18,
  win: 22,
  overruns: 30,
} as const;

let core: Core;
beforeAll(async () => {
  core = await compileCore(new Uint8Array(readFileSync(CORE_URLS.gameboy)));
});

function player(game: GameBoy) {
  const read = (name: keyof typeof AT) => game.peek(0xc000 + AT[name]);
  const run = (frames: number, buttons = 0) => {
    for (let frame = 0; frame < frames; frame += 1) {
      game.step(buttons);
    }
  };
  const settle = () => {
    for (let frame = 0; read("busy") === 1; frame += 1) {
      expect(frame).toBeLessThan(600);
      game.step(0);
    }
  };
  const press = (buttons: number) => {
    run(2, buttons);
    run(2);
    settle();
  };
  /** Where the lanterns are. */
  const places = () =>
    Array.from({ length: read("lanterns") }, (_, index) => game.peek(0xc000 + AT.places + index));
  return { game, read, run, settle, press, places };
}

/** A console that is switched on, at the title. */
function start(console: "dmg" | "cgb" = "cgb", battery?: Uint8Array) {
  const play = player(createGameBoy({ core, rom: ROM, console, battery }));
  // The tiles are loaded with the screen off.
  play.run(40);
  play.settle();
  expect(play.read("mode")).toBe(TITLE);
  return play;
}

/** Any button, and the first pond. */
function begin(console: "dmg" | "cgb" = "cgb") {
  const play = start(console);
  play.press(A);
  expect(play.read("mode")).toBe(PLAY);
  return play;
}

test("there are 36 ponds, each with a way, and the ways become longer from garden to garden", () => {
  expect(LEVELS.length).toBe(36);
  const averages = [0, 9, 18, 27].map(
    (first) => LEVELS.slice(first, first + 9).reduce((sum, { best }) => sum + best, 0) / 9,
  );
  expect(averages).toEqual([...averages].sort((one, other) => one - other));
});

test("the solver says so where there is no way, and takes no more gusts than it must", () => {
  const rows = [".........", ".........", ".........", "R.......r", ".........", ".........", "........."];
  expect(solve(readPond(rows, "open"))).toEqual([GUSTS.indexOf("right")]);
  expect(
    solve(readPond(["r........", ".R.......", ...rows.slice(2, 3), ...Array(4).fill(".........")], "corner"))
      ?.length,
  ).toBe(2);
  const walled = [".........", "....#....", "...#r#...", "R...#....", ".........", ".........", "........."];
  expect(solve(readPond(walled, "walled"))).toBeUndefined();
});

describe.each(["dmg", "cgb"] as const)("on the %s", (console) => {
  test("the title moves, and what it shows stays for as long as nobody presses", () => {
    const play = start(console);
    const pictures = new Set<string>();
    for (let frame = 0; frame < 600; frame += 1) {
      play.game.step(0);
      pictures.add(contentHash(play.game.rgba()));
    }
    expect(pictures.size).toBeGreaterThan(30);
    expect(play.read("mode")).toBe(TITLE);
  });

  test("every pond is solved by its best way, for three petals each, and no frame is missed", () => {
    const play = begin(console);
    LEVELS.forEach(({ best, way, name }, index) => {
      expect(play.read("level"), name).toBe(index + 1);
      expect(play.read("best"), name).toBe(best);
      for (const gust of way) {
        expect(play.read("mode"), name).toBe(PLAY);
        play.press(1 << gust);
      }
      expect(play.read("mode"), name).toBe(CLEAR);
      play.run(150);
      expect(play.read("petals"), name).toBe(3 * (index + 1));
      play.press(A);
      play.settle();
    });
    expect(play.read("solved")).toBe(36);
    expect(play.read("mode")).toBe(MAP);
    expect(play.read("missed")).toBe(0);
    expect(play.read("overruns")).toBe(0);
  });
});

test("the game's rules are the solver's: whatever blows, the lanterns are in the same places", () => {
  const random = generator(23);
  const play = begin();
  for (const [index, level] of LEVELS.entries()) {
    const places = level.lanterns.map(({ at }: { at: number }) => at);
    let ice = 2 ** level.ice.length - 1;
    for (let turn = 0; turn < 12 && play.read("mode") === PLAY; turn += 1) {
      const gust = random() % 4;
      ice = blow(level, places, ice, gust);
      play.press(1 << gust);
      if (ice < 0) {
        expect(play.read("mode"), level.name).toBe(OVER);
        break;
      }
      expect(play.places(), `${level.name}, turn ${turn}`).toEqual(places);
    }
    // Back to the beginning, and on by the best way.
    play.run(60);
    while (play.read("gusts") > 0) {
      play.press(B);
    }
    expect(play.places()).toEqual(level.lanterns.map(({ at }: { at: number }) => at));
    for (const gust of level.way) {
      play.press(1 << gust);
    }
    expect(play.read("mode"), level.name).toBe(CLEAR);
    play.run(150);
    expect(play.read("solved")).toBe(index + 1);
    play.press(A);
    play.settle();
  }
});

/** To and fro until the candle is out. */
function burnDown(play: ReturnType<typeof begin>) {
  for (let gust = 0; play.read("mode") === PLAY && gust < 60; gust += 1) {
    play.press(gust % 2 ? 1 << GUSTS.indexOf("down") : 1 << GUSTS.indexOf("up"));
  }
}

test("a candle that is out is the end, one gust back or the beginning again is not", () => {
  const play = begin();
  const beginning = play.places();
  burnDown(play);
  expect(play.read("mode")).toBe(OVER);
  expect(play.read("candle")).toBe(0);
  play.run(80);
  play.press(B);
  expect(play.read("mode")).toBe(PLAY);
  expect(play.read("candle")).toBe(1);
  burnDown(play);
  play.run(80);
  play.press(A);
  play.settle();
  expect(play.read("mode")).toBe(PLAY);
  expect(play.places()).toEqual(beginning);
  expect(play.read("gusts")).toBe(0);
});

test("from the map, a pond that was lost is still lost", () => {
  const play = begin();
  burnDown(play);
  play.run(80);
  play.press(START);
  expect(play.read("mode")).toBe(MAP);
  play.press(B);
  expect(play.read("mode")).toBe(OVER);
  play.press(1);
  expect(play.read("mode")).toBe(OVER);
  expect(play.read("candle")).toBe(0);
});

test("a hint is the best way's next gust, and costs two petals", () => {
  const play = begin();
  play.press(A);
  expect(play.read("win")).toBe(1);
  play.press(1 << (LEVELS[0]?.way[0] ?? 0));
  play.run(150);
  expect(play.read("petals")).toBe(1);
});

test("the battery keeps what was won and where one was, and a damaged copy has a second", () => {
  const play = begin();
  for (const { way } of LEVELS.slice(0, 3)) {
    for (const gust of way) {
      play.press(1 << gust);
    }
    play.run(150);
    play.press(A);
    play.settle();
  }
  play.run(10);
  const battery = play.game.battery();
  expect(battery.length).toBe(8192);
  const again = start("cgb", battery);
  expect([again.read("kept"), again.read("petals"), again.read("solved")]).toEqual([1, 9, 3]);
  again.press(A);
  expect(again.read("level")).toBe(4);

  const halfWritten = battery.slice();
  halfWritten[10] = 2;
  expect(start("dmg", halfWritten).read("petals")).toBe(9);
  const damaged = battery.slice();
  damaged[10] = 2;
  damaged[0x80 + 10] = 2;
  const anew = start("dmg", damaged);
  expect([anew.read("kept"), anew.read("petals"), anew.read("level")]).toEqual([0, 0, 1]);
});

test("two games of 20,000 frames with the same random hands are the same, and none is missed", () => {
  const random = generator(5);
  const [one, other] = [start(), start()];
  let held = 0;
  let modes = 0;
  for (let frame = 0; frame < 20_000; frame += 1) {
    if (random() % 6 === 0) {
      held = random() % 3 === 0 ? random() & 0xff : 1 << (random() % 8);
    }
    one.game.step(held);
    other.game.step(held);
    modes |= 1 << one.read("mode");
    if (frame % 97 === 0) {
      expect(contentHash(other.game.rgba())).toBe(contentHash(one.game.rgba()));
      expect(one.read("petals")).toBeLessThanOrEqual(108);
    }
  }
  expect(Buffer.compare(one.game.saveState(), other.game.saveState())).toBe(0);
  expect([one.read("missed"), one.read("overruns")]).toEqual([0, 0]);
  expect(modes & (1 << PLAY)).not.toBe(0);
});
