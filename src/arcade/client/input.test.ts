import { describe, expect, it } from "vitest";
import { BUTTONS } from "../../../emulator/index.ts";
import { Players } from "../host/players.ts";
import { type Command, EDGES_MAX, GAME_BOY_CLOCK, REQUESTS_MAX } from "../protocol/index.ts";
import { CommandWriter, LatencyMeter } from "./input.ts";

describe("a writer of commands", () => {
  it("says what is held, and how that came about", () => {
    const writer = new CommandWriter();
    expect(writer.command()).toEqual({ type: "buttons", buttons: [], edges: [] });
    writer.press("a", true);
    writer.press("up", true);
    expect(writer.press("a", false)).toEqual({
      type: "buttons",
      buttons: ["up"],
      edges: [
        { seq: 1, button: "a", down: true },
        { seq: 2, button: "up", down: true },
        { seq: 3, button: "a", down: false },
      ],
    });
    expect(writer.seq).toBe(3);
  });

  it("says which run of the host is heard, once more only where it is another, and what was pressed before that", () => {
    const writer = new CommandWriter(100);
    writer.press("a", true);
    expect(writer.hears(7)).toMatchObject({ buttons: ["a"], run: 7, after: 101 });
    expect(writer.hears(7)).toBeUndefined();
    expect(writer.press("a", false)).toMatchObject({
      run: 7,
      after: 101,
      edges: [{ seq: 101 }, { seq: 102 }],
    });
    expect(writer.hears(8)).toMatchObject({ run: 8, after: 102 });
    expect(writer.reset()).toEqual({ type: "reset", seq: 103, run: 8 });
  });

  it("says nothing where nothing changes, or the button is none", () => {
    const writer = new CommandWriter();
    expect(writer.press("a", false)).toBeUndefined();
    writer.press("a", true);
    for (const [button, down] of [
      ["a", true],
      ["shoulder", true],
      ["", true],
      ["__proto__", true],
    ] as const)
      expect(writer.press(button, down)).toBeUndefined();
    expect(writer.seq).toBe(1);
  });

  it(`repeats the newest ${EDGES_MAX} edges`, () => {
    const writer = new CommandWriter();
    for (let i = 0; i < 100; i++) writer.press("b", i % 2 === 0);
    const command = writer.command();
    const seqs = command.type === "buttons" ? command.edges?.map(({ seq }) => seq) : [];
    expect(seqs).toEqual(Array.from({ length: EDGES_MAX }, (_, i) => 100 - EDGES_MAX + 1 + i));
  });

  it("lets go of everything that is held, each with an edge of its own", () => {
    const writer = new CommandWriter();
    expect(writer.releaseAll()).toBeUndefined();
    writer.press("a", true);
    writer.press("left", true);
    expect(writer.releaseAll()).toMatchObject({ buttons: [], edges: { length: 4 } });
    expect(writer.releaseAll()).toBeUndefined();
  });

  it("gives each reset a number that no edge has", () => {
    const writer = new CommandWriter();
    writer.press("a", true);
    expect(writer.reset()).toEqual({ type: "reset", seq: 2 });
    expect(writer.reset()).toEqual({ type: "reset", seq: 3 });
    expect(writer.press("a", false)).toMatchObject({ edges: [{ seq: 1 }, { seq: 4 }] });
  });

  it("asks for something once, and says so again until it is forgotten", () => {
    const writer = new CommandWriter();
    writer.press("a", true);
    expect(writer.request({ type: "take-seat", seat: 1 })).toMatchObject({
      buttons: ["a"],
      requests: [{ seq: 2, type: "take-seat", seat: 1 }],
    });
    expect(writer.press("a", false)).toMatchObject({
      edges: [{ seq: 1 }, { seq: 3 }],
      requests: [{ seq: 2 }],
    });
    for (let i = 0; i < 20; i++) writer.request({ type: "ask-baton" });
    expect(writer.command()).toMatchObject({ requests: { length: REQUESTS_MAX } });
    writer.forget();
    expect(writer.command()).not.toHaveProperty("requests");
  });

  it("that forgets still says what is held, and numbers on", () => {
    const writer = new CommandWriter();
    writer.press("a", true);
    writer.press("b", true);
    writer.forget();
    const edges = [
      { seq: 3, button: "a", down: true },
      { seq: 4, button: "b", down: true },
    ];
    expect(writer.command()).toEqual({ type: "buttons", buttons: ["a", "b"], edges });
    expect(writer.press("a", false)).toEqual({
      type: "buttons",
      buttons: ["b"],
      edges: [...edges, { seq: 5, button: "a", down: false }],
    });
  });

  it("that forgets is heard by a host that knows its player, and holds there what it holds", () => {
    const writer = new CommandWriter();
    const players = new Players();
    players.join("ann");
    players.command("ann", writer.press("a", true) as Command);
    expect(players.take(1)).toBe(1 << BUTTONS.indexOf("a"));
    players.leave("ann");
    expect(players.take(2)).toBe(0);
    writer.forget();
    players.join("ann");
    players.command("ann", writer.command());
    expect(players.take(3)).toBe(1 << BUTTONS.indexOf("a"));
    players.command("ann", writer.press("a", false) as Command);
    expect(players.take(4)).toBe(0);
  });

  it("hands out commands that later presses do not change", () => {
    const writer = new CommandWriter();
    const first = writer.press("a", true);
    const copy = structuredClone(first);
    writer.press("b", true);
    expect(first).toEqual(copy);
  });
});

