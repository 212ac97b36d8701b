/** Players and the way they share the controller: what is kept for whom, and who counts. */
import { describe, expect, it } from "vitest";
import { CommandWriter } from "../client/input.ts";
import type { Command } from "../protocol/index.ts";
import { held, joined, take } from "../testing/players.ts";
import { AWAY_FRAMES } from "./away.ts";
import { Players } from "./players.ts";

/** What a viewer of ours sends when it asks for something. */
const asks = (writer: CommandWriter, type: "ask-baton" | "pass-baton" | "leave-seat"): Command =>
  writer.request({ type });

describe("a mode", () => {
  it("says what of what is held reaches the game, and each is told what does", () => {
    const players = joined("p", "q");
    players.share({ type: "baton", idle: 10 });
    players.command("q", held("b"));
    expect(take(players, 1)).toEqual([["b"]]);
    players.command("p", held("a", "up"));
    expect(take(players, 1, 1)).toEqual([["b"]]);
    expect(players.views()).toMatchObject([
      { id: "p", buttons: ["up", "a"], counted: [] },
      { id: "q", buttons: ["b"] },
    ]);
    expect(players.views()[1]).not.toHaveProperty("counted");
  });

  it("may change while buttons are held: the next frame has what counts then", () => {
    const players = joined("p", "q");
    players.command("p", held("a"));
    players.command("q", held("b"));
    expect(take(players, 1)).toEqual([["a", "b"]]);
    players.share({ type: "seats", seats: 2, idle: 10 });
    expect(take(players, 1, 1)).toEqual([[]]);
    players.share({ type: "anarchy" });
    expect(take(players, 1, 2)).toEqual([["a", "b"]]);
  });

  it("counts the presses of viewers that know of no modes as votes", () => {
    const players = joined("p", "q", "r");
    players.share({ type: "democracy", window: 0.5 });
    for (const [id, button] of [
      ["p", "a"],
      ["q", "b"],
      ["r", "b"],
    ] as const) {
      players.command(id, held(button));
      players.command(id, held());
    }
    const frames = take(players, 60);
    expect(frames.slice(0, 30).flat()).toEqual([]);
    expect(frames.slice(30, 45)).toEqual(Array(15).fill(["b"]));
    expect(frames.slice(45).flat()).toEqual([]);
  });

  it("tells each player's vote, and is worth telling of when one is cast", () => {
    const players = joined("p");
    players.share({ type: "democracy", window: 2 });
    players.take(0);
    players.takeChanged();
    players.command("p", held("a"));
    players.take(1);
    expect(players.takeChanged()).toBe(true);
    expect(players.views()).toMatchObject([{ vote: "a", counted: [] }]);
  });

  it("hears each request once, however often it is repeated", () => {
    const players = joined("p", "q");
    players.share({ type: "baton", idle: 10 });
    const [p, q] = [new CommandWriter(), new CommandWriter()];
    const ask = asks(p, "ask-baton");
    players.command("p", ask);
    players.command("q", asks(q, "ask-baton"));
    players.command("p", asks(p, "pass-baton"));
    players.command("p", ask);
    players.command("p", p.command());
    expect(players.mode.status()).toMatchObject({ holder: "q", waiting: [] });
  });

  it("hears a few requests at once, and then one a second", () => {
    const players = joined("p", "q");
    players.share({ type: "baton", idle: 300 });
    players.command("q", asks(new CommandWriter(), "ask-baton"));
    const writer = new CommandWriter();
    let heard = 0;
    for (let frame = 0; frame < 600; frame++) {
      players.take(frame);
      const before = players.mode;
      const isWaiting = JSON.stringify(before.status()).includes('"p"');
      players.command("p", asks(writer, isWaiting ? "pass-baton" : "ask-baton"));
      if (players.mode !== before) heard++;
    }
    expect(heard).toBeGreaterThanOrEqual(12);
    expect(heard).toBeLessThanOrEqual(15);
  });

  it("hears nothing of what was asked of the host before", () => {
    const players = new Players();
    players.share({ type: "baton", idle: 10 });
    players.join("here", true);
    const writer = new CommandWriter();
    players.command("here", asks(writer, "ask-baton"));
    take(players, 30);
    players.command("here", writer.command());
    expect(players.mode.status()).not.toHaveProperty("holder");
    players.command("here", asks(writer, "ask-baton"));
    expect(players.mode.status()).toMatchObject({ holder: "here" });
  });

  it("gives the baton to who is named, where that one is there and counts", () => {
    const players = joined("p", "q", "r", "muted");
    players.share({ type: "baton", idle: 10 });
    players.mute("muted", true);
    players.request("p", { type: "ask-baton" });
    players.request("q", { type: "ask-baton" });
    for (const to of ["stranger", "muted", "p"]) players.request("p", { type: "give-baton", to });
    players.request("r", { type: "give-baton", to: "r" });
    expect(players.mode.status()).toMatchObject({ holder: "p", waiting: ["q"] });
    players.command("p", new CommandWriter().request({ type: "give-baton", to: "r" }));
    expect(players.mode.status()).toMatchObject({ holder: "r", waiting: ["q"] });
  });
});

