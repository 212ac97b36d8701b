/**
 * `npm run bench -- media`: our player beside npm's `@moq/watch`, in turns, each in a fresh page, with the same
 * broadcast on a real relay: what is seen on their canvases and heard from their speakers.
 *
 * What may not come in: anything that asserts a time. What each figure means is in docs/media.md.
 *
 * @module
 */
import { describeMachine, load } from "../machine.ts";
import type { MediaOptions } from "../options.ts";
import { measure } from "./measure.ts";
import { type MediaResult, type Rounds, type RowResult, summarise } from "./result.ts";
import { ENTRANTS, ROWS, type Row, type Values } from "./rows.ts";
import { openStage, type Stage } from "./stage.ts";

export { mediaTable } from "./table.ts";
export type { MediaResult };

type Say = (text: string) => void;

/** The rows that are asked for: the short ones where none is named, and with `long` all. */
export function chosenRows({ only, long }: Pick<MediaOptions, "only" | "long">): Row[] {
  return ROWS.filter(({ id, minutes }) =>
    only.length > 0 ? only.includes(id) : minutes === undefined || long,
  );
}

/** Runs the bench. What it started has ended when it settles. */
export async function mediaBench(options: MediaOptions, say: Say): Promise<MediaResult> {
  const before = load();
  const stage = await openStage(say);
  try {
    const rows: RowResult[] = [];
    for (const row of chosenRows(options)) rows.push(await measureRow(stage, row, options, say));
    return {
      bench: "media",
      at: new Date().toISOString(),
      machine: describeMachine(stage.browser.version()),
      load: { before, after: load() },
      rows,
    };
  } finally {
    await stage.close();
  }
}

async function measureRow(stage: Stage, row: Row, options: MediaOptions, say: Say): Promise<RowResult> {
  const count = row.minutes === undefined ? options.rounds : 1;
  const seconds = row.minutes === undefined ? options.seconds : (options.minutes ?? row.minutes) * 60;
  const rounds: Rounds = {};
  const failures: string[] = [];
  const sender = await stage.send(row.scene);
  try {
    for (let round = 0; round < count; round++) {
      // Each is the first as often as the other.
      const entrants = round % 2 === 0 ? ENTRANTS : ENTRANTS.toReversed();
      for (const entrant of entrants) {
        if (row.minutes !== undefined) say(`${row.id}, ${entrant}: for ${seconds / 60} minutes`);
        const label = `${row.id}, round ${round + 1} of ${count}, ${entrant}`;
        // One that fails does not take the others with it: a run is long.
        const values = await measure(stage, sender, row, entrant, seconds).catch((error: Error): Values => {
          failures.push(`${label}: ${error.message.split("\n")[0]}`);
          return {};
        });
        rounds[entrant] = [...(rounds[entrant] ?? []), values];
        say(`${label}: ${Object.keys(values).length > 0 ? told(values) : failures.at(-1)}`);
      }
    }
  } finally {
    await sender.close();
  }
  return summarise(row, rounds, seconds, failures);
}

/** What is told while it runs: the rest is in the table. */
const TOLD = [
  "capture to picture p50",
  "presentation jitter p95",
  "gaps in the sound",
  "page and Workers, at the end",
];

const told = (values: Values) =>
  TOLD.flatMap((name) => (values[name] === undefined ? [] : [`${name} ${values[name].toFixed(1)}`])).join(
    ", ",
  );
