/** The desk over a real machine, its loop and its recordings; time is the test's. */
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { decodeClip, encodeClip, frameCount, startClip } from "../../../emulator/clip/index.ts";
import { type Core, createGameBoy, paletteOf } from "../../../emulator/index.ts";
import { testCore } from "../../../emulator/testing/core.ts";
import { makeRom } from "../../../emulator/testing/rom.ts";
import "../../net/lite.ts";
import type { Permission } from "../permissions.ts";
import { readSession } from "../recording.ts";
import type { ResumableGame, SlotsView } from "../types.ts";
import { GameBroadcast } from "./broadcast.ts";
import { Desk } from "./desk.ts";
import { FAST_SPEED } from "./fast-forward.ts";
import { Game } from "./game.ts";
import { Players } from "./players.ts";
import { MemoryScreen } from "./screen.ts";
import type { KeptSlots } from "./slots.ts";

vi.setConfig({ testTimeout: 60_000 });

let core: Core;
const rom = makeRom();

beforeAll(async () => {
  core = await testCore();
});

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
});

/** A game that nobody watches but its host, with all that hosts it but the session. */
async function setup(stored?: KeptSlots) {
  const emulator = createGameBoy({ core, rom });
  const video = { width: 320, height: 288, framerate: 60, bitrate: 1, keyframeInterval: 60 };
  const audio = { sampleRate: 48_000, numberOfChannels: 2, bitrate: 1 };
  const broadcast = new GameBroadcast(video, audio, { width: 160, height: 144 }, () => {});
  let game: Game | undefined;
  let view: SlotsView | undefined;
  const written: KeptSlots[] = [];
  const kept: ResumableGame[] = [];
  const players = new Players((_, request) => desk.request(request));
  const desk = new Desk({
    players,
    machine: () => game && { game, emulator, palette: paletteOf("grey") },
    onChange: () => {},
    onTold: (message) => {
      if (message.type === "slots") view = message.view;
    },
    allowed: [],
    slots: { read: async () => stored, write: async (_, slots) => void written.push(slots) },
    onKeep: (now) => kept.push(now),
    mode: () => ({ type: "baton", idle: 5 }),
    about: { name: "game", opposites: false, startedAtMs: 1, title: "Game" },
  });
  await desk.open(emulator.romHash);
  game = new Game(emulator, broadcast, players, new MemoryScreen(emulator), false, {
    onBattery: () => {},
    onChange: () => desk.setSpeed(),
    onCrash: (error) => {
      throw error;
    },
  });
  const running = game;
  players.join("host");
  players.join("v");
  onTestFinished(() => {
    desk.close();
    running.close();
    broadcast.close();
  });
  return {
    desk,
    game: running,
    emulator,
    players,
    written,
    kept,
    view: () => view,
    /** Plays for so long, as one who presses now and then. */
    play(ms: number) {
      running.touch();
      vi.advanceTimersByTime(ms);
    },
    async session() {
      for (const replay of broadcast.replays) replay.flush();
      const track = broadcast.producer.subscribe("session");
      track.startAt(track.latest() ?? 0);
      vi.useRealTimers();
      const shownUs = running.clock.timestampUs(running.frame - 1);
      return decodeClip(encodeClip(await readSession(track, shownUs)));
    },
  };
}

test("who holds the key goes fast, and the recording has each step of it", async () => {
  const { desk, game, emulator, play, session } = await setup();
  play(1_000);
  const [slow, shown] = [emulator.frame, game.frame];
  expect(Math.abs(slow - 60)).toBeLessThan(3);
  desk.fastForward(true);
  expect(desk.status.speed).toBe(FAST_SPEED);
  play(1_000);
  expect(game.frame - shown).toBeLessThan(63);
  expect(emulator.frame - slow).toBe((game.frame - shown) * FAST_SPEED);
  desk.fastForward(false);
  expect(desk.status).not.toHaveProperty("speed");
  play(500);
  const clip = await session();
  expect(frameCount(clip.runs)).toBe(emulator.frame);
  const player = startClip(clip, { core, rom });
  expect(player.verify()).toBeUndefined();
  expect(player.picture().rgba).toEqual(emulator.rgba());
});

