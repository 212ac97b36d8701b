import { beforeAll, describe, expect, test, vi } from "vitest";

import { clockAt } from "../clock.ts";
import type { Core } from "../core.ts";
import type { Emulator } from "../emulator.ts";
import { EmulatorError } from "../errors.ts";
import { createGameBoy } from "../gameboy.ts";
import { contentHash, xxh32 } from "../hash.ts";
import { bundledRoms, testCore } from "../testing/core.ts";
import { CLOCK, generator, makeRom } from "../testing/rom.ts";
import { appendRun, type Clip, type Run, sliceRuns } from "./clip.ts";
import { ClipError } from "./error.ts";
import { decodeClip, encodeClip } from "./file.ts";
import { describe as describeDivergence } from "./player.ts";
import { rebaseClip } from "./rebase.ts";
import { ClipRecorder } from "./recorder.ts";
import { startClip } from "./start.ts";

// Thousands of frames: how long they take is the machine's business.
vi.setConfig({ testTimeout: 60_000 });

let core: Core;

beforeAll(async () => {
  core = await testCore();
});

const ROM = makeRom();

/** Presses as people do: for some frames each. */
function play(emulator: Emulator, frames: number, seed: number, each: (buttons: number) => void): void {
  const next = generator(seed);
  let buttons = 0;
  let left = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    if (left === 0) {
      buttons = next() % 3 === 0 ? 0 : 1 << (next() % 8);
      left = 5 + (next() % 25);
    }
    left -= 1;
    emulator.step(buttons);
    each(buttons);
  }
}

function record(rom: Uint8Array, frames: number, { before = 0, seed = 1 } = {}): Clip {
  const emulator = createGameBoy({ core, rom });
  play(emulator, before, seed + 1, () => {});
  const recorder = new ClipRecorder(emulator, { recordedAtMs: 1_700_000_000_000 });
  play(emulator, frames, seed, (buttons) => recorder.stepped(buttons));
  recorder.mark("the end");
  const clip = recorder.clip();
  emulator.close();
  return clip;
}

const changed = (clip: Clip, change: (file: Uint8Array<ArrayBuffer>) => void) => {
  const file = encodeClip(clip);
  change(file);
  return file;
};

describe("a clip's file", () => {
  test("reads as what was written", () => {
    for (const clip of [
      record(ROM, 700),
      record(ROM, 130, { before: 50 }),
      record(makeRom({ color: 0x80 }), 60),
    ])
      expect(decodeClip(encodeClip(clip))).toEqual(clip);
  });

  test("of a minute of each bundled game, from a state in the middle of it, is under 40 KiB", () => {
    const sizes = bundledRoms().map(([, rom]) => {
      const clip = record(rom, 3584, { before: 1000 });
      expect(clip.start.type).toBe("state");
      return encodeClip(clip).length;
    });
    expect(sizes.length).toBeGreaterThan(0);
    for (const size of sizes) expect(size).toBeLessThan(40 * 1024);
  });

  test("that was changed anywhere, cut, or is of a later version is refused with a reason", () => {
    const clip = record(ROM, 90, { before: 30 });
    const length = encodeClip(clip).length;
    expect(() => decodeClip(new Uint8Array(0))).toThrow(expect.objectContaining({ reason: "not-a-clip" }));
    expect(() => decodeClip(new TextEncoder().encode("<!doctype html>"))).toThrow(/no clip/);
    for (const at of [5, 6, 40, length >> 1, length - 1]) {
      const file = changed(clip, (bytes) => bytes.fill((bytes[at] ?? 0) ^ 1, at, at + 1));
      expect(() => decodeClip(file)).toThrow(expect.objectContaining({ reason: "damaged" }));
      expect(() => decodeClip(encodeClip(clip).subarray(0, at))).toThrow(
        expect.objectContaining({ reason: "damaged" }),
      );
    }
    expect(() => decodeClip(changed(clip, (bytes) => bytes.fill(2, 4, 5)))).toThrow(
      expect.objectContaining({ reason: "too-new" }),
    );
  });
});

