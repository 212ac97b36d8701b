import { describe, expect, it } from "vitest";
import { BUTTONS, type Button, toMask } from "../../../emulator/index.ts";
import { CommandWriter } from "../client/input.ts";
import type { Command } from "../protocol/index.ts";
import { held, joined, take } from "../testing/players.ts";
import { PLAYERS_MAX, Players } from "./players.ts";

/** A generator of numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Presses and releases of one button as the frames show them. */
function changes(frames: readonly number[], bit: number): boolean[] {
  const seen: boolean[] = [];
  let down = false;
  for (const mask of frames) {
    if (((mask & bit) !== 0) === down) continue;
    down = !down;
    seen.push(down);
  }
  return seen;
}

describe("presses and releases", () => {
  it("that come between two frames are a press on the one and a release on the next", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    for (const down of [true, false, true, false]) {
      const command = writer.press("a", down);
      if (command) players.command("p", command);
    }
    expect(take(players, 5)).toEqual([["a"], [], ["a"], [], []]);
  });

  it("of several buttons share a frame, in the order in which they were made", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    for (const [button, down] of [
      ["a", true],
      ["b", true],
      ["a", false],
      ["up", true],
      ["b", false],
    ] as const) {
      const command = writer.press(button, down);
      if (command) players.command("p", command);
    }
    // `up` came after `a` was let go, and so it is not before it in the game either.
    expect(take(players, 3)).toEqual([["a", "b"], ["up"], ["up"]]);
  });

  it("all reach the game, in order, however they fall between frames", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const players = joined("p");
      const writer = new CommandWriter();
      const made = new Map<Button, boolean[]>(BUTTONS.map((button) => [button, []]));
      const frames: number[] = [];
      const step = () => frames.push(players.take(frames.length));
      for (let i = 0; i < 300; i++) {
        const button = BUTTONS[Math.floor(next() * BUTTONS.length)] as Button;
        const command = writer.press(button, next() < 0.5);
        if (command) {
          made.get(button)?.push(command.type === "buttons" && command.buttons.includes(button));
          players.command("p", command);
        }
        // Bursts, with frames enough on the whole.
        if (next() < 0.7) step();
      }
      for (let i = 0; i < 100; i++) step();
      for (const button of BUTTONS)
        expect(changes(frames, toMask([button])), `${button}, seed ${seed}`).toEqual(made.get(button));
    }
  });

  it("all reach the game although commands are lost, as long as one comes in time", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const players = joined("p");
      const writer = new CommandWriter();
      const made = new Map<Button, boolean[]>(BUTTONS.map((button) => [button, []]));
      const frames: number[] = [];
      let lost = 0;
      for (let i = 0; i < 300; i++) {
        const button = BUTTONS[Math.floor(next() * BUTTONS.length)] as Button;
        const command = writer.press(button, next() < 0.5);
        if (!command) continue;
        made.get(button)?.push(command.type === "buttons" && command.buttons.includes(button));
        if (next() < 0.8 && lost < 30) lost++;
        else {
          players.command("p", command);
          lost = 0;
        }
        for (let j = 0; j < 3; j++) frames.push(players.take(frames.length));
      }
      players.command("p", writer.command());
      for (let i = 0; i < 100; i++) frames.push(players.take(frames.length));
      for (const button of BUTTONS)
        expect(changes(frames, toMask([button])), `${button}, seed ${seed}`).toEqual(made.get(button));
    }
  });

  it("come once, however often and in whatever order the commands come", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const players = joined("p");
      const writer = new CommandWriter();
      const commands: Command[] = [];
      for (let i = 0; i < 15; i++) {
        for (const down of [true, false]) {
          const command = writer.press("a", down);
          if (command) commands.push(command);
        }
      }
      const order = [...commands, ...commands].sort(() => next() - 0.5);
      for (const command of order) players.command("p", command);
      const frames = Array.from({ length: 100 }, (_, i) => players.take(i));
      expect(changes(frames, toMask(["a"])), `seed ${seed}`).toHaveLength(30);
      expect(frames.at(-1), `seed ${seed}`).toBe(0);
    }
  });
});

