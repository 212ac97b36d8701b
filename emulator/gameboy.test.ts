import { beforeAll, describe, expect, test, vi } from "vitest";

import { toMask } from "./buttons.ts";
import type { Core } from "./core.ts";
import { createGameBoy, type GameBoy } from "./gameboy.ts";
import { contentHash } from "./hash.ts";
import { bundledRoms, testCore } from "./testing/core.ts";
import { hands } from "./testing/play.ts";
import { CRASHES, makeRom } from "./testing/rom.ts";

// Thousands of frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

let core: Core;
beforeAll(async () => {
  core = await testCore();
});

/** Everything that a viewer sees and hears of a frame: with the indices and their palette, the colours too. */
function output(game: GameBoy): Buffer {
  const parts = [game.indexed(), game.palette(), game.samples()];
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}

const GAMES: [name: string, rom: Uint8Array, console: "dmg" | "cgb"][] = [
  ["the test game", makeRom({ color: 0x80 }), "dmg"],
  ["the test game in colour", makeRom({ color: 0x80 }), "cgb"],
  ...bundledRoms().flatMap(([name, rom]): [string, Uint8Array, "dmg" | "cgb"][] => [
    [name, rom, "dmg"],
    [`${name} in colour`, rom, "cgb"],
  ]),
];

