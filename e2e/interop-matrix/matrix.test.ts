/**
 * Ours and npm's `@moq/net` through the real relay: each publishing to each, in a page over WebTransport and over
 * WebSocket and under Node, in every version that they and the relay speak. What cannot work is in `known.ts`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { root } from "../../scripts/lib/index.mjs";
import { useStage } from "../stage.ts";
import { behavioursOf } from "./behaviours/index.ts";
import { type Cell, cellsOf, isCrossed, PLACES, type Place, titleOf } from "./cells.ts";
import { compose, knownPart, readDocument, writeDocument } from "./document.ts";
import { judge, knownOf } from "./judge.ts";
import { KNOWN } from "./known.ts";
import type { LibraryName } from "./library.ts";
import type { Result } from "./report.ts";
import { run, type Task } from "./run.ts";

const stage = useStage();

/** Cells at a time. */
const AT_ONCE = 4;

/**
 * The cells to look at in a place. The relay translates between versions whatever they come over: once is enough, and
 * none of our business where both ends are npm's.
 */
function cellsIn({ realm }: Place, from: LibraryName, to: LibraryName): Cell[] {
  const translated = realm === "node" && (from === "ours" || to === "ours");
  return cellsOf(from, to).filter((cell) => translated || !isCrossed(cell));
}

const results: Result[] = PLACES.map((place) => ({ place, outcomes: [] }));

const pairs = (["ours", "npm"] as const).flatMap((from) =>
  (["ours", "npm"] as const).map((to) => ({ from, to })),
);
const rows = results.flatMap((result) =>
  pairs.map((pair) => ({ ...pair, result, title: result.place.title })),
);

test.for(rows)("$from → $to over $title", { timeout: 180_000 }, async ({ from, to, result }) => {
  const { place } = result;
  const tasks = cellsIn(place, from, to).map((cell): Task => {
    const behaviours = behavioursOf(cell).map((name) => {
      const signatures = knownOf(KNOWN, place, cell, name).map(({ signature }) => signature);
      return { name, signatures };
    });
    return { cell, behaviours };
  });
  const prefix = `interop-${process.pid}/${place.realm}-${place.transport}/${from}-${to}`;
  const args = (tasks: Task[], part = 0) =>
    [inject("relay"), place.transport, tasks, { prefix: `${prefix}/${part}`, atOnce: AT_ONCE }] as const;
  const inPage = async (tasks: Task[], part: number) =>
    (await stage.harness()).evaluate((args) => window.harness.interop(...args), args(tasks, part));
  // Two pages: one keeps no more than one core busy.
  const halves = [0, 1].map((rest) => tasks.filter((_, i) => i % 2 === rest));
  const outcomes =
    place.realm === "node" ? await run(...args(tasks)) : (await Promise.all(halves.map(inPage))).flat();
  result.outcomes.push(...outcomes);
  const problems = outcomes.flatMap((outcome) => {
    const { cell, behaviour } = outcome;
    const problem = judge(outcome, knownOf(KNOWN, place, cell, behaviour));
    return problem
      ? [`${titleOf(cell.publisher)} → ${titleOf(cell.consumer)}, ${behaviour}: ${problem}`]
      : [];
  });
  expect(problems).toEqual([]);
});

test("what is known is of some cell", () => {
  const unused = KNOWN.filter((entry) => {
    const cells = pairs.flatMap(({ from, to }) => cellsOf(from, to));
    return !PLACES.some((place) =>
      cells.some((cell) => behavioursOf(cell).some((name) => knownOf([entry], place, cell, name).length > 0)),
    );
  });
  expect(unused).toEqual([]);
});

test.runIf(process.env.INTEROP_DOCUMENT)("docs/interop.md is written anew", () => {
  expect(results.every(({ outcomes }) => outcomes.length > 0)).toBe(true);
  writeDocument(compose(results, KNOWN));
});

test("docs/interop.md says what is known", () => {
  expect(
    readDocument(),
    "write it anew: INTEROP_DOCUMENT=1 npx vitest run --config e2e/vitest.config.ts e2e/interop-matrix",
  ).toContain(knownPart(KNOWN));
});

afterAll(() => {
  const folder = join(root, "test-results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "interop.md"), compose(results, KNOWN));
  writeFileSync(join(folder, "interop.json"), JSON.stringify(results));
});
