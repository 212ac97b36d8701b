import { describe, expect, it } from "vitest";
import { BUTTONS, toButtons, toMask } from "../../../emulator/index.ts";
import { beginMode, joinCounted, MODE_LIMITS, type Mode } from "./index.ts";
import { Seats } from "./seats.ts";
import { crowd, hand, play, rest } from "./testing.ts";

const begin = (seats = 2) => beginMode({ type: "seats", seats, idle: 10 });
const take = (mode: Mode, id: string, seat: number, frame = 0) =>
  mode.request(id, { type: "take-seat", seat }, frame);

function seatsOf(mode: Mode) {
  const status = mode.status();
  if (status.type !== "seats") throw new Error("these are no seats");
  return status.seats;
}

const sitting = (mode: Mode) => seatsOf(mode).map(({ player }) => player);

describe("seats", () => {
  it("share out every button once, however many there are", () => {
    const { min, max } = MODE_LIMITS.seats.seats;
    for (let count: number = min; count <= max; count++) {
      const seats = seatsOf(begin(count));
      expect(seats).toHaveLength(count);
      expect(seats.flatMap(({ buttons }) => buttons).sort()).toEqual([...BUTTONS].sort());
    }
    for (const count of [0, 1, 5, 2.5]) expect(() => Seats.begin(count, 10)).toThrow(RangeError);
  });

  it("let their players press what is theirs, and nobody else anything", () => {
    const all = toMask(BUTTONS);
    const mode = take(take(begin(), "p", 0), "q", 1);
    expect(toButtons(mode.counted(hand("p", all)))).toEqual(["right", "left", "up", "down"]);
    expect(toButtons(mode.counted(hand("q", all)))).toEqual(["a", "b", "select", "start"]);
    expect(mode.counted(hand("watcher", all))).toBe(0);
  });

  it("that are free give their buttons to nobody", () => {
    const hands = [hand("p", toMask(["a", "left"]))];
    expect(toButtons(joinCounted(take(begin(), "p", 0), hands))).toEqual(["left"]);
  });

  it("are taken by who asks first, and one by each", () => {
    let mode = take(take(begin(3), "p", 1), "q", 1);
    expect(sitting(mode)).toEqual([undefined, "p", undefined]);
    mode = take(mode, "p", 2);
    expect(sitting(mode)).toEqual([undefined, undefined, "p"]);
    // There is no such seat: one stays where one is.
    for (const seat of [3, 99, -1, 0.5]) expect(take(mode, "p", seat)).toBe(mode);
  });

  it("are free again when their players leave them, or go", () => {
    const mode = take(take(begin(), "p", 0), "q", 1);
    expect(sitting(mode.request("p", { type: "leave-seat" }, 1))).toEqual([undefined, "q"]);
    expect(sitting(mode.leave("q", 1))).toEqual(["p", undefined]);
    expect(mode.leave("nobody", 1)).toBe(mode);
  });

  it("are free again where their players have rested for too long, and not before", () => {
    const hands = [hand("p", 0), hand("q", toMask(["b"]))];
    const mode = take(take(begin(), "p", 0), "q", 1);
    expect(sitting(rest(mode, hands, 0, 600))).toEqual(["p", "q"]);
    expect(seatsOf(rest(mode, hands, 0, 600))[0]?.left).toBe(1);
    expect(sitting(rest(mode, hands, 0, 601))).toEqual([undefined, "q"]);
  });
});

it("of a crowd each button is pressed by who sits where it is, and by nobody else", () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= 40; seed++) {
    let mode = beginMode({ type: "seats", seats: 2 + (seed % 3), idle: 3 });
    for (const [frame, happens] of crowd(seed, 2_000).entries()) {
      mode = play(mode, frame, happens);
      let expected = 0;
      for (const { buttons, player } of seatsOf(mode)) {
        const held = happens.hands.find(({ id }) => id === player)?.held ?? 0;
        expected |= held & toMask(BUTTONS.filter((button) => buttons.includes(button)));
      }
      if (joinCounted(mode, happens.hands) !== expected) wrong.push(`seed ${seed}, frame ${frame}`);
    }
  }
  expect(wrong).toEqual([]);
});