describe("a clip that is played", () => {
  test("shows what was recorded, from power-on and from a state", () => {
    for (const before of [0, 77]) {
      const player = startClip(record(ROM, 700, { before }), { core, rom: ROM });
      expect(player.verify()).toBeUndefined();
      expect(player.frame).toBe(700);
      expect(player.step()).toBe(false);
      player.close();
    }
  });

  test("goes to any frame, back and forth, with the picture of that frame", () => {
    const clip = record(ROM, 900);
    const straight = startClip(clip, { core, rom: ROM });
    const pictures = new Map<number, string>([[0, contentHash(straight.picture().rgba)]]);
    while (straight.step()) pictures.set(straight.frame, contentHash(straight.picture().rgba));
    straight.close();
    const player = startClip(clip, { core, rom: ROM });
    for (const frame of [899, 0, 300, 299, 1, 900, 601, -5, 4_000]) {
      player.seek(frame);
      expect(player.frame).toBe(Math.min(Math.max(frame, 0), 900));
      expect(contentHash(player.picture().rgba)).toBe(pictures.get(player.frame));
    }
    expect(player.divergence).toBeUndefined();
    player.close();
  });

  test("is taken near any frame without a step, never behind it, and steps on to its picture", () => {
    const clip = record(ROM, 1_000);
    const player = startClip(clip, { core, rom: ROM });
    expect(player.approach(700)).toBe(700);
    expect(player.frame).toBe(0);
    player.seek(1_000);
    for (const frame of [950, 300, 20, 5_000]) {
      const to = player.approach(frame);
      expect(to).toBe(Math.min(frame, 1_000));
      expect(player.frame).toBeLessThanOrEqual(to);
      expect(to - player.frame).toBeLessThanOrEqual(300);
    }
    while (player.step());
    expect(player.divergence).toBeUndefined();
    expect(player.picture().rgba).toEqual(clip.pictures.at(-1)?.rgba);
  });

  test("with a reset in it is the same again", () => {
    const emulator = createGameBoy({ core, rom: ROM });
    const recorder = new ClipRecorder(emulator);
    play(emulator, 100, 5, (buttons) => recorder.stepped(buttons));
    for (let times = 0; times < 2; times += 1) {
      recorder.reset();
      emulator.reset();
      play(emulator, 100, 6, (buttons) => recorder.stepped(buttons));
    }
    const clip = decodeClip(encodeClip(recorder.clip()));
    expect(clip.runs.filter(({ reset }) => reset)).toHaveLength(2);
    const player = startClip(clip, { core, rom: ROM });
    expect(player.verify()).toBeUndefined();
    player.seek(150);
    player.seek(99);
    player.seek(300);
    expect(player.divergence).toBeUndefined();
  });

  test("begins with what the cartridge kept", () => {
    const rom = makeRom({ type: 0x03 });
    const first = createGameBoy({ core, rom });
    play(first, 60, 3, () => {});
    const battery = first.battery();
    expect(battery.some((byte) => byte !== 0)).toBe(true);
    const emulator = createGameBoy({ core, rom, battery });
    const recorder = new ClipRecorder(emulator);
    play(emulator, 60, 4, (buttons) => recorder.stepped(buttons));
    const clip = decodeClip(encodeClip(recorder.clip()));
    expect(clip.start).toEqual({ type: "power-on", battery, clock: new Uint8Array(0) });
    const player = startClip(clip, { core, rom });
    expect(player.verify()).toBeUndefined();
    expect(player.emulator.battery()).toEqual(emulator.battery());
  });

  test("tells the time that it told", () => {
    const rom = makeRom({ type: 0x10, program: CLOCK });
    const emulator = createGameBoy({ core, rom, clock: clockAt(23 * 3600 + 59 * 60 + 58) });
    const recorder = new ClipRecorder(emulator);
    play(emulator, 180, 4, (buttons) => recorder.stepped(buttons));
    const player = startClip(decodeClip(encodeClip(recorder.clip())), { core, rom });
    expect(player.verify()).toBeUndefined();
    // Three seconds on, past midnight.
    expect([0xc000, 0xc001, 0xc002, 0xc003].map((at) => player.emulator.peek(at))).toEqual([1, 0, 0, 1]);
  });

  test("that diverges names the first frame, and gives the two pictures", () => {
    const clip = record(ROM, 1_900);
    // One more press, of a button that scrolls the picture.
    const runs: Run[] = [];
    for (const run of [
      ...sliceRuns(clip.runs, 0, 400),
      { frames: 1, buttons: 0x0c ^ (sliceRuns(clip.runs, 400, 401)[0]?.buttons ?? 0) },
      ...sliceRuns(clip.runs, 401, 1_900),
    ])
      appendRun(runs, run);
    const player = startClip({ ...clip, runs }, { core, rom: ROM });
    const divergence = player.verify();
    expect(divergence).toMatchObject({ of: "picture" });
    expect(divergence?.frame).toBeGreaterThan(400);
    expect(divergence?.frame).toBeLessThanOrEqual(403);
    expect(describeDivergence(divergence as never)).toMatch(/^The picture of frame 40\d is not the one/);
    const comparison = player.compare();
    expect(comparison?.expected.frame).toBe(1_800);
    expect(comparison?.actual.frame).toBe(1_800);
    expect(comparison?.actual.rgba).not.toEqual(comparison?.expected.rgba);
  });

  test("is refused with another game, another console or another build's state", () => {
    const clip = record(ROM, 30, { before: 10 });
    const reasonOf = (other: Clip, rom = ROM) => {
      try {
        startClip(other, { core, rom });
        return undefined;
      } catch (error) {
        return (error as { reason: string }).reason;
      }
    };
    expect(reasonOf(clip)).toBeUndefined();
    expect(reasonOf(clip, makeRom({ title: "OTHER" }))).toBe("wrong-rom");
    expect(reasonOf({ ...clip, console: "nes" })).toBe("wrong-console");
    const { start } = clip;
    if (start.type !== "state") throw new Error("a clip from a state was expected");
    const state = start.state.slice();
    state[8] = (state[8] ?? 0) ^ 1;
    expect(reasonOf({ ...clip, start: { ...start, state } })).toBe("wrong-core");
  });
});

