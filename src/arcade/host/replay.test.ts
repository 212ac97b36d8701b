import { beforeAll, expect, test, vi } from "vitest";
import { decodeClip, encodeClip, frameCount, startClip } from "../../../emulator/clip/index.ts";
import { type Core, createGameBoy, secondsOf } from "../../../emulator/index.ts";
import { testCore } from "../../../emulator/testing/core.ts";
import { generator, makeRom } from "../../../emulator/testing/rom.ts";
import { Broadcast, Time } from "../../net/lite.ts";
import { GAME_BOY_CLOCK } from "../protocol/index.ts";
import { ReplayKeeper, readSession } from "../recording.ts";
import { makeReplayHost, settle } from "../testing/replay-host.ts";
import { REPLAY, ReplayPublisher } from "./replay.ts";

vi.setConfig({ testTimeout: 60_000 });

let core: Core;
const rom = makeRom();

beforeAll(async () => {
  core = await testCore();
});

const makeHost = () => makeReplayHost(core, rom);

test("whoever watches keeps the last while, and it plays to the same picture", async () => {
  const host = makeHost();
  await host.run(100);
  const consumer = host.broadcast.consume();
  const keeper = new ReplayKeeper(consumer.subscribe("replay"), secondsOf(900, "dmg"));
  await settle();
  expect(keeper.clip()).toBeUndefined();
  await host.run(700);
  host.step(true);
  await host.run(1_309);
  await settle();
  const clip = decodeClip(encodeClip(keeper.clip() ?? expect.unreachable()));
  // Groups of 600 from frame 101 on: the first has been let go of.
  expect(frameCount(clip.runs)).toBe(2_010 - 600);
  expect(clip.start).toMatchObject({ type: "state", frame: 700 });
  expect(clip.marks).toEqual([{ frame: 510, label: "kept from here" }]);
  expect(clip.runs.some(({ reset }) => reset)).toBe(true);
  const player = startClip(clip, { core, rom });
  expect(player.verify()).toBeUndefined();
  expect(player.frame).toBe(1_410);
  expect(player.picture().rgba).toEqual(host.emulator.rgba());
  keeper.close();
  await keeper.done;
});

test("who comes late gets all of the session, from power-on", async () => {
  const host = makeHost();
  await host.run(400);
  host.step(true);
  await host.run(505);
  for (const replay of host.replays) replay.flush();
  const consumer = host.broadcast.consume();
  const clip = await readSession(consumer.subscribe("session"), GAME_BOY_CLOCK.timestampUs(host.frame() - 1));
  expect(clip.start.type).toBe("power-on");
  expect(frameCount(clip.runs)).toBe(906);
  const player = startClip(decodeClip(encodeClip(clip)), { core, rom });
  expect(player.verify()).toBeUndefined();
  expect(player.picture().rgba).toEqual(host.emulator.rgba());
});

test("what cannot follow from what was begins anew", async () => {
  const host = makeHost();
  const consumer = host.broadcast.consume();
  const keeper = new ReplayKeeper(consumer.subscribe("replay"), secondsOf(3_000, "dmg"));
  await settle();
  await host.run(90);
  const snapshot = host.emulator.snapshot();
  await host.run(90);
  host.emulator.restore(snapshot);
  for (const replay of host.replays) replay.interrupt();
  await host.run(60);
  await settle();
  const clip = keeper.clip() ?? expect.unreachable();
  expect(frameCount(clip.runs)).toBe(60);
  expect(clip.start).toMatchObject({ type: "state", frame: 90 });
  expect(startClip(clip, { core, rom }).verify()).toBeUndefined();
});

test("a recording that is none is passed over, and the next one is kept", async () => {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("replay", { timescale: Time.Timescale.MICRO });
  const keeper = new ReplayKeeper(broadcast.consume().subscribe("replay"), secondsOf(900, "dmg"));
  await settle();
  const next = generator(3);
  for (let count = 0; count < 50; count += 1) {
    const group = track.appendGroup();
    for (let frames = next() % 4; frames >= 0; frames -= 1)
      group.writeFrame({
        payload: Uint8Array.from({ length: next() % 64 }, () => next()),
        timestamp: Time.Timestamp.fromMicros(0),
      });
    group.close();
  }
  await settle();
  expect(keeper.clip()).toBeUndefined();
  const emulator = createGameBoy({ core, rom });
  const replay = new ReplayPublisher(track, REPLAY);
  for (let frame = 0; frame < 60; frame += 1) {
    replay.before(emulator, Time.Timestamp.fromMicros(frame));
    emulator.step(0);
    replay.stepped(0);
  }
  await settle();
  expect(startClip(keeper.clip() ?? expect.unreachable(), { core, rom }).verify()).toBeUndefined();
  replay.close();
});

test("nobody's last while is recorded for nobody", async () => {
  const host = makeHost();
  await host.run(60);
  const [replay] = host.replays;
  const consumer = host.broadcast.consume();
  const track = consumer.subscribe("replay");
  replay?.close();
  expect(await track.nextGroup()).toBeUndefined();
});

test("what is left of a group goes out with the time of its last frame, however long after", async () => {
  const host = makeHost();
  const consumer = host.broadcast.consume();
  const track = consumer.subscribe("replay");
  await settle();
  await host.run(40);
  track.close();
  await settle();
  // The group is for nobody any more: it ends with the next step, which is a later frame's.
  host.step();
  const reader = consumer.subscribe("replay");
  const group = await reader.nextGroup();
  const times: number[] = [];
  for (let frame = await group?.readFrame(); frame; frame = await group?.readFrame())
    times.push(frame.timestamp.asMicros());
  expect(times).toEqual([0, 29, 39].map((frame) => GAME_BOY_CLOCK.timestampUs(frame)));
  reader.close();
});
