import { describe, expect, it } from "vitest";
import { type GroupState, nextStep } from "./order.ts";

const ms = (value: number) => value * 1000;

/** A group with frames from one time to another that wait to be taken, in milliseconds. */
const whole = (from: number, to: number, ended = true): GroupState => ({
  headUs: ms(from),
  newestUs: ms(to),
  isWhole: true,
  ended,
});
const begun = (from: number, to: number, ended = false): GroupState => ({
  ...whole(from, to, ended),
  isWhole: false,
});
/** One that has been taken as far as it was read. */
const dry = (newest: number | undefined, ended = false): GroupState => ({
  headUs: undefined,
  newestUs: newest === undefined ? undefined : ms(newest),
  isWhole: false,
  ended,
});

describe("the next step through a track's groups", () => {
  it.each<[string, GroupState[], number, number | undefined, ReturnType<typeof nextStep>]>([
    ["waits for the first group", [], 0, undefined, { type: "wait" }],
    ["takes what there is", [whole(0, 500)], 0, undefined, { type: "take" }],
    ["takes the older group's frames first", [begun(950, 990), whole(1000, 1040)], 0, 940, { type: "take" }],
    ["goes on where a group has ended", [dry(990, true), whole(1000, 1010)], 0, 990, { type: "skip", to: 1 }],
    ["waits behind the last group", [dry(990, true)], 0, 990, { type: "wait" }],
    ["waits for a live group", [dry(990)], 5_000, 990, { type: "wait" }],
    ["gives a slow group the budget", [dry(990), whole(1000, 1010)], 40, 990, { type: "wait", ms: 60 }],
    ["leaves a group that stalls", [dry(990), whole(1000, 1010)], 100, 990, { type: "skip", to: 1 }],
    [
      "leaves a stalled group for one that has nothing yet",
      [dry(990), dry(undefined)],
      100,
      990,
      { type: "skip", to: 1 },
    ],
    [
      "leaves a gap that is longer than the budget at once",
      [dry(990), whole(1000, 1200)],
      0,
      990,
      { type: "skip", to: 1 },
    ],
  ])("%s", (_, groups, stalledMs, lastMs, expected) => {
    expect(nextStep(groups, 100, stalledMs, lastMs === undefined ? undefined : ms(lastMs))).toEqual(expected);
  });

  it("leaves a minute's backlog for the newest group that a decoder can begin with", () => {
    const backlog = Array.from({ length: 60 }, (_, second) => whole(second * 1000, second * 1000 + 980));
    expect(nextStep(backlog, 500, 0, undefined)).toEqual({ type: "skip", to: 59 });
    expect(nextStep([...backlog, dry(undefined)], 500, 0, undefined)).toEqual({ type: "skip", to: 59 });
  });

  it("works off a long group, since there is none newer to begin with", () => {
    expect(nextStep([begun(0, 60_000)], 100, 0, 0)).toEqual({ type: "take" });
    expect(nextStep([begun(0, 60_000), dry(undefined)], 100, 0, 0)).toEqual({ type: "take" });
  });

  it("goes on over timestamps that jump an hour, and over ones that go back", () => {
    const hour = 3_600_000;
    expect(nextStep([begun(900, 990), whole(hour, hour + 10)], 100, 0, ms(880))).toEqual({
      type: "skip",
      to: 1,
    });
    expect(nextStep([begun(hour, hour + 90), whole(0, 10)], 100, 0, ms(hour))).toEqual({ type: "take" });
    expect(nextStep([dry(hour + 90, true), whole(0, 10)], 100, 0, ms(hour + 90))).toEqual({
      type: "skip",
      to: 1,
    });
  });
});
