import { expect, it, onTestFinished } from "vitest";
import { Json } from "../../formats/index.ts";
import { Broadcast } from "../../net/index.ts";
import { latencies } from "../host/latencies.ts";
import { Players } from "../host/players.ts";
import { random } from "../modes/testing.ts";
import { LATENCY_LABEL, type Status, StatusSchema } from "../protocol/index.ts";
import { gameStatusOf, Outline, playersOf, readStatus } from "./status.ts";

/** A track, and what has been read of it. */
async function setup() {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("status");
  const consumer = broadcast.consume();
  onTestFinished(() => {
    consumer.close();
    broadcast.close();
  });
  const subscriber = consumer.subscribe("status", { latencyMax: 10_000 });
  await subscriber.info();
  const read: Status[] = [];
  const done = readStatus(subscriber, (status) => read.push(status));
  const write = (...texts: string[]) => {
    const group = track.appendGroup();
    for (const text of texts) group.writeString(text);
    group.close();
  };
  return { track, read, done, write };
}

it("every status of a group is read: the whole and what changes in it", async () => {
  const { track, read, done, write } = await setup();
  write('{"buttons":[]}', '{"buttons":["a"]}', '{"paused":true}');
  track.close();
  await done;
  expect(read).toMatchObject([{ buttons: [] }, { buttons: ["a"] }, { buttons: ["a"], paused: true }]);
});

it("what is no status is passed over, and what is no JSON costs its group alone", async () => {
  const { track, read, done, write } = await setup();
  write("[]", '{"buttons":["a"]}');
  write("what", '{"buttons":["b"]}');
  write('{"buttons":["start"]}');
  track.close();
  await done;
  expect(read).toMatchObject([{ buttons: ["a"] }, { buttons: ["start"] }]);
});

it("players are whom our hosts name, and of moq-boy's those who have pressed something", () => {
  const latency = { early: [{ label: "encode", ms: 2 }] };
  const viewers = { v: { buttons: ["a"], seq: 1, frame: 2 } };
  expect(playersOf({ buttons: ["a"], latency, viewers })).toEqual([{ id: "v", buttons: ["a"] }]);
  const voter = { buttons: ["a"], counted: [], vote: "b", seq: 1, frame: 2 };
  expect(playersOf({ buttons: [], latency, viewers: { v: voter } })).toEqual([
    { id: "v", buttons: ["a"], counted: [], vote: "b" },
  ]);
  expect(playersOf({ buttons: ["a"], latency })).toEqual([{ id: "early", buttons: [] }]);
  const sessions = { "0a1b2c3d.3": [], "0a1b2c3d.4": [], "boy.1": [] };
  expect(playersOf({ buttons: [], latency: sessions }).map(({ id }) => id)).toEqual(["0a1b2c3d", "boy.1"]);
  expect(playersOf({ buttons: [], latency: {}, viewers: {} })).toEqual([]);
  const strangers = Object.fromEntries(["constructor", "toString"].map((id) => [id, viewers.v]));
  expect(playersOf({ buttons: [], latency: {}, viewers: strangers }).map(({ id }) => id)).toEqual([
    "constructor",
    "toString",
  ]);
});

it("an outline is another one where players come, or the mode or the distance changes, and not at a press", () => {
  const outline = new Outline();
  const viewer = { buttons: [], seq: 1, frame: 2 };
  const status: Status = { buttons: [], latency: {}, viewers: { host: viewer } };
  expect(outline.isAnother(status)).toBe(true);
  expect(outline.isAnother({ ...status, buttons: ["a"] })).toBe(false);
  expect(outline.isAnother({ ...status, rtt: 20 })).toBe(true);
  expect(outline.isAnother({ ...status, rtt: 20, viewers: { host: viewer, v: viewer } })).toBe(true);
  expect(outline.isAnother({ ...status, rtt: 20, viewers: { host: viewer, v: { ...viewer, seq: 2 } } })).toBe(
    false,
  );
  const known = { rtt: 20, viewers: { host: viewer, v: viewer } };
  expect(outline.isAnother({ ...status, ...known, mode: { type: "anarchy" } })).toBe(true);
  expect(outline.isAnother({ ...status, ...known, mode: { type: "other", name: "auction" } })).toBe(true);
});

it("what a game without colours is shown in is told; what is no palette is as if none were", () => {
  const told = (palette: unknown) => {
    const status = StatusSchema.parse({ buttons: [], palette });
    return gameStatusOf(status, false).palette;
  };
  expect(told([0xffffff, 0xc0c0c0, 0x606060, 0])).toEqual([0xffffff, 0xc0c0c0, 0x606060, 0]);
  for (const none of [
    undefined,
    [],
    [1, 2, 3],
    [1, 2, 3, 0x1000000],
    [1, 2, 3, -1],
    ["red", 2, 3, 4],
    "grey",
  ])
    expect(told(none)).toBeUndefined();
});

/** Names that an object has already, or that it takes for something else. */
const HOSTILE = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...[
    "prototype",
    "then",
    "toJSON",
    "",
    "0",
    "-1",
    "4294967295",
    " ",
    "length",
    "a.b",
    "<b>",
    "\u202eü",
    "😀",
  ],
];

it("players of whatever names come and go, and are told, each with what is its own", () => {
  const next = random(7);
  const pick = <T>(all: readonly T[]) => all[Math.floor(next() * all.length)] as T;
  const players = new Players();
  players.share({ type: "seats", seats: 4, idle: 3 });
  const encoder = new Json.Snapshot.Encoder();
  const decoder = new Json.Snapshot.Decoder();
  const seen = new Set<string>();
  for (let frame = 0; frame < 1_000; frame++) {
    const id = pick(HOSTILE);
    if (next() < 0.5) players.join(id);
    else if (next() < 0.4) players.leave(id);
    if (next() < 0.2) players.mute(id, next() < 0.5);
    players.request(id, { type: "take-seat", seat: Math.floor(next() * 4) });
    players.request(id, { type: "give-baton", to: pick(HOSTILE) });
    const told = { name: id, latency: HOSTILE.indexOf(id) };
    players.command(id, { type: "buttons", buttons: [pick(["a", "b", "__proto__"])], ...told });
    players.take(frame);
    const views = players.views();
    const viewers = Object.fromEntries(views.map(({ id, latencyMs: _, ...view }) => [id, view]));
    const status = { buttons: [], latency: latencies(views), mode: players.mode.status(), viewers };
    const frames = encoder.update(status as unknown as Json.Json);
    if (frames?.keyframe) decoder.snapshot(frames.payload);
    else if (frames) decoder.delta(frames.payload);
    frames?.commit();
    const read = StatusSchema.parse(decoder.decode());
    const all = playersOf(read);
    expect(all.map(({ id }) => id).sort()).toEqual(views.map(({ id }) => id).sort());
    for (const player of all) {
      seen.add(player.id);
      const view = views.find(({ id }) => id === player.id);
      expect(player.latencyMs).toBe(view?.latencyMs);
      expect([player.id, player.muted, player.buttons]).toEqual([view?.id, view?.muted, view?.buttons]);
    }
    expect(read.mode).toEqual(status.mode);
    // Of a host of moq-boy's, who has pressed something.
    const boys = Object.fromEntries(all.map(({ id }) => [id, [{ label: LATENCY_LABEL, ms: 1 }]]));
    const told2 = StatusSchema.parse({ buttons: [], latency: boys });
    expect(
      playersOf(told2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(all.map(({ id }) => id).sort());
  }
  expect([...seen].sort()).toEqual([...new Set(HOSTILE)].sort());
  expect(Object.keys(Object.prototype)).toEqual([]);
});