describe("what is held", () => {
  it("is the last word, also of a viewer that sends no edges", () => {
    const players = joined("p");
    players.command("p", held("a", "left"));
    expect(take(players, 2)).toEqual([
      ["left", "a"],
      ["left", "a"],
    ]);
    players.command("p", held("left"));
    expect(take(players, 1)).toEqual([["left"]]);
    players.command("p", held());
    expect(take(players, 1)).toEqual([[]]);
  });

  it("by a viewer that sends no edges is seen for a frame, however soon it is let go", () => {
    const players = joined("p");
    players.command("p", held("a"));
    players.command("p", held());
    players.command("p", held("a"));
    players.command("p", held());
    expect(take(players, 5)).toEqual([["a"], [], ["a"], [], []]);
  });

  it("is right in the end where more was lost than a command repeats", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    writer.press("b", true);
    for (let i = 0; i < 40; i++) writer.press("a", i % 2 === 0);
    writer.press("up", true);
    players.command("p", writer.command());
    for (let i = 0; i < 50; i++) players.take(i);
    expect(take(players, 1)).toEqual([["up", "b"]]);
  });

  it("holds no button that the console lacks", () => {
    const players = joined("p");
    players.command("p", held("shoulder", "__proto__", "a", "a"));
    expect(take(players, 1)).toEqual([["a"]]);
  });

  it("is right in the end, however much comes at once", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const next = random(seed);
      const players = joined("p");
      let seq = 0;
      let buttons: Button[] = [];
      // Whatever a hostile viewer makes up: edges that contradict what is held, numbers that leap.
      for (let i = 0; i < 200; i++) {
        const edges = Array.from({ length: Math.floor(next() * 33) }, () => {
          seq += Math.floor(next() * 3);
          return { seq, button: BUTTONS[Math.floor(next() * 8)] as Button, down: next() < 0.5 };
        });
        buttons = BUTTONS.filter(() => next() < 0.5);
        seq++;
        edges.push({ seq, button: "a", down: true });
        players.command("p", { type: "buttons", buttons, edges });
      }
      // What waits is bounded, and so it is over soon.
      for (let i = 0; i < 80; i++) players.take(i);
      players.command("p", { type: "buttons", buttons });
      for (let i = 0; i < 80; i++) players.take(i);
      expect(players.take(0), `seed ${seed}`).toBe(toMask(buttons));
    }
  });
});

describe("players", () => {
  it("hold together what each of them holds", () => {
    const players = joined("p", "q");
    players.command("p", held("a"));
    players.command("q", held("a", "b"));
    expect(take(players, 1)).toEqual([["a", "b"]]);
    players.command("p", held());
    expect(take(players, 1)).toEqual([["a", "b"]]);
    players.command("q", held());
    expect(take(players, 1)).toEqual([[]]);
  });

  it("that leave let go of everything, at once", () => {
    const players = joined("p", "q");
    players.command("p", held("a"));
    players.command("q", held("b"));
    take(players, 1);
    players.command("p", held("a", "up"));
    players.leave("p");
    expect(take(players, 2)).toEqual([["b"], ["b"]]);
    expect(players.views().map(({ id }) => id)).toEqual(["q"]);
    players.leave("p");
    expect(players.size).toBe(1);
  });

  it("that have not joined are not heard", () => {
    const players = joined();
    expect(players.command("stranger", held("a"))).toBeUndefined();
    expect(players.command("stranger", { type: "reset" })).toBeUndefined();
    expect(players.take(0)).toBe(0);
  });

  it(`are ${PLAYERS_MAX} at most, and those who are in may join again`, () => {
    const players = new Players();
    for (let i = 0; i < PLAYERS_MAX; i++) expect(players.join(`${i}`)).toBe(true);
    expect(players.join("one more")).toBe(false);
    expect(players.join("0")).toBe(true);
    players.leave("0");
    expect(players.join("one more")).toBe(true);
    expect(players.size).toBe(PLAYERS_MAX);
  });

  it("may be called anything", () => {
    const ids = ["__proto__", "constructor", "", "a/b", "ü"];
    const players = joined(...ids);
    for (const id of ids) players.command(id, held("a"));
    players.take(0);
    expect(players.views().map(({ id, buttons }) => [id, ...buttons])).toEqual(ids.map((id) => [id, "a"]));
  });

  it("are told with the last edge that reached the game, and the frame that it reached", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    for (const down of [true, false]) {
      const command = writer.press("a", down);
      if (command) players.command("p", command);
    }
    expect(players.views()).toEqual([{ id: "p", buttons: [], seq: 0, frame: 0 }]);
    players.take(70);
    expect(players.views()).toEqual([{ id: "p", buttons: ["a"], seq: 1, frame: 70 }]);
    players.take(71);
    expect(players.views()).toEqual([{ id: "p", buttons: [], seq: 2, frame: 71 }]);
    players.take(72);
    expect(players.views()).toEqual([{ id: "p", buttons: [], seq: 2, frame: 71 }]);
  });

  it("are worth telling of when somebody comes, goes or presses, and not otherwise", () => {
    const players = joined("p");
    const told = () => {
      players.take(0);
      return players.takeChanged();
    };
    expect(told()).toBe(true);
    expect(told()).toBe(false);
    players.command("p", held("a"));
    expect(told()).toBe(true);
    players.command("p", held("a"));
    expect(told()).toBe(false);
    players.leave("p");
    expect(told()).toBe(true);
    players.leave("p");
    expect(told()).toBe(false);
  });
});