test("viewers go fast, and save, where they may, and nowhere else", async () => {
  const { desk, game, players, play, view } = await setup();
  const wish = (seq: number, allowed: Permission[]) => {
    desk.allow(allowed);
    const requests = [{ seq, type: "save-slot", slot: 1 }];
    players.command("v", { type: "buttons", buttons: [], requests, fast: true });
    play(100);
    return [game.speed, view()?.slots.filter(Boolean).length];
  };
  expect(wish(1, [])).toEqual([1, 0]);
  expect(desk.status).not.toHaveProperty("slots");
  expect(wish(2, ["save", "reset"])).toEqual([1, 1]);
  expect(desk.status.slots?.[1]).toBeTypeOf("number");
  expect(wish(3, ["fast-forward"])).toEqual([FAST_SPEED, 1]);
  players.leave("v");
  play(100);
  expect(game.speed).toBe(1);
});

test("a game that is held stands still, whatever is pressed, and goes on from there", async () => {
  const { desk, game, emulator, players, play, session } = await setup();
  play(500);
  const at = emulator.frame;
  desk.hold(true);
  expect(game.paused).toBe(true);
  expect(desk.status.pausedBy).toBe("host");
  players.command("v", { type: "buttons", buttons: ["a"] });
  players.command("v", { type: "buttons", buttons: [] });
  play(5_000);
  expect(emulator.frame).toBe(at);
  desk.hold(false);
  expect(desk.status).not.toHaveProperty("pausedBy");
  vi.advanceTimersByTime(500);
  // At its own pace: nothing of the time that it stood is made up for.
  expect(Math.abs(emulator.frame - at - 30)).toBeLessThan(3);
  expect((await session()).runs.every(({ buttons }) => buttons === 0)).toBe(true);
});

test("a slot is gone on from, exactly, and the game that was left for it can be had back", async () => {
  const { desk, emulator, play, view, session, written } = await setup();
  play(500);
  desk.hold(true);
  desk.save(0);
  const saved = emulator.rgba().slice();
  const at = emulator.frame;
  expect(view()?.slots[0]?.picture.rgba).toEqual(saved);
  desk.hold(false);
  play(1_000);
  desk.hold(true);
  const left = emulator.frame;
  desk.load(0);
  expect(emulator.frame).toBe(at);
  expect(emulator.rgba()).toEqual(saved);
  expect(view()?.undo).toEqual({ type: "load", slot: 0 });
  desk.undo();
  expect(emulator.frame).toBe(left);
  expect(view()?.undo).toBeUndefined();
  // Not loaded where there is nothing.
  desk.load(5);
  expect(emulator.frame).toBe(left);
  expect(written.length).toBe(3);
  desk.load(0);
  desk.hold(false);
  play(300);
  const clip = await session();
  expect(clip.start).toMatchObject({ type: "state", frame: at });
  expect(startClip(clip, { core, rom }).verify()).toBeUndefined();
});

test("a slot that cannot be loaded is told of in a sentence, and changes nothing", async () => {
  const picture = { width: 1, height: 1, rgba: new Uint8ClampedArray(4) };
  const { desk, emulator, play, view } = await setup({
    slots: [{ savedAtMs: 1, state: new Uint8Array([1, 2, 3]), picture }],
  });
  play(200);
  const at = emulator.frame;
  desk.load(0);
  expect(view()?.problem).toMatch(/^[A-Z].*\.$/s);
  expect([emulator.frame, view()?.undo]).toEqual([at, undefined]);
  desk.save(1);
  expect(view()?.problem).toBeUndefined();
});

test("the game is kept every ten seconds while it goes on, and at the end", async () => {
  const { desk, emulator, play, kept } = await setup();
  for (let second = 0; second < 21; second++) play(1_000);
  expect(kept.length).toBe(2);
  play(100);
  desk.close();
  desk.close();
  expect(kept.length).toBe(3);
  const last = kept.at(-1);
  expect(last).toMatchObject({
    name: "game",
    title: "Game",
    romHash: emulator.romHash,
    allowed: [],
    mode: { type: "baton", idle: 5 },
  });
  const other = createGameBoy({ core, rom });
  other.loadState(last?.state ?? expect.unreachable());
  expect(other.frame).toBe(emulator.frame);
  other.close();
});
