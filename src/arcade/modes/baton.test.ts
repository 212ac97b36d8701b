import { describe, expect, it } from "vitest";
import { toButtons, toMask } from "../../../emulator/index.ts";
import { beginMode, joinCounted, type Mode } from "./index.ts";
import { crowd, hand, play, rest } from "./testing.ts";

/** Ten seconds. */
const IDLE = 600;

const begin = () => beginMode({ type: "baton", idle: 10 });
const ask = (mode: Mode, id: string, frame = 0) => mode.request(id, { type: "ask-baton" }, frame);
const pass = (mode: Mode, id: string, frame = 0) => mode.request(id, { type: "pass-baton" }, frame);

/** Who has it, and who waits. */
function told(mode: Mode): [string | undefined, readonly string[]] {
  const status = mode.status();
  if (status.type !== "baton") throw new Error("this is no baton");
  return [status.holder, status.waiting];
}

const A = toMask(["a"]);
const B = toMask(["b"]);

describe("the baton", () => {
  it("lies there at first, and who presses a button has it: with that press", () => {
    const mode = begin().step(0, [hand("p", 0), hand("q", 0)]);
    expect(told(mode)).toEqual([undefined, []]);
    const hands = [hand("p", B), hand("q", A, A), hand("r", A, A)];
    const taken = mode.step(1, hands);
    expect(told(taken)).toEqual(["q", []]);
    expect(toButtons(joinCounted(taken, hands))).toEqual(["a"]);
  });

  it("is given to who asks for it while it lies there", () => {
    expect(told(ask(begin(), "p"))).toEqual(["p", []]);
  });

  it("lets its holder alone play", () => {
    const mode = ask(begin(), "p").step(1, [hand("p", A, A), hand("q", B, B)]);
    expect(mode.counted(hand("p", A))).toBe(A);
    expect(mode.counted(hand("q", B))).toBe(0);
  });

  it("is passed to who has waited longest; each waits once", () => {
    let mode = ask(begin(), "p");
    for (const id of ["q", "r", "q", "p"]) mode = ask(mode, id);
    expect(told(mode)).toEqual(["p", ["q", "r"]]);
    mode = pass(mode, "p");
    expect(told(mode)).toEqual(["q", ["r"]]);
    mode = pass(pass(mode, "q"), "r");
    expect(told(mode)).toEqual([undefined, []]);
  });

  it("is not passed by who does not have it: who waits gives up waiting", () => {
    const mode = ask(ask(ask(begin(), "p"), "q"), "r");
    expect(told(pass(mode, "q"))).toEqual(["p", ["r"]]);
    expect(pass(mode, "stranger")).toBe(mode);
  });

  it("is given by its holder to whom it names, who waits no more; the others wait on", () => {
    const mode = ask(ask(ask(begin(), "p"), "q"), "r");
    const give = (id: string, to: string) => mode.request(id, { type: "give-baton", to }, 0);
    expect(told(give("p", "r"))).toEqual(["r", ["q"]]);
    expect(told(give("p", "s"))).toEqual(["s", ["q", "r"]]);
    expect(give("p", "p")).toBe(mode);
    expect(give("q", "q")).toBe(mode);
  });

  it("goes on from who leaves, and who leaves waits no more", () => {
    const mode = ask(ask(ask(begin(), "p"), "q"), "r");
    expect(told(mode.leave("p", 1))).toEqual(["q", ["r"]]);
    expect(told(mode.leave("q", 1))).toEqual(["p", ["r"]]);
    expect(told(mode.leave("p", 1).leave("q", 1).leave("r", 1))).toEqual([undefined, []]);
  });

  it("goes on from who is not there, though nobody has said so", () => {
    expect(told(ask(ask(begin(), "p"), "q").step(1, [hand("q", 0)]))).toEqual(["q", []]);
  });

  it("is taken back from who has held no button for the time of idleness", () => {
    const hands = [hand("p", 0), hand("q", 0)];
    const mode = ask(ask(begin(), "p"), "q");
    expect(told(rest(mode, hands, 0, IDLE))).toEqual(["p", ["q"]]);
    expect(told(rest(mode, hands, 0, IDLE + 1))).toEqual(["q", []]);
    expect(told(rest(mode, hands, 0, 2 * IDLE + 1))).toEqual([undefined, []]);
  });

  it("is not idle while a button is held, and each press begins the time anew", () => {
    let mode = ask(begin(), "p");
    mode = rest(mode, [hand("p", A)], 0, 3 * IDLE);
    mode = rest(mode, [hand("p", 0)], 3 * IDLE, IDLE);
    expect(told(mode)).toEqual(["p", []]);
    mode = mode.step(4 * IDLE, [hand("p", A, A)]);
    mode = rest(mode, [hand("p", 0)], 4 * IDLE + 1, IDLE);
    expect(told(mode)).toEqual(["p", []]);
    expect(told(rest(mode, [hand("p", 0)], 5 * IDLE + 1, 2))).toEqual([undefined, []]);
  });

  it("tells the last five seconds, one by one", () => {
    let mode = ask(begin(), "p");
    const seen: (number | undefined)[] = [];
    for (let frame = 0; frame < IDLE; frame++) {
      mode = mode.step(frame, [hand("p", 0)]);
      const status = mode.status();
      const left = status.type === "baton" ? status.left : undefined;
      if (seen.length === 0 || seen.at(-1) !== left) seen.push(left);
    }
    expect(seen).toEqual([undefined, 5, 4, 3, 2, 1]);
    expect(mode.step(IDLE - 1, [hand("p", A, A)]).status()).not.toHaveProperty("left");
  });
});

it("of a crowd one at most plays, whatever is asked", () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= 40; seed++) {
    let mode = beginMode({ type: "baton", idle: 3 });
    for (const [frame, happens] of crowd(seed, 2_000).entries()) {
      mode = play(mode, frame, happens);
      const [holder] = told(mode);
      const others = happens.hands.filter((one) => one.id !== holder && mode.counted(one) !== 0);
      const held = happens.hands.find(({ id }) => id === holder)?.held ?? 0;
      if (others.length > 0 || joinCounted(mode, happens.hands) !== held)
        wrong.push(`seed ${seed}, frame ${frame}`);
    }
  }
  expect(wrong).toEqual([]);
});
