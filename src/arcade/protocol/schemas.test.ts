import { describe, expect, it } from "vitest";
import { CommandWriter } from "../client/input.ts";
import { cleanDisplayName, DISPLAY_NAME_MAX_LENGTH } from "../display-name.ts";
import { parseCommand } from "../host/commands.ts";
import { beginMode, MODE_TYPES, makeModeSettings } from "../modes/index.ts";
import { EDGES_MAX, REQUESTS_MAX } from "./names.ts";
import { CommandSchema, readMachineRequest, readRequest, SLOTS, StatusSchema } from "./schemas.ts";

/** A generator of numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;

const ODD: unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  1e300,
  Number.NaN,
  "",
  "a",
  "buttons",
  "reset",
  "__proto__",
  "x".repeat(10_000),
  "\u202egnaw\u0000\u200b <b>",
  "Z\u0334\u0335\u0336\u0337\u0338".repeat(20),
  [],
  {},
  [[[[]]]],
  Array(1_000).fill("a"),
  { type: "buttons" },
];

/** A copy of a value with a few things in it changed, put in or taken out, at any depth. */
function mutate(next: () => number, value: unknown): unknown {
  if (next() < 0.1) return pick(next, ODD);
  if (Array.isArray(value)) {
    const copy = value.map((item) => (next() < 0.3 ? mutate(next, item) : item));
    if (next() < 0.2) copy.push(pick(next, ODD));
    if (next() < 0.2) copy.shift();
    return copy;
  }
  if (typeof value !== "object" || value === null) return next() < 0.5 ? pick(next, ODD) : value;
  const entries = Object.entries(value)
    .filter(() => next() > 0.1)
    .map(([key, item]) => [key, next() < 0.4 ? mutate(next, item) : item]);
  if (next() < 0.2)
    entries.push([
      pick(next, ["type", "buttons", "edges", "seq", "name", "latency", "fast", "__proto__"]),
      pick(next, ODD),
    ]);
  return Object.fromEntries(entries);
}

function writer(): CommandWriter {
  const made = new CommandWriter();
  for (const [button, down] of [
    ["a", true],
    ["left", true],
    ["a", false],
  ] as const)
    made.press(button, down);
  made.fastForward(true);
  made.name = "Ada";
  made.latencyMs = 42;
  return made;
}

