import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { decodeClip, startClip } from "../../../emulator/clip/index.ts";
import { type Core, createGameBoy } from "../../../emulator/index.ts";
import { testCore } from "../../../emulator/testing/core.ts";
import { makeRom } from "../../../emulator/testing/rom.ts";
import { Broadcast, Time } from "../../net/lite.ts";
import { REPLAY, ReplayPublisher, SESSION } from "../host/replay.ts";
import { GAME_BOY_CLOCK } from "../protocol/index.ts";
import { clipFileName, Keeping } from "./keeping.ts";
import { LateKeeping } from "./late-keeping.ts";

// How long hundreds of frames take is the machine's business.
vi.setConfig({ testTimeout: 60_000 });

let core: Core;
const rom = makeRom();

beforeAll(async () => {
  core = await testCore();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

/** How long the last while is now; 0 where there is none. */
const framesOf = (keeping: Keeping) =>
  keeping.keep("last").then(
    ({ frames }) => frames,
    () => 0,
  );

/** A game with both tracks of its recording; its steps are the test's. */
function makeGame() {
  const emulator = createGameBoy({ core, rom });
  const broadcast = new Broadcast.Producer();
  const info = { timescale: Time.Timescale.MICRO, latencyMax: 40_000 };
  const replay = broadcast.createTrack("replay", info);
  const replays = [
    new ReplayPublisher(replay, REPLAY),
    new ReplayPublisher(broadcast.createTrack("session", info), SESSION),
  ];
  let frame = 0;
  const run = async (frames: number) => {
    for (let count = 0; count < frames; count += 1) {
      const timestamp = Time.Timestamp.fromMicros(GAME_BOY_CLOCK.timestampUs(frame));
      for (const replay of replays) replay.before(emulator, timestamp);
      emulator.step(frame & 0x11);
      for (const replay of replays) replay.stepped(frame & 0x11);
      frame += 1;
      if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    await settle();
    return GAME_BOY_CLOCK.timestampUs(frame - 1);
  };
  /** Resolves once somebody keeps the last while. */
  const kept = () => expect.poll(() => replay.used.peek()).toBe(true);
  return { emulator, broadcast, run, kept };
}

test("who asks for the session while what keeps clips is still loading has it", async () => {
  const game = makeGame();
  const late = new LateKeeping();
  const consumer = game.broadcast.consume();
  onTestFinished(() => {
    late.end();
    consumer.close();
    game.broadcast.close();
  });
  const shownUs = await game.run(60);
  late.follow(consumer);
  late.shown(shownUs);
  const { frames } = await late.keep("session");
  expect(frames).toBeGreaterThanOrEqual(60);
});

test("keeps nothing before the first picture, and says so", async () => {
  const keeping = new Keeping();
  await expect(keeping.keep("last")).rejects.toThrow(/Nothing of this game has been kept yet: play/);
  await expect(keeping.keep("session")).rejects.toThrow(/the game is not running/);
  const game = makeGame();
  keeping.follow(game.broadcast.consume());
  await game.run(60);
  await expect(keeping.keep("last")).rejects.toThrow(/Nothing of this game has been kept yet/);
});

test("keeps the last while from the first picture on, and the whole session, as files that play exactly", async () => {
  const game = makeGame();
  const keeping = new Keeping();
  keeping.follow(game.broadcast.consume());
  keeping.shown(await game.run(60));
  await game.kept();
  keeping.shown(await game.run(90));
  await expect.poll(() => framesOf(keeping)).toBe(90);
  const last = await keeping.keep("last");
  expect(last).toMatchObject({ frames: 90, name: expect.stringMatching(/^[a-z]+-\d{4}-.*\.mqclip$/) });
  expect(last.seconds).toBeCloseTo(90 / 59.7275, 3);
  const session = await keeping.keep("session");
  expect(session.frames).toBe(150);
  for (const { file, frames } of [last, session]) {
    const player = startClip(decodeClip(file), { core, rom });
    expect(player.verify()).toBeUndefined();
    expect(player.frame).toBe(frames);
    expect(player.picture().rgba).toEqual(game.emulator.rgba());
  }
  keeping.end();
});

test("has the last while still when the game has ended, until another goes on", async () => {
  const first = makeGame();
  const keeping = new Keeping();
  keeping.follow(first.broadcast.consume());
  keeping.shown(await first.run(30));
  await first.kept();
  await first.run(60);
  await expect.poll(() => framesOf(keeping)).toBe(60);
  keeping.end();
  expect((await keeping.keep("last")).frames).toBe(60);
  await expect(keeping.keep("session")).rejects.toThrow(/not running/);
  const second = makeGame();
  keeping.follow(second.broadcast.consume());
  keeping.shown(await second.run(10));
  await second.kept();
  expect(await framesOf(keeping)).toBe(60);
  await second.run(30);
  await expect.poll(() => framesOf(keeping)).toBe(30);
  keeping.end();
});

test("a host that takes too long with its recording is not said to have none", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const keeping = new Keeping();
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("session");
  keeping.follow(broadcast.consume());
  keeping.shown(0);
  const kept = keeping.keep("session");
  const seen = expect(kept).rejects.toThrow(/has sent no recording of it within 10 seconds/);
  await vi.advanceTimersByTimeAsync(10_000);
  await seen;
  keeping.end();
  track.close();
  broadcast.close();
});

test("a host without a recording costs nothing but a sentence", async () => {
  const keeping = new Keeping();
  const broadcast = new Broadcast.Producer();
  const rejecting = (async () => {
    for (;;) {
      const request = await broadcast.requested();
      if (!request) return;
      request.reject();
    }
  })();
  keeping.follow(broadcast.consume());
  keeping.shown(0);
  await settle();
  await expect(keeping.keep("last")).rejects.toThrow(/Some hosts send no recording/);
  await expect(keeping.keep("session")).rejects.toThrow(/The host of this game sends no recording/);
  keeping.end();
  broadcast.close();
  await rejecting;
});

test.each([
  ["TOO MANY PAWS", "too-many-paws-2026-03-07-090503.mqclip"],
  ["../evil\\name?", "evil-name-2026-03-07-090503.mqclip"],
  ["ポケット", "game-2026-03-07-090503.mqclip"],
])("a clip of %j is called %s", (title, name) => {
  expect(clipFileName(title, new Date(2026, 2, 7, 9, 5, 3))).toBe(name);
});
