import { expect, test } from "vitest";
import { type Rounds, summarise } from "./result.ts";
import { ROWS } from "./rows.ts";

const [row] = ROWS;
if (!row) throw new Error("there are no rows");

test("ours is behind where it has more of what is better less, and less of what is better more", () => {
  const rounds = {
    ours: [
      { "capture to picture p50": 50, shown: 90, captured: 60 },
      { "capture to picture p50": 70, shown: 92, captured: 60 },
    ],
    npm: [
      { "capture to picture p50": 60, shown: 99, captured: 60 },
      { "capture to picture p50": 75, shown: 99, captured: 59 },
    ],
  };
  const { figures, rounds: count, seconds } = summarise(row, rounds, 10);
  expect([count, seconds]).toEqual([2, 10]);
  const named = (name: string) => figures.find((figure) => figure.name === name);
  expect(named("capture to picture p50")?.behind).toEqual({ count: 2, min: -10, median: -10, max: -5 });
  expect(named("shown")?.behind?.median).toBe(7);
  expect(named("captured")?.behind).toBeUndefined();
  expect(named("captured")?.entrants.npm).toEqual({ count: 2, min: 59, median: 59, max: 60 });
  expect(figures.map(({ name }) => name)).toEqual(["captured", "shown", "capture to picture p50"]);
});

test("rounds are compared with themselves, and one that failed with none", () => {
  const rounds: Rounds = {
    ours: [{}, { shown: 90 }, { shown: 80 }],
    npm: [{ shown: 10 }, { shown: 95 }, {}],
  };
  const { figures, failures } = summarise(row, rounds, 10, ["ours: it was not there."]);
  expect(figures[0]?.behind).toEqual({ count: 1, min: 5, median: 5, max: 5 });
  expect(failures).toEqual(["ours: it was not there."]);
});
