/**
 * What is measured of an emulator, the same code in Node and in a page: frames with sound, and the cost of states.
 */
import { type Core, createGameBoy, type GameBoyConsole } from "../../emulator/index.ts";

/** The consoles that a game is run on. */
export const CONSOLES = ["dmg", "cgb"] as const satisfies readonly GameBoyConsole[];
export type Console = (typeof CONSOLES)[number];

/** Frames before those that are counted: an engine compiles for speed only what runs for a while. */
export const WARM_UP_FRAMES = 300;

/** Milliseconds each, in the order they were taken. */
export interface Costs {
  snapshot: number[];
  restore: number[];
  save: number[];
  load: number[];
  /** Arithmetic alone, for about as long as a save. */
  idle: number[];
}

/** How often the lengths of a save and of arithmetic are looked at before they are measured. */
const CALIBRATIONS = 25;
const CALIBRATION_TURNS = 100_000;

/** Held in this frame; `emulator/core/gameboy/examples/speed.rs` has the same. */
export function buttonsOf(frame: number): number {
  return (Math.imul(Math.floor(frame / 7), 2_654_435_761) >>> 13) & 0xff;
}

/** Frames a second of a machine that is stepped, and whose picture and sound are looked at. */
export function measureFrames(core: Core, rom: Uint8Array, console: Console, frames: number): number {
  const game = createGameBoy({ core, rom, console });
  for (let frame = 0; frame < WARM_UP_FRAMES; frame++) game.step(0);
  const started = performance.now();
  let seen = 0;
  for (let frame = 0; frame < frames; frame++) {
    game.step(buttonsOf(frame));
    seen += game.samples().length + game.indexed().length;
  }
  const seconds = (performance.now() - started) / 1000;
  game.close();
  if (seen === 0) throw new Error("the game showed nothing");
  return frames / seconds;
}

/** Each kind of state so many times, with some frames from one to the next. */
export function measureCosts(core: Core, rom: Uint8Array, console: Console, times: number): Costs {
  const costs: Costs = { snapshot: [], restore: [], save: [], load: [], idle: [] };
  const game = createGameBoy({ core, rom, console });
  const timed = <T>(into: number[], work: () => T): T => {
    const started = performance.now();
    const result = work();
    into.push(performance.now() - started);
    return result;
  };
  for (let frame = 0; frame < WARM_UP_FRAMES; frame++) game.step(0);
  const turns = turnsOf(() => game.saveState());
  let last = 1;
  const ring = Array.from({ length: 8 }, () => game.snapshot());
  for (let time = 0; time < times; time++) {
    for (let frame = 0; frame < 3; frame++) game.step(buttonsOf(game.frame));
    const kept = timed(costs.snapshot, () => game.snapshot(ring[time % ring.length]));
    game.step(0);
    timed(costs.restore, () => game.restore(kept));
    const state = timed(costs.save, () => game.saveState());
    timed(costs.load, () => game.loadState(state));
    last = timed(costs.idle, () => calculate(last, turns));
  }
  game.close();
  return costs;
}

/** Asks neither the engine nor the system for anything: if it is late, the machine was elsewhere. */
function calculate(from: number, turns: number): number {
  let value = from;
  for (let turn = 0; turn < turns; turn++) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  return value;
}

/** How many turns of arithmetic take as long as `work`. */
function turnsOf(work: () => unknown): number {
  const lengthOf = (what: () => unknown) => {
    const lengths = Array.from({ length: CALIBRATIONS }, () => {
      const started = performance.now();
      what();
      return performance.now() - started;
    });
    return lengths.sort((a, b) => a - b)[CALIBRATIONS >> 1] ?? 0;
  };
  let last = 1;
  const arithmetic = () => {
    last = calculate(last, CALIBRATION_TURNS);
  };
  lengthOf(arithmetic);
  lengthOf(work);
  return Math.max(1, Math.round((CALIBRATION_TURNS * lengthOf(work)) / lengthOf(arithmetic)));
}