describe("the meter of latency", () => {
  it("measures from a press to the picture of the frame it was applied on", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 1_000);
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(99), 1_010)).toBeUndefined();
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(99), 1_020)).toBeUndefined();
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(100), 1_037)).toEqual([37]);
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(101), 1_050)).toBeUndefined();
  });

  it("takes the first picture from there on, where that very one is passed over", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 1_000);
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(103), 1_090)).toEqual([90]);
  });

  it("bears a timestamp that was rounded to another microsecond", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 0);
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(100) - 1, 20)).toEqual([20]);
  });

  it("keeps each press to its own frame, and ends several with one picture", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 1_000);
    meter.sent(2, 1_005);
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    meter.sent(3, 1_010);
    meter.applied(3, GAME_BOY_CLOCK.timestampUs(102));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(100), 1_030)).toEqual([30]);
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(102), 1_060)).toEqual([55, 50]);
  });

  it("is not fooled by a status that is told again", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 1_000);
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    meter.sent(2, 1_100);
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(100));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(100), 1_040)).toEqual([40]);
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(110), 1_200)).toBeUndefined();
    meter.applied(2, GAME_BOY_CLOCK.timestampUs(111));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(111), 1_250)).toEqual([150]);
  });

  it("remembers a bounded number of presses, the newest", () => {
    const meter = new LatencyMeter();
    for (let seq = 1; seq <= 1_000; seq++) meter.sent(seq, seq);
    meter.applied(1_000, GAME_BOY_CLOCK.timestampUs(1));
    const times = meter.shown(GAME_BOY_CLOCK.timestampUs(1), 1_000);
    expect(times).toHaveLength(256);
    expect(times?.at(-1)).toBe(0);
  });

  it("that begins anew waits for nothing of before", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 1_000);
    meter.applied(1, GAME_BOY_CLOCK.timestampUs(1_000_000));
    meter.sent(2, 1_010);
    meter.clear();
    meter.sent(3, 2_000);
    meter.applied(3, GAME_BOY_CLOCK.timestampUs(10));
    expect(meter.shown(GAME_BOY_CLOCK.timestampUs(10), 2_040)).toEqual([40]);
  });

  it("tells the legs of the way, each of this side's clock alone", () => {
    const meter = new LatencyMeter();
    const [us99, us100] = [99, 100].map((frame) => GAME_BOY_CLOCK.timestampUs(frame)) as [number, number];
    meter.sent(1, 1_000, 1_002);
    meter.arrived(us99, 1_015);
    meter.applied(1, us100, 1_020);
    // A status that is told again is no later answer.
    meter.applied(1, us100, 1_090);
    meter.arrived(us100, 1_030);
    meter.shown(us100, 1_045);
    expect(meter.takeLegs()).toEqual([{ inputMs: 45, sendMs: 2, travelMs: 28, presentMs: 15, answerMs: 18 }]);
    expect(meter.takeLegs()).toEqual([]);
  });

  it("tells no leg of a picture whose arrival it has not seen", () => {
    const meter = new LatencyMeter();
    meter.sent(1, 1_000);
    meter.arrived(0, 990);
    meter.clear();
    meter.sent(2, 1_000);
    meter.applied(2, 0, 1_010);
    meter.shown(0, 1_045);
    const [legs] = meter.takeLegs();
    expect(legs).toMatchObject({ inputMs: 45, sendMs: 0, answerMs: 10 });
    expect([legs?.travelMs, legs?.presentMs]).toEqual([Number.NaN, Number.NaN]);
  });
});
