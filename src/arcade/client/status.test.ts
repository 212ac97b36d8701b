import { expect, it, onTestFinished } from "vitest";
import { Broadcast } from "../../net/index.ts";
import { type Status, StatusSchema } from "../protocol/index.ts";
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
