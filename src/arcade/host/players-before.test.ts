/** Who was there before the host: what it pressed then was for nobody, or for another host. */
import { describe, expect, it } from "vitest";
import { CommandWriter } from "../client/input.ts";
import type { Command } from "../protocol/index.ts";
import { joined, take } from "../testing/players.ts";
import { Players } from "./players.ts";

/** As a relay gives what it has kept, one state behind the other: A pressed twice, of which nothing counts, and B, which is held. */
function hearWhatWasPressed(players: Players, writer: CommandWriter): void {
  for (const down of [true, false, true, false]) players.command("here", writer.press("a", down) as Command);
  players.command("here", writer.press("b", true) as Command);
  const seen = take(players, 30);
  expect(seen.flat()).not.toContain("a");
  expect(seen.at(-1)).toEqual(["b"]);
}

describe("a player who was there before the host", () => {
  it("does not play again what it pressed before, but holds what it holds, and plays on", () => {
    const players = new Players();
    players.join("here", true);
    const writer = new CommandWriter();
    hearWhatWasPressed(players, writer);
    players.command("here", writer.press("a", true) as Command);
    players.command("here", writer.press("a", false) as Command);
    expect(take(players, 3, 30)).toEqual([["a", "b"], ["b"], ["b"]]);
  });

  it("counts with its first press where it has said nothing before", () => {
    const players = new Players();
    players.join("here", true);
    take(players, 61);
    const writer = new CommandWriter();
    players.command("here", writer.press("a", true) as Command);
    players.command("here", writer.press("a", false) as Command);
    expect(take(players, 2, 61)).toEqual([["a"], []]);
  });

  it("counts with its first press, however soon, where it has heard this host, and not with those before", () => {
    const players = new Players(undefined, { run: 7 });
    players.share({ type: "baton", idle: 10 });
    players.join("here", true);
    const writer = new CommandWriter();
    writer.hears(6);
    // As a relay gives what it has kept, of what was pressed for another.
    for (const down of [true, false]) players.command("here", writer.press("a", down) as Command);
    players.command("here", writer.request({ type: "ask-baton" }));
    players.command("here", writer.press("up", true) as Command);
    expect(take(players, 2)).toEqual([[], []]);
    expect(players.mode.status()).not.toHaveProperty("holder");
    players.command("here", writer.hears(7) as Command);
    players.command("here", writer.press("b", true) as Command);
    players.command("here", writer.press("b", false) as Command);
    expect(take(players, 3, 2)).toEqual([["up", "b"], ["up"], ["up"]]);
    expect(players.command("here", writer.reset())).toBe("reset");
  });

  it("is known by what it says, too, where the relay did not tell of it in time", () => {
    const players = new Players(undefined, { run: 7 });
    players.join("here");
    const writer = new CommandWriter();
    writer.hears(6);
    hearWhatWasPressed(players, writer);
    // From then on all of it counts, also before it has heard this host, and where that is known.
    players.command("here", writer.press("b", false) as Command);
    players.command("here", writer.press("a", true) as Command);
    players.command("here", writer.press("a", false) as Command);
    expect(take(players, 3, 30)).toEqual([["a"], [], []]);
    players.command("here", writer.press("up", true) as Command);
    const late = writer.press("a", true) as Command;
    players.command("here", writer.hears(7) as Command);
    expect(take(players, 1, 33)).toEqual([["up", "a"]]);
    // A group from before may be read after one that is newer.
    players.command("here", late);
    players.command("here", writer.press("a", false) as Command);
    expect(take(players, 2, 34)).toEqual([["up"], ["up"]]);
  });

  it.each([true, false])(
    "holds what it holds where it asked for something last (was seen before: %s)",
    (wasThere) => {
      const players = new Players(undefined, { run: 7 });
      players.join("here", wasThere);
      const writer = new CommandWriter();
      writer.hears(6);
      players.command("here", writer.press("right", true) as Command);
      players.command("here", writer.request({ type: "ask-baton" }));
      players.command("here", writer.hears(7) as Command);
      expect(take(players, 2)).toEqual([["right"], ["right"]]);
      players.command("here", writer.press("right", false) as Command);
      expect(take(players, 2, 2)).toEqual([[], []]);
    },
  );

  it("resets the machine where it has heard this host, and not where it meant another", () => {
    const players = new Players(undefined, { run: 7 });
    players.join("here", true);
    const writer = new CommandWriter();
    writer.hears(6);
    expect(players.command("here", writer.reset())).toBeUndefined();
    writer.hears(7);
    expect(players.command("here", writer.reset())).toBe("reset");
  });

  it("does not reset the machine with what it sent before", () => {
    const players = new Players();
    players.join("here", true);
    expect(players.command("here", { type: "reset", seq: 3 })).toBeUndefined();
    expect(players.command("here", { type: "reset", seq: 3 })).toBeUndefined();
    take(players, 30);
    expect(players.command("here", { type: "reset", seq: 4 })).toBe("reset");
  });

  it("is one who comes back where this host knows it: what it pressed while away counts", () => {
    const players = joined("back");
    const writer = new CommandWriter();
    players.command("back", writer.press("a", true) as Command);
    players.command("back", writer.press("a", false) as Command);
    take(players, 2);
    players.leave("back");
    writer.press("b", true);
    writer.press("b", false);
    players.join("back", true);
    players.command("back", writer.command());
    expect(take(players, 2)).toEqual([["b"], []]);
  });
});