describe("a command", () => {
  it("of ours is read as it was written", () => {
    const made = writer();
    for (const command of [made.command(), made.reset(), new CommandWriter().command()])
      expect(parseCommand(JSON.parse(JSON.stringify(command)))).toEqual(command);
  });

  it("of upstream's moq-boy is read, but for what only it needs", () => {
    expect(parseCommand({ type: "buttons", buttons: ["a"], timestamps: [{ label: "x", ts: 1 }] })).toEqual({
      type: "buttons",
      buttons: ["a"],
    });
    expect(parseCommand({ type: "reset", timestamps: [] })).toEqual({ type: "reset" });
  });

  it("may name buttons that another console has, and nothing longer", () => {
    expect(parseCommand({ type: "buttons", buttons: ["shoulder"] })).toBeDefined();
    expect(parseCommand({ type: "buttons", buttons: ["x".repeat(17)] })).toBeUndefined();
    expect(parseCommand({ type: "buttons", buttons: Array(17).fill("a") })).toBeUndefined();
  });

  it("has a bounded number of edges, of buttons that there are", () => {
    const edge = { seq: 1, button: "a", down: true };
    const command = (edges: unknown[]) => ({ type: "buttons", buttons: [], edges });
    expect(parseCommand(command(Array(EDGES_MAX).fill(edge)))).toBeDefined();
    expect(parseCommand(command(Array(EDGES_MAX + 1).fill(edge)))).toBeUndefined();
    for (const wrong of [{ button: "shoulder" }, { seq: -1 }, { seq: 0.5 }, { seq: 2 ** 53 }, { down: 1 }])
      expect(parseCommand(command([{ ...edge, ...wrong }]))).toBeUndefined();
  });

  it("has a bounded number of requests; one that this build does not know is read, and means nothing", () => {
    const request = { seq: 1, type: "ask-baton" };
    const command = (requests: unknown) => ({ type: "buttons", buttons: [], requests });
    expect(parseCommand(command(Array(REQUESTS_MAX).fill(request)))).toBeDefined();
    for (const wrong of [
      Array(REQUESTS_MAX + 1).fill(request),
      [{ type: "ask-baton" }],
      [{ seq: 1 }],
      {},
      [null],
    ])
      expect(parseCommand(command(wrong))).toBeUndefined();
    expect(parseCommand(command([{ seq: 1, type: "dance", seat: 3, tempo: 4 }]))).toEqual(
      command([{ seq: 1, type: "dance", seat: 3 }]),
    );
    expect(readRequest({ type: "dance" })).toBeUndefined();
    expect(readRequest({ type: "take-seat" })).toBeUndefined();
    expect(readRequest({ type: "take-seat", seat: 1 })).toEqual({ type: "take-seat", seat: 1 });
    expect(readRequest({ type: "pass-baton", seat: 1 })).toEqual({ type: "pass-baton" });
  });

  it("loses a name or a latency that is none, and not its buttons", () => {
    const command = { type: "buttons", buttons: ["a"] };
    for (const odd of [...ODD.filter((value) => typeof value !== "string"), "\u202e", "x".repeat(257)])
      expect(parseCommand({ ...command, name: odd })).toEqual(command);
    for (const odd of ["12", -1, 1e300, Number.NaN, null, {}])
      expect(parseCommand({ ...command, latency: odd })).toEqual(command);
    expect(parseCommand({ ...command, name: " A\u202eda\n", latency: 12.5 })).toEqual({
      ...command,
      name: "Ada",
      latency: 12.5,
    });
  });

  it("may ask for a slot that there is", () => {
    expect(readMachineRequest({ type: "save-slot", slot: 0 })).toEqual({ type: "save-slot", slot: 0 });
    expect(readMachineRequest({ type: "load-slot", slot: SLOTS })).toBeUndefined();
    expect(readMachineRequest({ type: "load-slot" })).toBeUndefined();
    expect(readMachineRequest({ type: "take-seat", slot: 1 })).toBeUndefined();
  });

  it("that is anything else is refused without a word", () => {
    for (const odd of ODD) expect(parseCommand(odd)).toBeUndefined();
  });

  it("that is changed at random is read or refused, and what is read is a command", () => {
    const next = random(1);
    const commands = [writer().command(), writer().reset()];
    let [read, refused] = [0, 0];
    for (let i = 0; i < 10_000; i++) {
      const command = parseCommand(mutate(next, pick(next, commands)));
      if (!command) {
        refused++;
        continue;
      }
      read++;
      // Reading again changes nothing: all of it is in the schema.
      expect(CommandSchema.parse(command)).toEqual(command);
      if (command.type !== "buttons") continue;
      expect(command.edges?.length ?? 0).toBeLessThanOrEqual(EDGES_MAX);
      const { name } = command;
      if (name === undefined) continue;
      expect(cleanDisplayName(name)).toBe(name);
      expect([...name].length).toBeLessThanOrEqual(DISPLAY_NAME_MAX_LENGTH);
    }
    expect(read).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  });
});

