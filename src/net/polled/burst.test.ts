import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Teller, tellNow, tellSoon } from "./burst.ts";

/** Longer than a burst is apart, in milliseconds. */
const APART_MS = 10;

let told: string[] = [];

function teller(name: string): Teller {
  return { tell: () => void told.push(name) };
}

/** Until what waits now has had its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

// A clock that stands still, however busy the machine is.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});

afterAll(() => {
  vi.useRealTimers();
});

beforeEach(() => {
  vi.advanceTimersByTime(APART_MS);
  told = [];
});

test("what comes alone is told at once", () => {
  tellSoon(teller("a"));
  expect(told).toEqual(["a"]);
  vi.advanceTimersByTime(APART_MS);
  tellSoon(teller("b"));
  expect(told).toEqual(["a", "b"]);
});

test("what comes right behind is told together, in its order, behind the tasks that wait already", async () => {
  tellSoon(teller("first"));
  setImmediate(() => {
    tellSoon(teller("c"));
    told.push("(nothing yet)");
  });
  tellSoon(teller("a"));
  tellSoon(teller("b"));
  expect(told).toEqual(["first"]);
  await turn();
  // The immediate was there before: what it brought came along.
  expect(told).toEqual(["first", "(nothing yet)", "a", "b", "c"]);
});

test("before an end all that waits is told", async () => {
  tellSoon(teller("first"));
  tellSoon(teller("a"));
  tellNow();
  expect(told).toEqual(["first", "a"]);
  await turn();
  expect(told).toEqual(["first", "a"]);
});

test("what is told of while others tell waits for the next turn", async () => {
  tellSoon(teller("first"));
  tellSoon({
    tell() {
      told.push("a");
      tellSoon(teller("late"));
    },
  });
  tellNow();
  expect(told).toEqual(["first", "a"]);
  await turn();
  expect(told).toEqual(["first", "a", "late"]);
});