describe("rebasing", () => {
  const session = () => {
    const emulator = createGameBoy({ core, rom: ROM });
    const whole = new ClipRecorder(emulator);
    let part: ClipRecorder | undefined;
    play(emulator, 200, 8, (buttons) => whole.stepped(buttons));
    whole.reset();
    emulator.reset();
    play(emulator, 150, 9, (buttons) => whole.stepped(buttons));
    part = new ClipRecorder(emulator);
    play(emulator, 100, 10, (buttons) => {
      whole.stepped(buttons);
      part?.stepped(buttons);
    });
    part.mark("fine");
    return { whole: whole.clip(), part: part.clip() };
  };

  test("makes a clip from a state one from power-on that shows the same", () => {
    const { whole, part } = session();
    expect(part.start.type).toBe("state");
    const rebased = decodeClip(encodeClip(rebaseClip(part, whole, { core, rom: ROM })));
    expect(rebased.start.type).toBe("power-on");
    expect(rebased.marks).toEqual([
      { frame: 350, label: "here the clip began" },
      { frame: 450, label: "fine" },
    ]);
    const player = startClip(rebased, { core, rom: ROM });
    expect(player.verify()).toBeUndefined();
    const other = startClip(part, { core, rom: ROM });
    expect(other.verify()).toBeUndefined();
    expect(player.picture().rgba).toEqual(other.picture().rgba);
  });

  test("refuses a session that the clip is not of", () => {
    const { part, whole } = session();
    const other = record(ROM, 450, { seed: 99 });
    expect(() => rebaseClip(part, other, { core, rom: ROM })).toThrow(
      expect.objectContaining({ reason: "unrelated" }),
    );
    expect(() => rebaseClip(part, part, { core, rom: ROM })).toThrow(/power-on/);
    expect(rebaseClip(whole, whole, { core, rom: ROM })).toBe(whole);
  });
});

describe("hostile clips", () => {
  test("5,000 mutated files are read, or refused with a reason", () => {
    const outcomes = mutations(5_000, [record(ROM, 90), record(ROM, 60, { before: 20 })]).map((file) => {
      try {
        decodeClip(file);
        return "read";
      } catch (error) {
        expect(error).toBeInstanceOf(ClipError);
        return "refused";
      }
    });
    // Each way is gone often enough for the test to mean something.
    for (const outcome of ["read", "refused"])
      expect(outcomes.filter((one) => one === outcome).length).toBeGreaterThan(500);
  });

  test("what was read plays, or says why not", () => {
    let played = 0;
    for (const file of mutations(200, [{ ...record(ROM, 90), pictures: [] }], BEHIND_ABOUT)) {
      try {
        const player = startClip(decodeClip(file), { core, rom: ROM });
        for (let steps = 0; steps < 20 && player.step(); steps += 1);
        player.close();
        played += 1;
      } catch (error) {
        if (!(error instanceof EmulatorError)) expect(error).toBeInstanceOf(ClipError);
      }
    }
    expect(played).toBeGreaterThan(20);
  });
});

/** Where what names the game ends, in the clip of the second test. */
const BEHIND_ABOUT = 180;

/** Clips that were changed from a place in their files on, the same way each time. */
function mutations(count: number, clips: readonly Clip[], from = 5): Uint8Array[] {
  const files = clips.map(encodeClip);
  const next = generator(20261123);
  return Array.from({ length: count }, (_, at) =>
    mutate(files[at % files.length] ?? new Uint8Array(0), next, from),
  );
}

/** Changes some bytes, now and then cuts it, and makes the checksum right again. */
function mutate(file: Uint8Array, next: () => number, from: number): Uint8Array {
  let bytes = file.slice();
  if (next() % 8 === 0) bytes = bytes.slice(0, from + (next() % (bytes.length - from)));
  const end = bytes.length - 4;
  for (let times = next() % 6; times >= 0 && end > from; times -= 1)
    bytes[from + (next() % (end - from))] = next();
  if (end > 5) new DataView(bytes.buffer).setUint32(end, xxh32(bytes.subarray(0, end)), true);
  return bytes;
}
