import { describe, expect, it } from "vitest";
import type { Player } from "../arcade/types.ts";
import { addressed, describePlayer, findPlayer, ORDERS_HELP, readOrder } from "./orders.ts";

describe("a line", () => {
  it.each([
    ["players", { type: "players" }],
    ["  reset  ", { type: "reset" }],
    ["help", { type: "help" }],
    ["pause", { type: "hold", held: true }],
    ["go", { type: "hold", held: false }],
    ["mode anarchy", { type: "mode", mode: { type: "anarchy" } }],
    ["mode democracy --window 3", { type: "mode", mode: { type: "democracy", window: 3 } }],
    ["mode   seats --seats=3", { type: "mode", mode: { type: "seats", seats: 3, idle: 30 } }],
    ["mute Ann Other", { type: "mute", player: "Ann Other", muted: true }],
    ["unmute 1a2b3c4d", { type: "mute", player: "1a2b3c4d", muted: false }],
    ["remove mute", { type: "remove", player: "mute" }],
    ["", undefined],
    ["  ", undefined],
  ])("%j is an order", (line, order) => {
    expect(readOrder(line)).toEqual(order);
  });

  it.each([
    ["mode", "Which mode?"],
    ["mode baton seats", "Which mode?"],
    ["mode monarchy", "There is no mode “monarchy”"],
    ["mode baton --idle 1", "is from 3 to 300."],
    ["mode baton --idle", "Option '--idle"],
    ["mode baton --loud", "Unknown option '--loud'"],
    ["mute", "Whom? As in: mute Ann"],
    ["remove ", "Whom?"],
    ["pause now", "takes nothing more"],
    ["__proto__", "“__proto__” is no order"],
    ["Pause", "is no order: type help"],
  ])("%j is refused with a sentence", (line, sentence) => {
    expect(() => readOrder(line)).toThrow(sentence);
  });
});

it("the help tells of every order", () => {
  for (const word of ["players", "mode", "pause", "go", "reset", "mute", "unmute", "remove", "help"])
    expect(ORDERS_HELP).toMatch(new RegExp(`\\b${word}\\b`));
});

describe("where several games are hosted", () => {
  const games = ["cave", "cave: two", "paws"];

  it("a line says which it is for, or that it is for all", () => {
    expect(addressed("cave: pause", games)).toEqual({ games: ["cave"], line: " pause" });
    expect(addressed(" cave: two: pause", games)).toEqual({ games: ["cave: two"], line: " pause" });
    expect(addressed("*: go", games)).toEqual({ games, line: " go" });
    expect(() => addressed("pause", games)).toThrow("“cave:”, “cave: two:”, “paws:”, or “*:”");
  });

  it("what harms nothing is for all of them", () => {
    for (const line of ["players", "help ", ""]) expect(addressed(line, games)).toEqual({ games, line });
  });

  it("one alone needs no name, and may have it", () => {
    expect(addressed("pause", ["cave"])).toEqual({ games: ["cave"], line: "pause" });
    expect(addressed("cave:pause", ["cave"])).toEqual({ games: ["cave"], line: "pause" });
  });
});

describe("a player", () => {
  const players: Player[] = [
    { id: "1", name: "Ann", buttons: ["a", "left"], latencyMs: 41.4 },
    { id: "2", name: "Bo", buttons: [], muted: true },
    { id: "3", name: "Bo", buttons: [] },
    { id: "Ann", buttons: [] },
  ];

  it("is found by id, and by name where one alone has it", () => {
    expect(findPlayer(players, "1").id).toBe("1");
    expect(findPlayer(players, "Ann").id).toBe("Ann");
    expect(findPlayer(players.slice(0, 3), "Ann").id).toBe("1");
    expect(() => findPlayer(players, "Bo")).toThrow("More than one is called “Bo”");
    expect(() => findPlayer(players, "constructor")).toThrow("Nobody here is called “constructor”");
  });

  it("is told in a line", () => {
    expect(players.map(describePlayer)).toEqual([
      "Ann (1), 41 ms, holds a, left",
      "Bo (2), muted",
      "Bo (3)",
      "Ann",
    ]);
  });
});
