import { expect, test } from "vitest";
import { busiest } from "./memory.ts";

test("the player's process is the one that works, beside the sender's", () => {
  const before = new Map([
    [10, 5],
    [11, 0.5],
  ]);
  const after = new Map([
    [10, 9],
    [11, 0.6],
    [12, 1.5],
  ]);
  expect(busiest(before, after)).toBe(10);
  expect(busiest(before, after, 10)).toBe(12);
  expect(busiest(new Map(), new Map())).toBeUndefined();
});
