import "../../net/lite.ts";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { Broadcast, type Track } from "../../net/api.ts";
import type { Command } from "../protocol/index.ts";
import { readCommands } from "./commands.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** A viewer, and what a host hears of it. */
function viewer() {
  const broadcast = new Broadcast.Producer();
  // In one process readers get all that a track keeps; by a session, what their subscription lets be this late.
  const track = broadcast.createTrack("command", { latencyMax: 200 });
  const reader = broadcast.consume();
  const heard: (Command | "dropped")[] = [];
  let isWanted = true;
  const over = readCommands(reader, {
    isWanted: () => isWanted,
    onCommand: (command) => heard.push(command),
    onDropped: () => heard.push("dropped"),
  });
  onTestFinished(() => {
    isWanted = false;
    for (const handle of [track, reader, broadcast]) handle.close();
  });
  return { track, heard, over };
}

const held = (...buttons: string[]) => ({ type: "buttons" as const, buttons });

async function flood(track: Track.Producer, groups: number): Promise<void> {
  for (let i = 0; i < groups; i++) {
    track.writeJson(held("a"));
    // One by one, so that none is passed over for a newer one.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it("who sends more than fingers can lets go, is not listened to for a while, and then is again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const { track, heard } = viewer();
  await flood(track, 200);
  expect(heard.length).toBe(200);
  await flood(track, 200);
  expect(heard.length).toBe(242);
  expect(heard.slice(-2)).toEqual(["dropped", held()]);

  await vi.advanceTimersByTimeAsync(1_999);
  await flood(track, 10);
  expect(heard.length).toBe(242);
  await vi.advanceTimersByTimeAsync(1);
  await flood(track, 1);
  expect(heard.at(-1)).toEqual(held("a"));
});

it("who goes on like that is listened to less and less", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const { track, heard } = viewer();
  const letGo = () =>
    heard.filter(
      (command) => command !== "dropped" && command.type === "buttons" && command.buttons.length === 0,
    ).length;
  await flood(track, 300);
  expect(letGo()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  await flood(track, 300);
  expect(letGo()).toBe(2);
  await vi.advanceTimersByTimeAsync(2_000);
  const before = heard.length;
  await flood(track, 10);
  expect(heard.length).toBe(before);
  await vi.advanceTimersByTimeAsync(2_000);
  await flood(track, 10);
  expect(heard.length).toBeGreaterThan(before);
});

it("what of a flood still waits at the publisher is not asked for again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const { track } = viewer();
  await flood(track, 1);
  const { subscription } = track;
  const patience = [subscription.peek()?.latencyMax];
  subscription.subscribe((asked) => patience.push(asked?.latencyMax));
  await flood(track, 300);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(patience.slice(0, 3)).toEqual([2_000, undefined, 200]);
});

it("groups without a frame, and frames in one group, count as well", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const empty = viewer();
  for (let i = 0; i < 300; i++) {
    empty.track.appendGroup().close();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(empty.heard).toEqual(["dropped", held()]);
  const long = viewer();
  const group = long.track.appendGroup();
  for (let i = 0; i < 300; i++) group.writeJson(held("a"));
  await expect.poll(() => long.heard.at(-1)).toEqual(held());
  group.close();
});

it("ends with the track", async () => {
  const { track, heard, over } = viewer();
  await flood(track, 1);
  track.close();
  await over;
  expect(heard).toEqual([held("a")]);
});
