import { inflateRawSync } from "node:zlib";
import { beforeAll, expect, test, vi } from "vitest";

import { type Core, instantiate } from "./core.ts";
import { EmulatorError } from "./errors.ts";
import { createGameBoy, type GameBoy } from "./gameboy.ts";
import { xxh32 } from "./hash.ts";
import { applyDifference, PAGE_SIZE } from "./image.ts";
import { readStateHeader } from "./state.ts";
import { testCore } from "./testing/core.ts";
import { makeRom } from "./testing/rom.ts";

// Thousands of frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

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

test("a state is small and says what it is of", () => {
  expect(state.length).toBeLessThan(64 * 1024);
  expect(readStateHeader(state)).toMatchObject({ console: 2, frame: 200 });
});

test.each([
  ["wrong-core", 8],
  ["wrong-rom", 24],
  ["wrong-console", 5],
  ["bad-state", 0],
  ["bad-state", 4],
  ["bad-state", 40],
  ["bad-state", 48],
  ["bad-state", 52],
  ["bad-state", 55],
  ["bad-state", 60],
  ["bad-state", 70],
])("%s: a state with byte %i changed", (reason, at) => {
  const changed = state.with(at, (state[at] ?? 0) ^ 3);
  expect(() => game.loadState(changed)).toThrow(expect.objectContaining({ reason }));
});

test("a state of another game, of the other console, or of another build is refused", () => {
  const others = [
    createGameBoy({ core, rom: makeRom({ color: 0x80, title: "OTHER" }) }),
    createGameBoy({ core, rom: makeRom({ color: 0x80 }), console: "dmg" }),
    createGameBoy({ core: { ...core, hash: "0".repeat(32) }, rom: makeRom({ color: 0x80 }) }),
  ];
  const reasons = others.map((other) => {
    try {
      other.loadState(state);
      return null;
    } catch (error) {
      return error instanceof EmulatorError ? error.reason : error;
    }
  });
  expect(reasons).toEqual(["wrong-rom", "wrong-console", "wrong-core"]);
});

test("a refused state leaves the game as it was", () => {
  const before = game.saveState();
  expect(() => game.loadState(state.subarray(0, state.length - 5))).toThrow(EmulatorError);
  expect(Buffer.compare(game.saveState(), before)).toBe(0);
});

/** The same state as version 1 of its form has it. */
function asVersion1(): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(new Uint8Array(inflateRawSync(state.subarray(64))).buffer);
  const old = state.with(4, 1);
  const view = new DataView(old.buffer);
  const memory = new Uint8Array(view.getUint32(48, true) * PAGE_SIZE);
  memory.set(baseOf());
  applyDifference(words, memory);
  view.setUint32(60, xxh32(memory, xxh32(old.subarray(0, 60))), true);
  return old;
}

/** Memory right after `init`. */
function baseOf(): Uint8Array {
  const exports = instantiate(core);
  const rom = makeRom({ color: 0x80 });
  const at = exports.rom_alloc(rom.length);
  new Uint8Array(exports.memory.buffer).set(rom, at);
  exports.init(0);
  return new Uint8Array(exports.memory.buffer);
}

test("a state of version 1 is still loaded, and still checked", () => {
  const old = asVersion1();
  game.loadState(old);
  expect(Buffer.compare(game.saveState(), state)).toBe(0);
  for (const at of [40, 60, 80]) {
    expect(() => game.loadState(old.with(at, (old[at] ?? 0) ^ 1))).toThrow(
      expect.objectContaining({ reason: "bad-state" }),
    );
  }
});
