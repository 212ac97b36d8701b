import { beforeAll, expect, test, vi } from "vitest";
import { type Clip, decodeClip, encodeClip, frameCount, startClip } from "../../emulator/clip/index.ts";
import { type Core, createGameBoy, secondsOf } from "../../emulator/index.ts";
import { testCore } from "../../emulator/testing/core.ts";
import { makeRom } from "../../emulator/testing/rom.ts";
import { Broadcast, Time } from "../net/lite.ts";
import { REPLAY, ReplayPublisher } from "./host/replay.ts";
import { GAME_BOY_CLOCK } from "./protocol/index.ts";
import { type RecordingOptions, ReplayRecorder } from "./recorder.ts";
import { makeReplayHost, settle } from "./testing/replay-host.ts";

vi.setConfig({ testTimeout: 60_000 });

const rom = makeRom();
let core: Core;
beforeAll(async () => {
  core = await testCore();
});

/** A host that has run for so long, and what records it from there on. */
async function recorded(ranFrames: number, options: Partial<RecordingOptions> = {}) {
  const host = makeReplayHost(core, rom);
  await host.run(ranFrames);
  const stop = new AbortController();
  const track = host.broadcast.consume().subscribe("replay");
  const fromUs = GAME_BOY_CLOCK.timestampUs(host.frame());
  const recorder = new ReplayRecorder(track, { fromUs, signal: stop.signal, ...options });
  const end = recorder.run();
  await settle();
  return { host, recorder, end, stop };
}

/** What records a hundred frames of a host, as if asked for on one of them. */
async function hundred(host: ReturnType<typeof makeReplayHost>, fromFrame: number) {
  const recorder = new ReplayRecorder(host.broadcast.consume().subscribe("replay"), {
    fromUs: GAME_BOY_CLOCK.timestampUs(fromFrame),
    seconds: secondsOf(100, "dmg"),
    signal: new AbortController().signal,
  });
  const end = recorder.run();
  await settle();
  return { recorder, end };
}

/** Plays it as a file would be. */
function play(clip: Clip | undefined) {
  const player = startClip(decodeClip(encodeClip(clip ?? expect.unreachable())), { core, rom });
  expect(player.verify()).toBeUndefined();
  return player;
}

test("what goes on over many groups is one clip, until it is stopped", async () => {
  const told: number[] = [];
  const { host, recorder, end, stop } = await recorded(100, { onProgress: (seconds) => told.push(seconds) });
  await host.run(700);
  host.step(true);
  await host.run(1_309);
  await settle();
  stop.abort();
  expect(await end).toBe("done");
  const clip = recorder.clip();
  expect(clip?.start).toMatchObject({ type: "state", frame: 100 });
  // Up to the last whole piece of 30.
  expect(frameCount(clip?.runs ?? [])).toBe(2_010);
  expect(play(clip).picture().rgba).toEqual(host.emulator.rgba());
  expect(told.at(-1)).toBeCloseTo(secondsOf(2_010, "dmg"));
  expect(told).toEqual([...told].sort((one, other) => one - other));
});

test("it is over with as many frames as were wanted, and a mark says where it was asked for", async () => {
  const host = makeReplayHost(core, rom);
  // Somebody watches already.
  const other = host.broadcast.consume().subscribe("replay");
  await settle();
  await host.run(90);
  const { recorder, end } = await hundred(host, host.frame());
  await host.run(300);
  expect(await end).toBe("done");
  const clip = recorder.clip();
  expect(clip?.marks).toEqual([{ frame: 90, label: "recorded from here" }]);
  const frames = frameCount(clip?.runs ?? []);
  expect(frames).toBeGreaterThanOrEqual(190);
  expect(frames).toBeLessThan(190 + 30);
  play(clip);
  other.close();
});

test("a game that ends, ends it with what there was", async () => {
  const { host, recorder, end } = await recorded(10);
  await host.run(200);
  for (const replay of host.replays) replay.close();
  expect(await end).toBe("ended");
  expect(frameCount(recorder.clip()?.runs ?? [])).toBe(200);
  play(recorder.clip());
});

test("a game that goes on from elsewhere breaks it off, and what was before is kept", async () => {
  const { host, recorder, end } = await recorded(10);
  await host.run(60);
  const snapshot = host.emulator.snapshot();
  await host.run(60);
  host.emulator.restore(snapshot);
  for (const replay of host.replays) replay.interrupt();
  await host.run(60);
  await settle();
  expect(await end).toBe("broken");
  expect(frameCount(recorder.clip()?.runs ?? [])).toBe(120);
  play(recorder.clip());
});

test("a group that was for somebody who has just left ends early, and what follows is recorded", async () => {
  const host = makeReplayHost(core, rom);
  const other = host.broadcast.consume().subscribe("replay");
  await settle();
  await host.run(90);
  // The last frames of that group count as after it was asked for.
  const { recorder, end } = await hundred(host, host.frame() - 20);
  // As where its host has noticed that nobody was there, and a while has gone by.
  for (const replay of host.replays) replay.interrupt();
  for (let frame = 0; frame < 10; frame += 1) host.emulator.step(0);
  await host.run(200);
  expect(await end).toBe("done");
  const clip = recorder.clip();
  expect(clip?.start).toMatchObject({ type: "state", frame: 100 });
  expect(frameCount(clip?.runs ?? [])).toBeGreaterThanOrEqual(100);
  play(clip);
  other.close();
});

test("what was sent before it was asked for and cannot be read is passed over", async () => {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("replay", { timescale: Time.Timescale.MICRO });
  const { signal } = new AbortController();
  const recorder = new ReplayRecorder(broadcast.consume().subscribe("replay"), { fromUs: 0, signal });
  const end = recorder.run();
  await settle();
  const group = track.appendGroup();
  group.writeFrame({ payload: Uint8Array.of(1, 2, 3), timestamp: Time.Timestamp.fromMicros(0) });
  group.close();
  await settle();
  const emulator = createGameBoy({ core, rom });
  const replay = new ReplayPublisher(track, REPLAY);
  for (let frame = 0; frame < 60; frame += 1) {
    replay.before(emulator, Time.Timestamp.fromMicros(GAME_BOY_CLOCK.timestampUs(frame)));
    emulator.step(0);
    replay.stepped(0);
  }
  await settle();
  replay.close();
  expect(await end).toBe("ended");
  expect(frameCount(recorder.clip()?.runs ?? [])).toBe(60);
  play(recorder.clip());
});

test("a game that stands still gives nothing", async () => {
  const { recorder, end, stop } = await recorded(10);
  stop.abort();
  expect(await end).toBe("done");
  expect(recorder.clip()).toBeUndefined();
});
