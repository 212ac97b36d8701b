/** The matrix as a document. */
import { BEHAVIOURS, type BehaviourName, CROSSED } from "./behaviours/index.ts";
import { isCrossed, PLACES, type Place, titleOf, versionsOf } from "./cells.ts";
import { type Culprit, judge, type Known, knownOf } from "./judge.ts";
import type { LibraryName } from "./library.ts";
import type { Outcome } from "./run.ts";

/** What came of a place's cells. */
export interface Result {
  place: Place;
  outcomes: Outcome[];
}

const MARK: Record<Culprit, string> = {
  ours: "o",
  "npm's": "n",
  "moq-net's": "m",
  "the protocol's": "p",
};

const HEADINGS: Record<Culprit, string> = {
  ours: "Ours",
  "moq-net's": "moq-net's, of the relay or within ours",
  "npm's": "npm's",
  "the protocol's": "The protocol's",
};

const LEGEND =
  "✓ works; a letter: known not to, for a limitation of **o**urs, **n**pm's, **m**oq-net's or the **p**rotocol " +
  "(with ? only sometimes; ✓ before it: this time it did work); ✗ unexpected.";

function markOf(known: readonly Known[], place: Place, outcome: Outcome): string {
  const entries = knownOf(known, place, outcome.cell, outcome.behaviour);
  if (judge(outcome, entries) !== undefined) return "✗";
  const { seen } = outcome;
  const entry = entries.find(({ signature }) => seen === undefined || signature.test(seen));
  if (!entry) return "✓";
  return `${seen === undefined ? "✓" : ""}${MARK[entry.whose]}${entry.sometimes ? "?" : ""}`;
}

function table(
  known: readonly Known[],
  { place, outcomes }: Result,
  names: readonly BehaviourName[],
): string {
  const rows = new Map<string, Map<string, string>>();
  for (const outcome of outcomes) {
    const { publisher, consumer } = outcome.cell;
    const ends = isCrossed(outcome.cell)
      ? `${titleOf(publisher)} → ${titleOf(consumer)}`
      : `${publisher.library} → ${consumer.library}, ${publisher.version}`;
    const row = rows.get(ends) ?? new Map<string, string>();
    rows.set(ends, row.set(outcome.behaviour, markOf(known, place, outcome)));
  }
  const lines = [...rows].map(
    ([ends, row]) => `| ${ends} | ${names.map((name) => row.get(name) ?? "").join(" | ")} |`,
  );
  const head = [`| | ${names.join(" | ")} |`, `|---|${names.map(() => ":-:|").join("")}`];
  return [...head, ...lines].join("\n");
}

/** The tables: for each place, a row for each cell and a column for each behaviour. */
export function tables(results: readonly Result[], known: readonly Known[]): string {
  const all = Object.keys(BEHAVIOURS) as BehaviourName[];
  const parts = results.flatMap(({ place, outcomes }) => {
    const crossed = outcomes.filter(({ cell }) => isCrossed(cell));
    const straight = outcomes.filter(({ cell }) => !isCrossed(cell));
    const both = [`### ${place.title}`, table(known, { place, outcomes: straight }, all)];
    if (crossed.length > 0) {
      both.push(
        `### ${place.title}, different versions`,
        table(known, { place, outcomes: crossed }, CROSSED),
      );
    }
    return both;
  });
  return [LEGEND, ...parts].join("\n\n");
}

/** Numbers as text, with a dash where several follow one another: "01–04, 06". */
function ranges(numbers: readonly number[]): string {
  const parts: number[][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last.at(-1) === number - 1) last.push(number);
    else parts.push([number]);
  }
  const text = (number: number | undefined) => String(number).padStart(2, "0");
  return parts
    .map((part) => (part.length > 1 ? `${text(part[0])}–${text(part.at(-1))}` : text(part[0])))
    .join(", ");
}

/** The ends that a pattern is for: "ours, npm's with moq-lite-02–04, npm's with moq-transport". */
function endsOf(pattern: RegExp): string {
  const parts: string[] = [];
  for (const library of ["ours", "npm"] as const satisfies LibraryName[]) {
    const names = versionsOf(library).map(({ name }) => name);
    if (names.every((version) => pattern.test(titleOf({ library, version })))) {
      parts.push(library === "npm" ? "npm's" : library);
      continue;
    }
    for (const family of ["moq-lite", "moq-transport"]) {
      const of = names.filter((name) => name.startsWith(family));
      const fitting = of.filter((version) => pattern.test(titleOf({ library, version })));
      if (fitting.length === 0) continue;
      const numbers = fitting.map((name) => Number(name.slice(family.length + 1)));
      const versions = fitting.length === of.length ? family : `${family}-${ranges(numbers)}`;
      parts.push(`${library === "npm" ? "npm's" : library} with ${versions}`);
    }
  }
  return parts.join(", ");
}

function placesOf(pattern: RegExp): string {
  return PLACES.filter(({ title }) => pattern.test(title))
    .map(({ title }) => title)
    .join(", ");
}

function item({ behaviours, why, publisher, consumer, either, place, signature, sometimes }: Known): string {
  const where = [
    publisher && `publisher: ${endsOf(publisher)}`,
    consumer && `consumer: ${endsOf(consumer)}`,
    either && `either end: ${endsOf(either)}`,
    place && `over: ${placesOf(place)}`,
  ].filter((part) => part !== undefined);
  const often = sometimes ? "Sometimes, seen" : "Seen";
  return `- **${behaviours.join(", ")}** (${where.join("; ")}). ${why} ${often} as \`${signature.source}\`.`;
}

/** What is known, as lists by whose limitation it is. */
export function explain(known: readonly Known[]): string {
  return (Object.keys(HEADINGS) as Culprit[])
    .map((culprit) => {
      const items = known.filter(({ whose }) => whose === culprit).map(item);
      return `### ${HEADINGS[culprit]}\n\n${items.length > 0 ? items.join("\n") : "None."}`;
    })
    .join("\n\n");
}
