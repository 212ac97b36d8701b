import { expect, test } from "vitest";
import type { ModeRequest } from "../arcade/types.ts";
import { hasTurn, passing } from "./turn.ts";

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

test("who holds the baton can pass it to somebody, and nobody else can", () => {
  const asked: ModeRequest[] = [];
  const pass = (mode: Parameters<typeof passing>[0], own?: string) =>
    passing(mode, own, (request) => asked.push(request));
  for (const mode of [baton("you"), baton(), seats("me"), undefined])
    expect(pass(mode, "me")).toBeUndefined();
  expect(pass(baton())).toBeUndefined();
  pass(baton("me"), "me")?.("ada");
  expect(asked).toEqual([{ type: "give-baton", to: "ada" }]);
});
