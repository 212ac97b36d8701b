/**
 * `npm run bench -- net`: our `src/net` against npm's `@moq/net`, in Chromium, in turns, each in a fresh page.
 *
 * The other end is a native program (`rust/bench-peer`) that a page reaches without a relay between. What may not
 * come in: anything that asserts a time. The budgets for sizes are in `budgets.ts`, and hold in CI.
 *
 * @module
 */
import { PlainError } from "../../scripts/lib/index.mjs";
import { describeMachine, load } from "../machine.ts";
import type { NetOptions } from "../options.ts";
import { overBudget, type Weight, weigh } from "./budgets.ts";
import { profileRows } from "./profile.ts";
import { type NetResult, type Rounds, type RowResult, summarise } from "./result.ts";
import { ENTRANTS, ROWS, type Row, type Values } from "./rows.ts";
import { openStage, type Stage } from "./stage.ts";

export { netTable } from "./table.ts";
export type { NetResult };

type Say = (text: string) => void;

/** Whether `--only` (ids, or their beginnings) takes a row; without it, every row. */
export function chosen(id: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((wanted) => id === wanted || id.startsWith(`${wanted}-`));
}

/** Runs the bench. What it started has ended when it settles. */
export async function netBench(options: NetOptions, say: Say): Promise<NetResult> {
  const before = load();
  const rows = ROWS.filter(({ id }) => chosen(id, options.only));
  const stage = await openStage(options, say);
  try {
    const results: RowResult[] = [];
    for (const row of rows) results.push(await measureRow(stage, row, options, say));
    const sizes: Weight[] = [];
    if (chosen("size", options.only)) {
      say("weighing");
      sizes.push(...(await weigh()));
      for (const sentence of overBudget(sizes)) say(sentence);
    }
    return {
      bench: "net",
      at: new Date().toISOString(),
      machine: describeMachine(stage.browser.version()),
      load: { before, after: load() },
      build: options.full ? "moq-wasm" : "moq-wasm-lite",
      rounds: options.rounds,
      seconds: options.seconds,
      versions: await versions(stage),
      rows: results,
      sizes,
    };
  } finally {
    await stage.close();
  }
}

async function measureRow(stage: Stage, row: Row, options: NetOptions, say: Say): Promise<RowResult> {
  const rounds: Rounds = {};
  for (let round = 0; round < options.rounds; round++) {
    const entrants = ENTRANTS.filter(({ name }) => row.entrants.includes(name));
    // Each is the first as often as any other.
    const turn = round % entrants.length;
    for (const entrant of [...entrants.slice(turn), ...entrants.slice(0, turn)]) {
      const values = await row.measure(stage, entrant, options.seconds);
      const all = rounds[entrant.name] ?? [];
      rounds[entrant.name] = [...all, values];
      say(`${row.id}, round ${round + 1} of ${options.rounds}, ${entrant.name}: ${told(values)}`);
    }
  }
  return summarise(row, rounds, await measureNative(stage, row, say));
}

/** What a native client does of the same; nothing where it cannot be measured, which loses none of the rest. */
async function measureNative(stage: Stage, row: Row, say: Say): Promise<Values | undefined> {
  try {
    const native = await row.native?.(stage);
    if (native) say(`${row.id}, native client: ${told(native)}`);
    return native;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    say(`${row.id}, native client: ${error.message}`);
    return undefined;
  }
}

const told = (values: Values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value >= 100 ? value.toFixed(0) : value.toFixed(2)}`)
    .join(", ");

async function versions(stage: Stage): Promise<NetResult["versions"]> {
  const version = (entrant: "calls" | "npm") =>
    stage.withPage(stage.contender(entrant), (page) =>
      page.paced({ bytes: 8, frames: 1 }, { tracks: 1, hertz: 60, together: true }, "calls"),
    );
  return { ours: await version("calls"), npm: await version("npm") };
}

/** Records profiles in place of measuring, and prints what they say. */
export async function netProfile(options: NetOptions, say: Say): Promise<string> {
  const only = options.only.length > 0 ? options.only : ["consume"];
  const rows = ROWS.filter(({ id, begin }) => begin && chosen(id, only));
  return profileRows(rows, options, say);
}
