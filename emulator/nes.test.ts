import { beforeAll, expect, test, vi } from "vitest";

import { toMask } from "./buttons.ts";
import type { Core } from "./core.ts";
import { createNes, type Nes } from "./nes.ts";
import { testCore } from "./testing/core.ts";
import { makeNesRom, NES_STOPS } from "./testing/nes-rom.ts";
import { hands } from "./testing/play.ts";

// Thousands of frames, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

let core: Core;
beforeAll(async () => {
  core = await testCore("nes");
});

const start = (battery?: Uint8Array) => createNes({ core, rom: makeNesRom({ battery: true }), battery });

/** Everything that a viewer sees and hears of a frame. */
function output(game: Nes): Buffer {
  const parts = [game.indexed(), game.palette(), game.samples()];
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}

function steps(game: Nes, frames: number, buttons = 0): void {
  for (let frame = 0; frame < frames; frame += 1) game.step(buttons);
}

test("says what it is", () => {
  const game = start();
  expect(game).toMatchObject({
    console: "nes",
    width: 256,
    height: 240,
    sampleRate: 48_000,
    title: "Untitled",
  });
  expect(1e6 / game.frameDurationUs).toBeCloseTo(60.0988, 4);
});

test("indices and palette are the picture, tints too", () => {
  const game = start();
  const next = hands(3);
  const sizes = new Set<number>();
  for (let frame = 0; frame < 300; frame += 1) {
    game.step(next());
    const [indexed, palette, rgba] = [game.indexed(), game.palette(), new Uint32Array(game.rgba().buffer)];
    sizes.add(palette.length);
    expect(indexed.length).toBe(256 * 240);
    expect(indexed.every((index, at) => palette[index] === rgba[at])).toBe(true);
  }
  expect([...sizes]).toEqual([64, 128, 192, 256]);
});

test("the picture moves by itself and answers each button", () => {
  const game = start();
  steps(game, 20);
  const before = output(game);
  game.step(0);
  expect(output(game).equals(before)).toBe(false);
  for (const [button, place] of [
    ["a", 0x80],
    ["b", 0x40],
    ["select", 0x20],
    ["start", 0x10],
    ["up", 0x08],
    ["down", 0x04],
    ["left", 0x02],
    ["right", 0x01],
  ] as const) {
    steps(game, 3, toMask([button]));
    expect(game.peek(0x6001)).toBe(place);
  }
});

test("what the battery keeps is there the next time, and after a reset", () => {
  const game = start();
  steps(game, 50);
  const kept = game.battery();
  expect(kept.length).toBe(8_192);
  const next = start(kept);
  expect(next.battery()[0]).toBe(kept[0]);
  steps(next, 50);
  expect(next.battery()[0]).toBeGreaterThan(kept[0] ?? 0);
  const before = next.battery()[0];
  next.reset();
  expect(next.battery()[0]).toBe(before);
  expect(createNes({ core, rom: makeNesRom() }).battery().length).toBe(0);
});

test.each([0, 16, 19, 210])("on board %d, to look at what the battery keeps changes nothing", (mapper) => {
  const rom = makeNesRom({ mapper, battery: true });
  const [watched, other] = [createNes({ core, rom }), createNes({ core, rom })];
  for (let frame = 0; frame < 60; frame += 1) {
    watched.step(frame);
    watched.battery();
    other.step(frame);
  }
  expect(watched.saveState()).toEqual(other.saveState());
});

test("a state goes on in another machine, and one of another console is refused", () => {
  const one = start();
  steps(one, 100, 1);
  const other = start();
  other.loadState(one.saveState());
  for (let frame = 0; frame < 60; frame += 1) {
    one.step(frame);
    other.step(frame);
    expect(output(other).equals(output(one))).toBe(true);
  }
  const state = one.saveState();
  state[5] = 1;
  expect(() => other.loadState(state)).toThrow(/of a Game Boy/);
});

test("an instruction that stops the processor leaves a picture that stands, and no error", () => {
  const game = createNes({ core, rom: makeNesRom({ program: NES_STOPS }) });
  steps(game, 100, 0xff);
  expect(game.crashed).toBe(false);
  expect(game.samples().length).toBeGreaterThan(1_500);
});
