/** What came of a run. Pure. */
import type { Machine } from "../machine.ts";
import { type Spread, spread } from "../statistics.ts";
import type { Weight } from "./budgets.ts";
import { type EntrantName, FIGURES, type Figure, type Row, type Values } from "./rows.ts";

/** A row's values, round by round, by whom they are. */
export type Rounds = Partial<Record<EntrantName, Values[]>>;

export interface FigureResult extends Figure {
  /** Over the rounds. */
  entrants: Partial<Record<EntrantName, Spread>>;
  /**
   * How many times as good as npm's ours is (for times and costs: npm's divided by ours): the median of each
   * round's, in which both were measured one after the other.
   */
  ratios: { bulk?: Spread; calls?: Spread };
  /** By a native client: what the far end can do. */
  native?: number;
}

export interface RowResult {
  id: string;
  figures: FigureResult[];
}

export interface NetResult {
  bench: "net";
  at: string;
  machine: Machine;
  /** The load average before, and after. */
  load: { before: number; after: number };
  /** Which build of ours, by its folder in `generated/`. */
  build: string;
  rounds: number;
  seconds: number;
  /** The protocol versions that were agreed upon. */
  versions: { ours: string; npm: string };
  rows: RowResult[];
  sizes: Weight[];
}

/** @param native what a native client does in this row */
export function summarise(row: Row, rounds: Rounds, native: Values = {}): RowResult {
  const figures: FigureResult[] = [];
  for (const figure of FIGURES) {
    const values = (entrant: EntrantName) =>
      (rounds[entrant] ?? []).map((round) => round[figure.name]).filter((value) => value !== undefined);
    const entrants: FigureResult["entrants"] = {};
    for (const entrant of row.entrants) {
      const all = values(entrant);
      if (all.length > 0) entrants[entrant] = spread(all);
    }
    if (Object.keys(entrants).length === 0) continue;
    const ratios: FigureResult["ratios"] = {};
    for (const entrant of ["bulk", "calls"] as const) {
      const all = ratiosOf(values(entrant), values("npm"), figure.better);
      if (all.length > 0) ratios[entrant] = spread(all);
    }
    const far = native[figure.name];
    figures.push({ ...figure, entrants, ratios, ...(far === undefined ? {} : { native: far }) });
  }
  return { id: row.id, figures };
}

function ratiosOf(ours: number[], npm: number[], better: Figure["better"]): number[] {
  if (!better) return [];
  return ours.flatMap((value, round) => {
    const other = npm[round];
    if (other === undefined || other <= 0 || value <= 0) return [];
    return [better === "more" ? value / other : other / value];
  });
}
