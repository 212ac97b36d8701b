import { describe, expect, it } from "vitest";
import { type Button, toButtons, toMask } from "../../../emulator/index.ts";
import { beginMode, joinCounted, type Mode } from "./index.ts";
import { crowd, hand, play, rest } from "./testing.ts";

/** Two seconds. */
const WINDOW = 120;

const begin = () => beginMode({ type: "democracy", window: 2 });
const tap = (id: string, ...buttons: Button[]) => hand(id, toMask(buttons), toMask(buttons));

/** Everybody of a list votes in the same frame, and lets go. */
function vote(mode: Mode, frame: number, votes: readonly (readonly [string, Button])[]): Mode {
  return mode
    .step(
      frame,
      votes.map(([id, button]) => tap(id, button)),
    )
    .step(
      frame + 1,
      votes.map(([id]) => hand(id, 0)),
    );
}

const still = (...ids: string[]) => ids.map((id) => hand(id, 0));

describe("a window", () => {
  it("opens with the first vote, and when it closes the button with the most votes is pressed", () => {
    let mode = rest(begin(), still("p", "q", "r"), 0, 100);
    expect(mode.status()).toEqual({ type: "democracy", window: 2, tally: {} });
    mode = vote(mode, 100, [
      ["p", "a"],
      ["q", "b"],
      ["r", "b"],
    ]);
    expect(mode.status()).toMatchObject({ tally: { a: 1, b: 2 }, closes: 100 + WINDOW });
    const hands = still("p", "q", "r");
    mode = rest(mode, hands, 102, WINDOW - 2);
    expect(joinCounted(mode, hands)).toBe(0);
    mode = mode.step(100 + WINDOW, hands);
    expect(toButtons(joinCounted(mode, hands))).toEqual(["b"]);
    expect(mode.status()).toEqual({
      type: "democracy",
      window: 2,
      tally: {},
      won: { button: "b", votes: 2, of: 3 },
    });
  });

  it("presses what has won for a quarter of a second", () => {
    const hands = still("p");
    let mode = rest(vote(begin(), 0, [["p", "a"]]), hands, 2, WINDOW - 2);
    const frames: number[] = [];
    for (let frame = WINDOW; frame < WINDOW + 60; frame++) {
      mode = mode.step(frame, hands);
      frames.push(joinCounted(mode, hands));
    }
    expect(frames).toEqual([...Array(15).fill(toMask(["a"])), ...Array(45).fill(0)]);
  });

  it("counts of each player the button that was pressed last, once", () => {
    let mode = begin();
    for (const [frame, button] of (["a", "a", "left", "a", "left"] as const).entries())
      mode = vote(mode, 2 * frame, [["p", button]]);
    mode = vote(mode, 20, [["q", "a"]]);
    expect(mode.status()).toMatchObject({ tally: { left: 1, a: 1 } });
    expect([mode.vote("p"), mode.vote("q"), mode.vote("r")]).toEqual(["left", "a", undefined]);
  });

  it("counts what is held since before, and the window after it counts it again", () => {
    const hands = [hand("p", toMask(["right"]))];
    let mode = begin().step(0, hands);
    expect(mode.status()).toMatchObject({ tally: { right: 1 }, closes: WINDOW });
    mode = rest(mode, hands, 1, WINDOW);
    expect(mode.status()).toMatchObject({
      tally: { right: 1 },
      closes: 2 * WINDOW,
      won: { button: "right" },
    });
    // Each time it wins it is pressed anew.
    const presses: boolean[] = [];
    for (let frame = WINDOW + 1; frame < 5 * WINDOW; frame++) {
      mode = mode.step(frame, hands);
      const isDown = joinCounted(mode, hands) !== 0;
      if (presses.at(-1) !== isDown) presses.push(isDown);
    }
    expect(presses.filter((isDown) => isDown)).toHaveLength(4);
  });

  it("of several with as many votes, presses the one that had them first", () => {
    for (const [first, second] of [
      ["b", "up"],
      ["up", "b"],
    ] as const) {
      const ids = ["p", "q", "r", "s"];
      let mode = vote(begin(), 0, [["p", second]]);
      mode = vote(mode, 10, [["q", first]]);
      mode = vote(mode, 20, [["r", first]]);
      mode = vote(mode, 30, [["s", second]]);
      mode = rest(mode, still(...ids), 32, WINDOW);
      expect(mode.status()).toMatchObject({ won: { button: first, votes: 2, of: 4 } });
    }
  });

  it("does not count who has left, and is shut where nobody is left to be counted", () => {
    let mode = vote(begin(), 0, [
      ["p", "a"],
      ["q", "b"],
    ]);
    mode = mode.leave("p", 2);
    expect(mode.status()).toMatchObject({ tally: { b: 1 }, closes: WINDOW });
    mode = mode.leave("q", 3).leave("nobody", 3);
    expect(mode.status()).toEqual({ type: "democracy", window: 2, tally: {} });
    mode = rest(mode, [], 4, 2 * WINDOW);
    expect(mode.status()).toEqual({ type: "democracy", window: 2, tally: {} });
  });
});

it("whose vote has won is who counted, and who has voted otherwise is not", () => {
  const hands = still("p", "q", "r");
  let mode = vote(begin(), 0, [
    ["p", "a"],
    ["q", "a"],
    ["r", "b"],
  ]);
  mode = rest(mode, hands, 2, WINDOW - 1);
  expect(hands.map((one) => toButtons(mode.counted(one)))).toEqual([["a"], ["a"], []]);
});

it("what wins is, of a crowd's votes, one of those with the most", () => {
  let decided = 0;
  const wrong: string[] = [];
  for (let seed = 1; seed <= 40; seed++) {
    let mode = beginMode({ type: "democracy", window: 0.5 });
    for (const [frame, happens] of crowd(seed, 2_000).entries()) {
      // Votes as they were when the window closed.
      const counted = happens.left.reduce((now, id) => now.leave(id, frame), mode).status();
      mode = play(mode, frame, happens);
      const now = mode.status();
      if (now.type !== "democracy" || counted.type !== "democracy") throw new Error();
      if (counted.closes !== frame || !now.won) continue;
      decided++;
      const most = Math.max(...Object.values(counted.tally));
      const { button, votes } = now.won;
      const pressed = toButtons(joinCounted(mode, happens.hands)).join();
      if (counted.tally[button] !== most || votes !== most || pressed !== button)
        wrong.push(`seed ${seed}, frame ${frame}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(decided).toBeGreaterThan(500);
});
