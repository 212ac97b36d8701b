/** What came of a run. Pure. */
import type { Machine } from "../machine.ts";
import { type Spread, spread } from "../statistics.ts";
import { ENTRANTS, type EntrantName, FIGURES, type Figure, type Row, type Values } from "./rows.ts";

/** A row's values, round by round, by whom they are; none where it could not be measured. */
export type Rounds = Partial<Record<EntrantName, Values[]>>;

export interface FigureResult extends Figure {
  /** Over the rounds. */
  entrants: Partial<Record<EntrantName, Spread>>;
  /**
   * Of figures where less is better: by how much ours is more than npm's; of others, less. The median of the rounds'
   * own, in each of which both were measured one after the other. Below zero ours is better.
   */
  behind?: Spread;
}

export interface RowResult {
  id: string;
  rounds: number;
  /** How long each was measured in each round. */
  seconds: number;
  figures: FigureResult[];
  /** What could not be measured, a sentence each: that round has no figures for it. */
  failures: string[];
}

export interface MediaResult {
  bench: "media";
  at: string;
  machine: Machine;
  /** The load average before, and after. */
  load: { before: number; after: number };
  rows: RowResult[];
}

export function summarise({ id }: Row, rounds: Rounds, seconds: number, failures: string[] = []): RowResult {
  const figures: FigureResult[] = [];
  for (const figure of FIGURES) {
    const values = (entrant: EntrantName) =>
      (rounds[entrant] ?? []).map((round) => round[figure.name]).filter((value) => value !== undefined);
    const entrants: FigureResult["entrants"] = {};
    for (const entrant of ENTRANTS) {
      const all = values(entrant);
      if (all.length > 0) entrants[entrant] = spread(all);
    }
    if (Object.keys(entrants).length === 0) continue;
    const behind = figure.better && differences(rounds, figure.name, figure.better);
    figures.push({ ...figure, entrants, ...(behind && behind.length > 0 && { behind: spread(behind) }) });
  }
  return {
    id,
    rounds: Math.max(...ENTRANTS.map((name) => rounds[name]?.length ?? 0)),
    seconds,
    figures,
    failures,
  };
}

/** Of the rounds in which both have the figure. */
function differences({ ours = [], npm = [] }: Rounds, name: string, better: "more" | "less"): number[] {
  return ours.flatMap((values, round) => {
    const [one, other] = [values[name], npm[round]?.[name]];
    if (one === undefined || other === undefined) return [];
    return [better === "less" ? one - other : other - one];
  });
}