describe("a status", () => {
  const ours = {
    buttons: ["a"],
    latency: { v: [{ label: "x", ms: 1.5 }] },
    stats: { video_secs: 1, audio_secs: 1, emulation_secs: 0.5, wall_secs: 2 },
    location: "here",
    paused: false,
    viewers: { v: { buttons: ["a"], seq: 7, frame: 100 } },
  };

  it("of ours is read as it was written", () => {
    expect(StatusSchema.parse(JSON.parse(JSON.stringify(ours)))).toEqual(ours);
  });

  it("of upstream's moq-boy is read, without what it lacks", () => {
    expect(StatusSchema.parse({ buttons: [], latency: {}, stats: ours.stats })).toEqual({
      buttons: [],
      latency: {},
      stats: ours.stats,
    });
    expect(StatusSchema.parse({ buttons: [] })).toEqual({ buttons: [], latency: {} });
  });

  it("of which a part is not as it should be is read without that part", () => {
    const odd = { latency: { v: 42 }, stats: { video_secs: "1" }, location: 1, paused: "no", viewers: [1] };
    expect(StatusSchema.parse({ buttons: ["a"], ...odd })).toEqual({ buttons: ["a"], latency: {} });
    for (const [name, value] of Object.entries(odd)) {
      const { [name as keyof typeof ours]: _, ...others } = ours;
      expect(StatusSchema.parse({ ...ours, [name]: value })).toMatchObject(others);
    }
    expect(StatusSchema.safeParse({ latency: {} }).success).toBe(false);
  });

  it("tells of each mode as it is, from its first frame on", () => {
    const hands = [{ id: "p", held: 1, pressed: 1 }];
    for (const type of MODE_TYPES) {
      const begun = beginMode(makeModeSettings(type));
      for (const mode of [begun, begun.request("p", { type: "take-seat", seat: 0 }, 0).step(0, hands)]) {
        const told = JSON.parse(JSON.stringify({ buttons: [], latency: {}, mode: mode.status() }));
        expect(StatusSchema.parse(told).mode).toEqual(mode.status());
      }
    }
  });

  it("of a mode that this build does not know, or not like this, tells the name", () => {
    const modeOf = (mode: unknown) => StatusSchema.parse({ buttons: ["a"], mode }).mode;
    expect(modeOf({ type: "roulette", chamber: 3 })).toEqual({ type: "other", name: "roulette" });
    expect(modeOf({ type: "baton", waiting: "everybody" })).toEqual({ type: "other", name: "baton" });
    expect(modeOf({ type: "democracy", window: 1, tally: { a: -1 } })).toEqual({
      type: "other",
      name: "democracy",
    });
    for (const odd of [
      ...ODD.filter((value) => value !== undefined),
      { type: "x".repeat(33) },
      { type: "" },
      { type: 1 },
    ])
      if (typeof odd !== "object" || odd === null || !("type" in odd && odd.type === "buttons"))
        expect(modeOf(odd)).toBeUndefined();
  });

  it("of which a mode is changed at random is read, with a mode or without", () => {
    const next = random(3);
    const names = new Set<string>();
    for (let i = 0; i < 5_000; i++) {
      const mode = beginMode(makeModeSettings(pick(next, MODE_TYPES))).status();
      const status = StatusSchema.parse({ buttons: [], mode: mutate(next, mode) });
      names.add(status.mode?.type ?? "none");
    }
    expect([...names].sort()).toEqual(["anarchy", "baton", "democracy", "none", "other", "seats"]);
  });

  it("may have viewers of any name", () => {
    const viewer = { buttons: [], seq: 0, frame: 0 };
    const names = ["constructor", "__proto__", "toString", "", "ü"];
    const viewers = Object.fromEntries(names.map((id) => [id, viewer]));
    const read = StatusSchema.parse(JSON.parse(JSON.stringify({ buttons: [], viewers })));
    expect(Object.entries(read.viewers ?? {})).toEqual(Object.entries(viewers));
    const proto = JSON.parse('{"buttons":[],"latency":{"__proto__":[{"label":"x","ms":1}]}}');
    expect(Object.entries(StatusSchema.parse(proto).latency)).toEqual([
      ["__proto__", [{ label: "x", ms: 1 }]],
    ]);
    for (const odd of [[viewer], "viewers", null, 3, { p: null }, { __proto__: null, p: { buttons: 1 } }])
      expect(StatusSchema.parse({ buttons: [], viewers: odd }).viewers).toBeUndefined();
  });

  it("that is changed at random is read or refused, and never more", () => {
    const next = random(2);
    let [read, refused] = [0, 0];
    for (let i = 0; i < 10_000; i++) {
      if (StatusSchema.safeParse(mutate(next, ours)).success) read++;
      else refused++;
    }
    expect(read).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  });
});