describe("a player who is away for a moment", () => {
  const seated = (seats: number) => {
    const players = joined("p", "q");
    players.share({ type: "seats", seats, idle: 300 });
    players.request("p", { type: "take-seat", seat: 0 });
    players.command("p", held("left"));
    return players;
  };
  const sitting = (players: Players) => {
    const status = players.mode.status();
    return status.type === "seats" ? status.seats.map(({ player }) => player) : [];
  };

  it("has let go at once, and finds the seat as it was", () => {
    const players = seated(2);
    expect(take(players, 1)).toEqual([["left"]]);
    players.leave("p");
    expect(take(players, AWAY_FRAMES - 1, 1).flat()).toEqual([]);
    players.request("q", { type: "take-seat", seat: 0 });
    expect(sitting(players)).toEqual(["p", undefined]);
    players.join("p");
    players.command("p", held("right"));
    expect(take(players, AWAY_FRAMES, AWAY_FRAMES).at(-1)).toEqual(["right"]);
    expect(sitting(players)).toEqual(["p", undefined]);
  });

  it("is waited for in vain for ten seconds: then the seat is free", () => {
    const players = seated(2);
    take(players, 1);
    players.leave("p");
    take(players, AWAY_FRAMES - 1, 1);
    expect(sitting(players)).toEqual(["p", undefined]);
    players.takeChanged();
    take(players, 1, AWAY_FRAMES);
    expect(sitting(players)).toEqual([undefined, undefined]);
    expect(players.takeChanged()).toBe(true);
  });

  it("has the baton still, or the place of who waits, and loses it by resting no later than anybody", () => {
    const players = joined("p", "q", "r");
    players.share({ type: "baton", idle: 3 });
    for (const id of ["p", "q", "r"]) players.request(id, { type: "ask-baton" });
    take(players, 1);
    players.leave("p");
    players.leave("q");
    take(players, 30, 1);
    expect(players.mode.status()).toMatchObject({ holder: "p", waiting: ["q", "r"] });
    players.join("q");
    take(players, 170, 31);
    expect(players.mode.status()).toMatchObject({ holder: "q", waiting: ["r"] });
  });

  it("has voted all the same, once, and may change it on coming back; to hold nothing is no vote for the next window", () => {
    const players = joined("p", "q");
    players.share({ type: "democracy", window: 2 });
    players.command("p", held("a"));
    players.command("q", held("a"));
    take(players, 1);
    players.leave("p");
    expect(take(players, 60, 1).flat()).toEqual([]);
    expect(players.mode.status()).toMatchObject({ tally: { a: 2 } });
    players.join("p");
    expect(players.views().find(({ id }) => id === "p")).toMatchObject({ buttons: [], vote: "a" });
    players.command("p", held("b"));
    take(players, 1, 61);
    expect(players.mode.status()).toMatchObject({ tally: { a: 1, b: 1 } });
    players.leave("p");
    expect(take(players, 59, 62).at(-1)).toEqual(["a"]);
    expect(players.mode.status()).toMatchObject({ tally: { a: 1 }, won: { button: "a", votes: 1, of: 2 } });
  });

  it("has a vote that presses nothing where nobody is there who gave it, and none at all once waited for in vain", () => {
    const players = joined("p", "q");
    players.share({ type: "democracy", window: 2 });
    players.command("p", held("a"));
    take(players, 1);
    players.leave("p");
    expect(take(players, 200, 1).flat()).toEqual([]);
    expect(players.mode.status()).toMatchObject({ tally: {}, won: { button: "a", votes: 1, of: 1 } });

    players.share({ type: "democracy", window: 30 });
    players.command("q", held("b"));
    take(players, 1, 201);
    players.leave("q");
    take(players, AWAY_FRAMES - 1, 202);
    expect(players.mode.status()).toMatchObject({ tally: { b: 1 } });
    take(players, 2, 201 + AWAY_FRAMES);
    expect(players.mode.status()).toMatchObject({ tally: {} });
    expect(players.mode.status()).not.toHaveProperty("closes");
  });

  it("is not waited for where the host has removed it, before or after it went", () => {
    for (const leavesFirst of [true, false]) {
      const players = seated(2);
      if (leavesFirst) players.leave("p");
      players.remove("p");
      expect(sitting(players)).toEqual([undefined, undefined]);
    }
  });

  it("may be one of many: those who went first are not waited for any more", () => {
    const players = new Players();
    players.share({ type: "baton", idle: 300 });
    for (let i = 0; i < 1_000; i++) {
      players.join(`${i}`);
      players.request(`${i}`, { type: "ask-baton" });
      players.leave(`${i}`);
    }
    const status = players.mode.status();
    expect(status).toMatchObject({ holder: "744" });
    expect(status.type === "baton" && status.waiting.length).toBe(255);
    take(players, AWAY_FRAMES + 1);
    expect(players.mode.status()).toEqual({ type: "baton", idle: 300, waiting: [] });
  });
});

