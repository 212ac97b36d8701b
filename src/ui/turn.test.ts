import { expect, test } from "vitest";
import { hasTurn } from "./turn.ts";

const seats = (player?: string) =>
  ({ type: "seats", idle: 30, seats: [{ buttons: ["a"], player }, { buttons: ["b"] }] }) as const;
const baton = (holder?: string) => ({ type: "baton", idle: 30, holder, waiting: ["me"] }) as const;

test.each([
  [seats("me"), "me", true],
  [seats("you"), "me", false],
  [seats(), "me", false],
  [seats(), undefined, false],
  [baton("me"), "me", true],
  [baton("you"), "me", false],
  [baton(), undefined, false],
  [{ type: "anarchy" }, "me", false],
  [undefined, "me", false],
] as const)("whether one has what only some have: %j, %j: %j", (mode, own, has) => {
  expect(hasTurn(mode, own)).toBe(has);
});
