import { expect, test } from "vitest";
import { FigureHistory } from "./history.ts";
import { StatsReportSchema } from "./report.ts";

function makeHistory(capacity: number) {
  let nowMs = 500;
  const history = new FigureHistory({
    kind: "play",
    game: "<pond>",
    figures: ["a", "b"] as const,
    capacity,
    now: () => nowMs,
  });
  const push = (a: number, b = Number.NaN) => {
    nowMs += 250;
    history.push({ a, b });
  };
  return { history, push };
}

test("keeps the newest samples, oldest first, and the columns together", () => {
  const { history, push } = makeHistory(4);
  expect(history.length).toBe(0);
  expect(history.newest("a")).toBeNaN();
  for (let value = 1; value <= 10; value++) push(value, value * 10);
  expect(history.length).toBe(4);
  expect([...history.column("a")]).toEqual([7, 8, 9, 10]);
  expect([...history.column("b")]).toEqual([70, 80, 90, 100]);
  expect([...history.seconds()]).toEqual([1.75, 2, 2.25, 2.5]);
  expect(history.newest("b")).toBe(100);
});

test("the newest value is the newest that was measured", () => {
  const { history, push } = makeHistory(3);
  push(1, 7);
  push(2);
  push(3);
  expect([history.newest("a"), history.newest("b")]).toEqual([3, 7]);
  push(4);
  expect(history.newest("b")).toBeNaN();
});

test("what it hands out is the receiver's own", () => {
  const { history, push } = makeHistory(4);
  push(1);
  history.column("a")[0] = 9;
  expect(history.newest("a")).toBe(1);
});

test("its report is in the form that is documented, with null for what was not measured", () => {
  const { history, push } = makeHistory(4);
  push(1 / 3);
  push(2, 5);
  const report = StatsReportSchema.parse(JSON.parse(history.report()));
  expect(report).toMatchObject({ version: 1, kind: "play", game: "<pond>", seconds: [0.25, 0.5] });
  expect(report.figures).toEqual({ a: [0.33, 2], b: [null, 5] });
  expect(new Date(report.copied).getTime()).toBeGreaterThan(0);
});

test("columns of another length than the samples are no report", () => {
  const { history, push } = makeHistory(4);
  push(1);
  const report = JSON.parse(history.report()) as { figures: Record<string, number[]> };
  report.figures.a = [];
  expect(StatsReportSchema.safeParse(report).success).toBe(false);
});
