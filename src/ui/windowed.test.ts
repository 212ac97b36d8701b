import { expect, test } from "vitest";
import { rowsNear, sliceOf, WHOLE_MAX } from "./windowed.ts";

const GRID = { columns: 3, pitch: 100 };
const near = (top: number) => rowsNear({ pitch: GRID.pitch, top, screenHeight: 800 });

test("the rows on the screen are there, and some above and below", () => {
  expect(near(300)).toEqual({ from: 0, to: 12 });
  expect(near(-10_000)).toEqual({ from: 94, to: 114 });
  // Out of sight below: none has to be there.
  expect(near(5_000)).toEqual({ from: 0, to: 0 });
});

test("a short list is whole, and so is the beginning of a long one that has not been laid out", () => {
  expect(sliceOf(WHOLE_MAX, GRID, near(-10_000))).toEqual({ start: 0, end: WHOLE_MAX, before: 0, after: 0 });
  expect(sliceOf(1_000, { columns: 1, pitch: 0 }, { from: 0, to: 0 })).toEqual({
    start: 0,
    end: WHOLE_MAX,
    before: 0,
    after: 0,
  });
});

test("wherever it is scrolled to, the list is as long as if all of it were there, and what is seen is there", () => {
  for (const total of [61, 100, 999, 1_000, 1_001, 2_000]) {
    const rows = Math.ceil(total / GRID.columns);
    for (let top = 900; top > -rows * GRID.pitch - 900; top -= 37) {
      const { start, end, before, after } = sliceOf(total, GRID, near(top));
      const there = Math.ceil((end - start) / GRID.columns);
      expect(before + there * GRID.pitch + after).toBe(rows * GRID.pitch);
      expect(start % GRID.columns).toBe(0);
      const firstSeen = Math.max(0, Math.floor(-top / GRID.pitch));
      const lastSeen = Math.min(rows - 1, Math.floor((800 - top) / GRID.pitch));
      if (firstSeen > lastSeen) continue;
      expect(start).toBeLessThanOrEqual(firstSeen * GRID.columns);
      expect(end).toBeGreaterThanOrEqual(Math.min(total, (lastSeen + 1) * GRID.columns));
    }
  }
});

test("of a list that has become shorter the last ones are there", () => {
  const { start, end, after } = sliceOf(100, GRID, near(-10_000));
  expect([end, after]).toEqual([100, 0]);
  expect(start).toBeLessThan(60);
});
