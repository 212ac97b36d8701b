import { expect, test } from "vitest";
import { summarise } from "./result.ts";
import type { Row } from "./rows.ts";

const row: Row = {
  id: "a-row",
  entrants: ["bulk", "calls", "npm"],
  measure: async () => ({}),
};

test("a ratio is of one round, and over one where ours is better, whichever way that is", () => {
  const { figures } = summarise(row, {
    calls: [
      { frames: 300, p50: 1 },
      { frames: 100, p50: 2 },
      { frames: 100, p50: 3 },
    ],
    npm: [
      { frames: 100, p50: 4 },
      { frames: 50, p50: 4 },
      { frames: 100, p50: 1.5 },
    ],
  });
  expect(figures.map(({ name }) => name)).toEqual(["frames", "p50"]);
  expect(figures.map(({ ratios }) => ratios.calls?.median)).toEqual([2, 2]);
  expect(figures[0]?.entrants.npm).toEqual({ count: 3, min: 50, median: 100, max: 100 });
  expect(figures[0]?.entrants.bulk).toBeUndefined();
});

test("what is neither better nor worse has no ratio", () => {
  const { figures } = summarise(row, { calls: [{ lost: 3 }], npm: [{ lost: 0 }] });
  expect(figures.map(({ ratios }) => ratios)).toEqual([{}]);
});

test("what a native client does stands beside", () => {
  const { figures } = summarise(row, { npm: [{ frames: 1 }] }, { frames: 7 });
  expect(figures[0]?.native).toBe(7);
});