describe("a player who is muted", () => {
  it("holds in vain, and is told so; unmuted, what it holds counts again", () => {
    const players = joined("p", "q");
    players.command("p", held("a"));
    players.command("q", held("b"));
    expect(take(players, 1)).toEqual([["a", "b"]]);
    players.mute("p", true);
    expect(players.takeChanged()).toBe(true);
    expect(take(players, 1, 1)).toEqual([["b"]]);
    expect(players.views()[0]).toMatchObject({ id: "p", buttons: ["a"], counted: [], muted: true });
    players.mute("p", false);
    expect(take(players, 1, 2)).toEqual([["a", "b"]]);
    expect(players.views()[0]).not.toHaveProperty("muted");
  });

  it("resets nothing, asks for nothing, goes fast for nobody, and has no vote", () => {
    const asked: string[] = [];
    const players = new Players((id) => asked.push(id));
    players.join("p");
    players.share({ type: "baton", idle: 10 });
    players.mute("p", true);
    expect(players.command("p", { type: "reset" })).toBeUndefined();
    const requests = [
      { seq: 1, type: "ask-baton" },
      { seq: 2, type: "save-slot", slot: 0 },
    ];
    players.command("p", { type: "buttons", buttons: ["a"], requests, fast: true });
    expect(take(players, 2)).toEqual([[], []]);
    expect(players.mode.status()).not.toHaveProperty("holder");
    expect([asked, players.wantsFast]).toEqual([[], false]);
    // What was asked for meanwhile is not heard after the fact.
    players.mute("p", false);
    players.command("p", { type: "buttons", buttons: [], requests });
    expect(asked).toEqual([]);
  });

  it("lets go of the baton, and is muted still when it comes back", () => {
    const players = joined("p");
    players.share({ type: "baton", idle: 10 });
    players.command("p", held("a"));
    take(players, 1);
    expect(players.mode.status()).toHaveProperty("holder", "p");
    players.mute("p", true);
    expect(players.mode.status()).not.toHaveProperty("holder");
    players.leave("p");
    players.join("p");
    expect(players.views()[0]?.muted).toBe(true);
  });
});

it("a player who was removed lets go, and is not let in again", () => {
  const players = joined("p", "q");
  players.command("p", held("a"));
  expect(take(players, 1)).toEqual([["a"]]);
  players.remove("p");
  expect(take(players, 1, 1)).toEqual([[]]);
  expect(players.join("p")).toBe(false);
  expect([players.size, players.removed]).toEqual([1, ["p"]]);
});

it("who was muted or removed in a run before is so from the start", () => {
  const players = new Players(undefined, { muted: ["p"], removed: ["q"] });
  expect([players.join("p"), players.join("q"), players.join("r")]).toEqual([true, false, true]);
  for (const id of ["p", "q", "r"]) players.command(id, held(id === "r" ? "b" : "a"));
  expect(take(players, 1)).toEqual([["b"]]);
  expect(players.views()).toMatchObject([{ id: "p", muted: true }, { id: "r" }]);
  expect(players.removed).toEqual(["q"]);
  players.mute("p", false);
  expect(take(players, 1, 1)).toEqual([["a", "b"]]);
});