describe.each(GAMES)("%s", (_, rom, console) => {
  test("plays the same twice", () => {
    const [one, two] = [createGameBoy({ core, rom, console }), createGameBoy({ core, rom, console })];
    const next = hands(7);
    const seen = new Set<string>();
    for (let frame = 0; frame < 600; frame += 1) {
      const buttons = next();
      one.step(buttons);
      two.step(buttons);
      seen.add(contentHash(one.rgba()));
      expect(output(two).equals(output(one))).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(50);
  });

  test("a reset is the power switch", () => {
    const [used, fresh] = [createGameBoy({ core, rom, console }), createGameBoy({ core, rom, console })];
    for (let frame = 0; frame < 100; frame += 1) {
      used.step(frame);
    }
    if (used.battery().length === 0) {
      used.reset();
      expect(used.frame).toBe(0);
      for (let frame = 0; frame < 100; frame += 1) {
        used.step(0);
        fresh.step(0);
        expect(output(used).equals(output(fresh))).toBe(true);
      }
    }
  });

  test("indices and palette are the picture", () => {
    const game = createGameBoy({ core, rom, console });
    for (let frame = 0; frame < 120; frame += 1) {
      game.step(0);
      const [indexed, palette, rgba] = [game.indexed(), game.palette(), new Uint32Array(game.rgba().buffer)];
      expect(indexed.length).toBe(160 * 144);
      expect(indexed.every((index, at) => palette[index] === rgba[at])).toBe(true);
    }
  });
});

test("the header decides the console unless told otherwise", () => {
  expect(createGameBoy({ core, rom: makeRom() }).console).toBe("dmg");
  expect(createGameBoy({ core, rom: makeRom({ color: 0x80 }) }).console).toBe("cgb");
  expect(createGameBoy({ core, rom: makeRom({ color: 0x80 }), console: "dmg" }).console).toBe("dmg");
});

test("a frame lasts what the hardware says, and its sound as long", () => {
  const game = createGameBoy({ core, rom: makeRom() });
  expect(game.frameDurationUs).toBeCloseTo(16_742.706, 3);
  let pairs = 0;
  for (let frame = 0; frame < 1_000; frame += 1) {
    game.step(0);
    pairs += game.samples().length / 2;
  }
  const due = (1_000 * game.sampleRate * game.frameDuration.numerator) / game.frameDuration.denominator;
  expect(Math.abs(pairs - due)).toBeLessThan(game.sampleRate / 59 / 2 + 20);
});

test("each button reaches the game, and opposite directions both do", () => {
  const idle = createGameBoy({ core, rom: makeRom() });
  const watch = (game: GameBoy) => [0xff42, 0xc000].map((address) => game.peek(address)).join();
  const after = (mask: number) => {
    const game = createGameBoy({ core, rom: makeRom() });
    for (let frame = 0; frame < 30; frame += 1) {
      game.step(mask);
    }
    return watch(game);
  };
  for (let frame = 0; frame < 30; frame += 1) {
    idle.step(0);
  }
  for (let bit = 0; bit < 8; bit += 1) {
    expect(after(1 << bit)).not.toBe(watch(idle));
  }
  const both = after(toMask(["left", "right"]));
  expect([after(toMask(["left"])), after(toMask(["right"])), watch(idle)]).not.toContain(both);
});

test("the battery outlives the machine and a reset", () => {
  const rom = makeRom({ type: 0x03 });
  const game = createGameBoy({ core, rom });
  for (let frame = 0; frame < 30; frame += 1) {
    game.step(0);
  }
  const battery = game.battery();
  expect(battery.length).toBe(0x2000);
  expect(battery[0]).not.toBe(0);
  game.reset();
  expect(game.battery()).toEqual(battery);
  expect(createGameBoy({ core, rom, battery }).battery()).toEqual(battery);
  expect(createGameBoy({ core, rom, battery: new Uint8Array(99_999).fill(1) }).battery().length).toBe(0x2000);
  expect(createGameBoy({ core, rom: makeRom() }).battery().length).toBe(0);
});

describe("a crash", () => {
  /** A game right after it crashed, and the state it had some frames before. */
  function crashed() {
    const game = createGameBoy({ core, rom: makeRom({ program: CRASHES }) });
    for (let frame = 0; frame < 50; frame += 1) {
      game.step(0);
    }
    const [state, snapshot] = [game.saveState(), game.snapshot()];
    const rest = () => {
      for (let frame = 0; frame < 100; frame += 1) {
        game.step(0);
      }
    };
    expect(rest).toThrow(
      expect.objectContaining({ reason: "crashed", message: expect.stringContaining("Illegal instruction") }),
    );
    return { game, state, snapshot, rest };
  }

  test("is the same error at every further step", () => {
    const { game } = crashed();
    expect(game.crashed).toBe(true);
    for (const act of [() => game.step(0), () => game.saveState(), () => game.snapshot()]) {
      expect(act).toThrow(expect.objectContaining({ reason: "crashed" }));
    }
    expect(game.rgba().length).toBe(160 * 144 * 4);
  });

  test("is undone by a state, a snapshot or a reset, and comes again at the same frame", () => {
    const { game, state, snapshot, rest } = crashed();
    const at = game.frame;
    for (const undo of [() => game.loadState(state), () => game.restore(snapshot), () => game.reset()]) {
      undo();
      expect(game.crashed).toBe(false);
      expect(rest).toThrow(expect.objectContaining({ reason: "crashed" }));
      expect(game.frame).toBe(at);
    }
  });
});

describe("a snapshot", () => {
  /** A game some frames on. */
  function running() {
    const game = createGameBoy({ core, rom: makeRom({ color: 0x80 }) });
    for (let frame = 0; frame < 50; frame += 1) {
      game.step(frame);
    }
    return game;
  }

  test("into an old one takes its place", () => {
    const game = running();
    const first = game.snapshot();
    game.step(1);
    const state = game.saveState();
    expect(game.snapshot(first)).toBe(first);
    expect(first.frame).toBe(51);
    game.step(2);
    game.restore(first);
    expect(Buffer.compare(game.saveState(), state)).toBe(0);
  });

  test("stays good, however often it is gone back to", () => {
    const game = running();
    const [snapshot, state] = [game.snapshot(), game.saveState()];
    for (let round = 0; round < 5; round += 1) {
      for (let frame = 0; frame < 20; frame += 1) {
        game.step(round * frame);
      }
      game.restore(snapshot);
      expect(game.frame).toBe(50);
      expect(Buffer.compare(game.saveState(), state)).toBe(0);
    }
  });

  test("of another game is refused, and is not written into", () => {
    const [one, other] = [running(), running()];
    const snapshot = one.snapshot();
    expect(() => other.restore(snapshot)).toThrow(expect.objectContaining({ reason: "bad-state" }));
    expect(other.snapshot(snapshot)).not.toBe(snapshot);
    one.restore(snapshot);
  });
});

test("a closed game says so, and closes twice", () => {
  const game = createGameBoy({ core, rom: makeRom() });
  game.close();
  game.close();
  for (const act of [() => game.step(0), () => game.rgba(), () => game.saveState(), () => game.reset()]) {
    expect(act).toThrow(expect.objectContaining({ reason: "closed" }));
  }
});
