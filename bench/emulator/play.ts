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
}

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
  const costs: Costs = { snapshot: [], restore: [], save: [], load: [] };
  const game = createGameBoy({ core, rom, console });
  const timed = <T>(into: number[], work: () => T): T => {
    const started = performance.now();
    const result = work();
    into.push(performance.now() - started);
    return result;
  };
  for (let frame = 0; frame < WARM_UP_FRAMES; frame++) game.step(0);
  const ring = Array.from({ length: 8 }, () => game.snapshot());
  for (let time = 0; time < times; time++) {
    for (let frame = 0; frame < 3; frame++) game.step(buttonsOf(game.frame));
    const kept = timed(costs.snapshot, () => game.snapshot(ring[time % ring.length]));
    game.step(0);
    timed(costs.restore, () => game.restore(kept));
    const state = timed(costs.save, () => game.saveState());
    timed(costs.load, () => game.loadState(state));
  }
  game.close();
  return costs;
}