describe("a reset", () => {
  it("is carried out once for its number, however often it is read", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    const reset = writer.reset();
    expect(players.command("p", reset)).toBe("reset");
    expect(players.command("p", reset)).toBeUndefined();
    expect(players.command("p", writer.reset())).toBe("reset");
    expect(players.command("p", reset)).toBeUndefined();
  });

  it("without a number is carried out each time", () => {
    const players = joined("p");
    expect(players.command("p", { type: "reset" })).toBe("reset");
    expect(players.command("p", { type: "reset" })).toBe("reset");
  });

  it("does not stand in the way of presses before and after it", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    const commands = [writer.press("a", true), writer.reset(), writer.press("a", false), writer.reset()];
    const resets = commands.map((command) => command && players.command("p", command));
    expect(resets).toEqual([undefined, "reset", undefined, "reset"]);
    expect(take(players, 3)).toEqual([["a"], [], []]);
  });
});

describe("a player who comes back under the same name", () => {
  it("is held to what was heard before: nothing is played or reset again", () => {
    const players = joined("p");
    const writer = new CommandWriter();
    const history: Command[] = [];
    for (let i = 0; i < 10; i++) {
      const command = writer.press("a", i % 2 === 0);
      if (command) history.push(command);
    }
    history.push(writer.reset());
    const press = writer.press("b", true);
    if (press) history.push(press);
    for (const command of history) players.command("p", command);
    take(players, 20);
    players.leave("p");
    players.join("p");
    // The host was away for a moment, and reads again what it has read.
    expect(history.map((command) => players.command("p", command))).not.toContain("reset");
    // What is held still is held; the presses are over.
    expect(take(players, 20)).toEqual(Array(20).fill(["b"]));
    const again = writer.press("a", true);
    if (again) players.command("p", again);
    expect(take(players, 2)).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });
});

describe("a player who holds a button and falls silent", () => {
  it("lets go of it after a minute, and holds it again with the next that is heard", () => {
    const players = joined("p");
    players.command("p", held("a"));
    expect(take(players, 3_599).at(-1)).toEqual(["a"]);
    expect(take(players, 2, 3_599)).toEqual([["a"], []]);
    players.command("p", held("a", "b"));
    expect(take(players, 1, 3_602)).toEqual([["a", "b"]]);
  });

  it("has not fallen silent while anything is heard", () => {
    const players = joined("p");
    for (let frame = 0; frame < 10_000; frame++) {
      if (frame % 1_000 === 0) players.command("p", held("a"));
      expect(players.take(frame)).toBe(toMask(["a"]));
    }
  });
});

it("a player's name and latency are told, each as it was said last", () => {
  const players = joined("p");
  players.command("p", { type: "buttons", buttons: [], name: "Ada", latency: 41.6 });
  expect(players.takeChanged()).toBe(true);
  expect(players.views()[0]).toMatchObject({ name: "Ada", latencyMs: 42 });
  players.takeChanged();
  players.command("p", { type: "buttons", buttons: [], name: "Ada", latency: 41.6 });
  expect(players.takeChanged()).toBe(false);
  players.command("p", { type: "buttons", buttons: [] });
  expect(players.views()[0]).not.toHaveProperty("name");
});

it("who holds the key for going fast and has said nothing for a minute has let go of it", () => {
  const players = joined("p");
  players.command("p", { type: "buttons", buttons: [], fast: true });
  players.take(1);
  expect(players.wantsFast).toBe(true);
  players.take(3_600);
  expect(players.wantsFast).toBe(false);
});

it("what was pressed and let go of while the machine stood still is not played when it goes on", () => {
  const players = joined("p");
  const writer = new CommandWriter();
  take(players, 1);
  for (const down of [true, false, true, false, true]) {
    const command = writer.press("a", down);
    if (command) players.command("p", command);
  }
  players.settle(1);
  // What is held still is held.
  expect(take(players, 4, 1)).toEqual([["a"], ["a"], ["a"], ["a"]]);
});
