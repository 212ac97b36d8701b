/** The figures for people. */
import { columns, number } from "../columns.ts";
import type { Spread } from "../statistics.ts";
import type { FigureResult, MediaResult } from "./result.ts";
import { ENTRANTS } from "./rows.ts";

const HEAD = ["", "", ...ENTRANTS, "ours behind"];

function cell(it: Spread | undefined): string {
  if (!it) return "";
  return it.count === 1 ? number(it.median) : `${number(it.median)} (${number(it.min)}–${number(it.max)})`;
}

function line(id: string, { name, unit, entrants, behind }: FigureResult): string[] {
  const label = unit === "" ? name : `${name}, ${unit}`;
  return [id, label, ...ENTRANTS.map((entrant) => cell(entrants[entrant])), cell(behind)];
}

export function mediaTable({ rows, machine, load }: MediaResult): string {
  const lines = rows.flatMap(({ id, figures }) =>
    figures.map((figure, at) => line(at === 0 ? id : "", figure)),
  );
  const lengths = rows.map(({ id, rounds, seconds }) => `${id} ${rounds} × ${seconds} s`).join(", ");
  const foot = [
    ...rows.flatMap(({ failures }) => failures.map((failure) => `Not measured: ${failure}`)),
    `Medians of the rounds (least–most): ${lengths}. Behind: what ours has more of (or less, where more is better),`,
    "the median of the rounds' own differences; below zero ours is better. What each figure means: docs/media.md.",
    `Machine: ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.system}; Node ${machine.node}, Chromium ${machine.chromium}, commit ${machine.commit}.`,
    `Load average: ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after; the bench itself makes about as much as there are cores.`,
  ];
  return [columns([HEAD, ...lines]), foot.join("\n")].join("\n\n");
}
