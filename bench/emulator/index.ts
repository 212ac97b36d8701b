/**
 * `npm run bench -- emulator`: the core as wasm in Node and in Chromium, boytacean natively as it comes and the core
 * natively, npm's wasmboy in both and EmulatorJS's Gambatte, in turns, with the same game; what snapshots and
 * states cost; and how many games one core hosts under Node.
 *
 * What may not come in: anything that asserts a time.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { compileCore } from "../../emulator/index.ts";
import { root } from "../../scripts/lib/index.mjs";
import { describeMachine, load, type Machine } from "../machine.ts";
import type { EmulatorOptions } from "../options.ts";
import { percentiles, type Spread, spread } from "../statistics.ts";
import { measureGambatte } from "./gambatte.ts";
import { type HostedResult, measureHosted, type Watched, whyNotHosted } from "./hosted.ts";
import { CONSOLES, type Console, type Costs, measureCosts, measureFrames } from "./play.ts";
import { openStage } from "./stage.ts";
import { measureWasmBoy } from "./wasmboy.ts";

export { emulatorTable } from "./table.ts";

/** Who runs the game. */
export const RUNNERS = [
  "boytacean",
  "native",
  "node",
  "chromium",
  "wasmboy-node",
  "wasmboy-chromium",
  "gambatte-chromium",
] as const;
export type Runner = (typeof RUNNERS)[number];

/** Those that are native programs: the crate in its own loop, and the core, which leaps over halted time. */
export const NATIVES = ["boytacean", "native"] as const;
export type Native = (typeof NATIVES)[number];

/** In milliseconds. */
export interface Cost {
  count: number;
  p50: number;
  p95: number;
  p99: number;
}

export interface EmulatorResult {
  bench: "emulator";
  at: string;
  machine: Machine;
  load: { before: number; after: number };
  rom: string;
  frames: number;
  rounds: number;
  /** Frames a second, by console and runner. A runner that could not play the game has an error in place of it. */
  frameRates: Record<Console, Partial<Record<Runner, Spread>>>;
  errors: string[];
  /** As shares of either native program, the medians of the rounds' own shares: both run in the same minute. */
  shares: Record<Console, Partial<Record<Runner, Record<Native, number>>>>;
  costs?: Record<"node" | "chromium", Record<keyof Costs, Cost>>;
  /** Games that one core hosts at full speed under Node. */
  hosted: Partial<Record<Watched, HostedResult>>;
}

/** States of each kind that are timed. */
const COST_TIMES = 600;

/** Runs the bench. What it started has ended when it settles. */
export async function emulatorBench(
  options: EmulatorOptions,
  say: (text: string) => void,
): Promise<EmulatorResult> {
  const before = load();
  const { frames, rounds, only } = options;
  const isAsked = (row: string) => only.length === 0 || only.includes(row);
  const path = resolve(root, options.rom);
  const rom = new Uint8Array(readFileSync(path));
  const stage = await openStage(say);
  try {
    const core = await compileCore(new Uint8Array(readFileSync(stage.core)));
    const runners: Record<Runner, (console: Console) => number | Promise<number>> = {
      boytacean: (console) => stage.native(path, frames, console, "boytacean"),
      native: (console) => stage.native(path, frames, console, "core"),
      node: (console) => measureFrames(core, rom, console, frames),
      chromium: (console) => stage.inPage("frames", [...rom], console, frames),
      "wasmboy-node": (console) => measureWasmBoy(rom, console, frames),
      "wasmboy-chromium": (console) => stage.inPage("wasmboy", [...rom], console, frames),
      "gambatte-chromium": (console) => measureGambatte(rom, console),
    };
    const frameRates: EmulatorResult["frameRates"] = { dmg: {}, cgb: {} };
    const shares: EmulatorResult["shares"] = { dmg: {}, cgb: {} };
    const errors = new Set<string>();
    for (const console of isAsked("frames") ? CONSOLES : []) {
      const measured = await inTurns(runners, console, rounds, say, errors);
      for (const runner of RUNNERS) {
        const rates = measured[runner];
        if (rates.length === 0) continue;
        frameRates[console][runner] = spread(rates);
        const share = (native: Native) =>
          spread(rates.map((rate, at) => rate / (measured[native][at] ?? rate))).median;
        shares[console][runner] = { boytacean: share("boytacean"), native: share("native") };
      }
    }
    let costs: EmulatorResult["costs"];
    if (isAsked("states")) {
      say("timing snapshots and states");
      costs = {
        node: summarise(measureCosts(core, rom, "cgb", COST_TIMES)),
        chromium: summarise(await stage.inPage("costs", [...rom], "cgb", COST_TIMES)),
      };
    }
    const hosted: EmulatorResult["hosted"] = {};
    const asked = (["heard", "seen"] as const).filter(isAsked);
    const whyNot = asked.length > 0 ? whyNotHosted() : undefined;
    if (whyNot) errors.add(whyNot);
    else for (const watched of asked) hosted[watched] = await measureHosted(path, watched, say);
    return {
      bench: "emulator",
      at: new Date().toISOString(),
      machine: describeMachine(stage.chromium),
      load: { before, after: load() },
      rom: options.rom,
      frames,
      rounds,
      frameRates,
      errors: [...errors],
      shares,
      ...(costs ? { costs } : {}),
      hosted,
    };
  } finally {
    await stage.close();
  }
}

async function inTurns(
  runners: Record<Runner, (console: Console) => number | Promise<number>>,
  console: Console,
  rounds: number,
  say: (text: string) => void,
  errors: Set<string>,
): Promise<Record<Runner, number[]>> {
  const measured: Record<Runner, number[]> = {
    boytacean: [],
    native: [],
    node: [],
    chromium: [],
    "wasmboy-node": [],
    "wasmboy-chromium": [],
    "gambatte-chromium": [],
  };
  for (let round = 0; round < rounds; round++) {
    for (const runner of RUNNERS) {
      try {
        const rate = await runners[runner](console);
        measured[runner].push(rate);
        say(`${console}, round ${round + 1} of ${rounds}, ${runner}: ${rate.toFixed(0)} frames a second`);
      } catch (error) {
        if (!/^(wasmboy|gambatte)/.test(runner)) throw error;
        const [sentence] = String(error).split("\n");
        errors.add(`${runner} on ${console}: ${sentence}`);
      }
    }
  }
  return measured;
}

function summarise(costs: Costs): Record<keyof Costs, Cost> {
  return {
    snapshot: percentiles(costs.snapshot),
    restore: percentiles(costs.restore),
    save: percentiles(costs.save),
    load: percentiles(costs.load),
    idle: percentiles(costs.idle),
  };
}
