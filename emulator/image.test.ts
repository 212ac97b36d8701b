import { expect, test } from "vitest";

import {
  applyDifference,
  BLOCK_SIZE,
  changingRanges,
  difference,
  differenceBound,
  gather,
  isDifference,
  PAGE_SIZE,
  scatter,
  sizeOf,
} from "./image.ts";
import { generator } from "./testing/rom.ts";

const bound = (memory: Uint8Array) => new Uint32Array(differenceBound(memory.length));

test("what changes is what is not constant, by whole blocks", () => {
  const constant = [
    { start: 5000, end: 9000 },
    { start: 0, end: 1000 },
    { start: 20_000, end: 20_100 },
  ];
  expect(changingRanges(constant, PAGE_SIZE)).toEqual([
    { start: 768, end: 5120 },
    { start: 8960, end: PAGE_SIZE },
  ]);
  expect(changingRanges([], PAGE_SIZE)).toEqual([{ start: 0, end: PAGE_SIZE }]);
});

test("a difference applied to the base gives the memory, grown or not", () => {
  const random = generator(3);
  for (const grown of [0, PAGE_SIZE]) {
    const base = Uint8Array.from({ length: 2 * PAGE_SIZE }, random);
    const memory = new Uint8Array(base.length + grown);
    memory.set(base);
    for (let change = 0; change < 50; change += 1) {
      memory[random() % memory.length] = random();
    }
    const words = difference(memory, base, [{ start: 0, end: memory.length }], bound(memory));
    expect(isDifference(words, memory.length, [{ start: 0, end: memory.length }])).toBe(true);
    const again = new Uint8Array(memory.length);
    again.set(base);
    applyDifference(words, again);
    expect(Buffer.compare(again, memory)).toBe(0);
  }
});

test("nothing changed is a bitmap of zeros", () => {
  const base = new Uint8Array(PAGE_SIZE).fill(7);
  const words = difference(base, base, [{ start: 0, end: PAGE_SIZE }], bound(base).fill(1));
  expect(words).toEqual(new Uint32Array(8));
});

test("a difference outside the ranges, or with more or less blocks than it says, is none", () => {
  const base = new Uint8Array(PAGE_SIZE);
  const memory = base.with(10 * BLOCK_SIZE, 1);
  const all = [{ start: 0, end: PAGE_SIZE }];
  const words = difference(memory, base, all, bound(memory));
  expect(isDifference(words, PAGE_SIZE, all)).toBe(true);
  expect(isDifference(words, PAGE_SIZE, [{ start: 0, end: 10 * BLOCK_SIZE }])).toBe(false);
  expect(isDifference(words.subarray(1), PAGE_SIZE, all)).toBe(false);
  expect(isDifference(new Uint32Array(words.length + 1), PAGE_SIZE, all)).toBe(false);
});

test("what is gathered is scattered to the same places", () => {
  const random = generator(9);
  const memory = Uint8Array.from({ length: PAGE_SIZE }, random);
  const ranges = changingRanges([{ start: 3000, end: 40_000 }], PAGE_SIZE);
  const parts = new Uint8Array(sizeOf(ranges));
  gather(memory, ranges, parts);
  const other = new Uint8Array(PAGE_SIZE);
  scatter(parts, ranges, other);
  for (const { start, end } of ranges) {
    expect(Buffer.compare(other.subarray(start, end), memory.subarray(start, end))).toBe(0);
  }
  expect(other.subarray(3072, 39_936).every((byte) => byte === 0)).toBe(true);
});
