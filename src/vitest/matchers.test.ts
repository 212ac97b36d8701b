import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import {
  appendRun,
  type Clip,
  ClipRecorder,
  encodeClip,
  type Run,
  sliceRuns,
} from "../../emulator/clip/index.ts";
import { createGameBoy } from "../../emulator/index.ts";
import { testCore } from "../../emulator/testing/core.ts";
import { makeRom } from "../../emulator/testing/rom.ts";
import { decodePng } from "../headless/index.ts";
import { type Replay, replay } from "./index.ts";

// Emulated frames and PNGs: how long they take is the machine's business.
vi.setConfig({ testTimeout: 60_000 });

const ROM = makeRom();
/** A game that scrolls each frame, so that no two pictures in a row are the same. */
let clip: Clip;
let game: Replay;
let failures: string;

beforeAll(async () => {
  const emulator = createGameBoy({ core: await testCore(), rom: ROM });
  const recorder = new ClipRecorder(emulator);
  for (let frame = 1; frame <= 120; frame += 1) {
    const buttons = frame > 50 ? 0x11 : 0;
    emulator.step(buttons);
    recorder.stepped(buttons);
  }
  clip = recorder.clip();
});

beforeEach(async () => {
  failures = await mkdtemp(join(tmpdir(), "moq-arcade-failures-"));
  vi.stubEnv("MOQ_ARCADE_FAILURES", failures);
  game = await replay(clip, { rom: ROM });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  game.close();
  await rm(failures, { recursive: true, force: true });
});

/** What the failure of an expectation says. */
function failureOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("a failure was expected, and there was none");
}

/** The path that a failure names behind a word. */
function pathIn(message: string, word: string): string {
  const found = new RegExp(`^ +${word} +(/.*\\.png)$`, "m").exec(message)?.[1];
  if (found === undefined) throw new Error(`a path behind "${word}" was expected in:\n${message}`);
  return found;
}

const readImage = (path: string) => decodePng(readFileSync(path));

describe("a replay", () => {
  test("is of a clip's path, URL or bytes, and of a ROM's", async () => {
    const path = join(failures, "a.mqclip");
    await writeFile(path, encodeClip(clip));
    await writeFile(join(failures, "a.gb"), ROM);
    for (const source of [path, new URL(`file://${path}`), encodeClip(clip)]) {
      using other = await replay(source, { rom: join(failures, "a.gb"), core: await testCore() });
      expect(other).toReplayExactly();
    }
    await expect(replay(join(failures, "none"), { rom: ROM })).rejects.toThrow("there is no such file");
    await expect(replay(clip, { rom: makeRom({ title: "OTHER" }) })).rejects.toMatchObject({
      reason: "wrong-rom",
    });
  });

  test("steps, seeks and runs to its end, and says who holds what", () => {
    expect(game).toMatchObject({ frame: 0, frames: 120, buttons: [] });
    expect(game.step(51)).toBe(true);
    expect(game).toMatchObject({ frame: 51, buttons: ["right", "a"] });
    const picture = game.picture();
    game.runToEnd();
    expect(game.step()).toBe(false);
    expect(game.picture().rgba).not.toEqual(picture.rgba);
    game.seek(51);
    expect(game.picture()).toEqual(picture);
    expect(() => game.seek(121)).toThrow("this clip ends with frame 120");
    for (const frame of [-1, 0.5, Number.NaN]) expect(() => game.seek(frame)).toThrow(RangeError);
  });

  test("has the sound of each frame, and of a stretch without leaving its place", () => {
    game.seek(30);
    const all = game.audio();
    expect(game.frame).toBe(30);
    expect(game.audio({ from: 29, to: 30 })).toEqual(game.samples());
    game.seek(0);
    let length = game.samples().length;
    while (game.step()) length += game.samples().length;
    expect(all).toHaveLength(length);
    const hash = game.audioHash();
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(game).toMatchAudio(hash);
    expect(game.audioHash({ from: 60 })).not.toBe(hash);
    expect(() => game.audio({ from: 3, to: 2 })).toThrow(RangeError);
    expect(() => game.audio({ to: 121 })).toThrow(RangeError);
  });
});

describe("toMatchPicture", () => {
  test("compares with the picture beside the test", () => {
    game.seek(60);
    expect(game).toMatchPicture("sixty.png");
    game.step();
    expect(game).not.toMatchPicture("sixty.png");
  });

  test("fails with frame, buttons and pictures that can be looked at", () => {
    game.seek(61);
    const message = failureOf(() => expect(game).toMatchPicture("sixty.png"));
    expect(message).toMatch(/^The picture is not sixty\.png: \d+ of 23040 pixels differ\./);
    expect(message).toContain("frame 61 of 120, right, a held");
    expect(pathIn(message, "expected")).toBe(join(import.meta.dirname, "__pictures__", "sixty.png"));
    expect(readImage(pathIn(message, "actual")).rgba).toEqual(game.picture().rgba);
    expect(pathIn(message, "actual")).toBe(join(failures, "matchers.test", "sixty-actual.png"));
    const counted = Number(/: (\d+) of/.exec(message)?.[1]);
    const { rgba } = readImage(pathIn(message, "difference"));
    expect(rgba.filter((_, at) => at % 4 === 0 && rgba[at] === 255 && rgba[at + 1] === 0)).toHaveLength(
      counted,
    );
    game.seek(60);
    expect(failureOf(() => expect(game).not.toMatchPicture("sixty.png"))).toContain("and should not be");
  });

  test("writes no new picture where CI is set, and fails", () => {
    vi.stubEnv("CI", "true");
    const message = failureOf(() => expect(game).toMatchPicture("never-written.png"));
    expect(message).toMatch(/^There is no picture never-written\.png yet/);
    expect(message).toContain("frame 0 of 120, no button held");
    expect(existsSync(pathIn(message, "expected"))).toBe(false);
    expect(readImage(pathIn(message, "actual")).rgba).toEqual(game.picture().rgba);
  });

  test("takes no name that leads out of its folder", () => {
    for (const name of ["../a.png", "a/b.png", "a.jpg", ".png"])
      expect(() => expect(game).toMatchPicture(name)).toThrow("is no name for a picture");
  });
});

describe("toHaveMemory", () => {
  test("compares a byte or several, and names the first that differs", () => {
    game.seek(60);
    // The game counts what is pressed at 0xc000, and has the cartridge's logo at 0x0104.
    expect(game).toHaveMemory(0x0104, [0xce, 0xed, 0x66]);
    expect(game).toHaveMemory(0x0105, 0xed);
    expect(game).not.toHaveMemory(0x0105, 0xee);
    const message = failureOf(() => expect(game).toHaveMemory(0x0104, Uint8Array.of(0xce, 0xed, 0x67)));
    expect(message).toMatch(/^Memory at 0x0106 is 102, not 103\./);
    expect(message).toContain("frame 60 of 120, right, a held");
    expect(message).toContain("0x0104: ce ed 66");
  });
});

describe("toReach", () => {
  test("plays to the frame that has the picture, and stays there", () => {
    game.seek(60);
    const sixty = game.picture();
    game.seek(30);
    expect(game).toReach("sixty.png", { within: 30 });
    expect(game.frame).toBe(60);
    expect(game).toReach(sixty, { within: 0 });
    game.seek(0);
    expect(game).not.toReach(sixty, { within: 59 });
  });

  test("fails with where it was nearest", () => {
    game.seek(30);
    const message = failureOf(() => expect(game).toReach("sixty.png", { within: 29 }));
    expect(message).toMatch(
      /^sixty\.png is not reached within 29 frames: \d+ of 23040 pixels differ where it is nearest/,
    );
    expect(message).toContain("frame 30 of 120, no button held");
    expect(message).toContain("frame 59 of 120, right, a held");
    for (const word of ["expected", "actual", "difference"])
      expect(statSync(pathIn(message, word)).size).toBeGreaterThan(0);
    expect(() => expect(game).toReach("none.png", { within: 9 })).toThrow("There is no picture");
    expect(() => expect(game).toReach("sixty.png", { within: -1 })).toThrow(RangeError);
  });
});

describe("toReplayExactly", () => {
  test("fails with the first frame that differs, its buttons, and the two pictures", async () => {
    const runs: Run[] = [];
    const press = { frames: 1, buttons: 0x04 };
    for (const run of [...sliceRuns(clip.runs, 0, 80), press, ...sliceRuns(clip.runs, 81, 120)])
      appendRun(runs, run);
    const changed = await replay({ ...clip, runs }, { rom: ROM });
    const message = failureOf(() => expect(changed).toReplayExactly());
    const frame = changed.divergence?.frame ?? 0;
    expect(frame).toBeGreaterThan(80);
    expect(frame).toBeLessThan(84);
    expect(changed.frame).toBe(frame);
    expect(message).toContain(`The picture of frame ${frame} is not the one that was recorded`);
    expect(readImage(pathIn(message, "actual")).rgba).toEqual(changed.divergence?.actual.rgba);
    expect(readImage(pathIn(message, "expected at frame 120")).rgba).toEqual(clip.pictures[0]?.rgba);
    const last = readImage(pathIn(message, "actual at frame 120")).rgba;
    changed.runToEnd();
    expect(last).toEqual(changed.picture().rgba);
    expect(readdirSync(join(failures, "matchers.test"))).toHaveLength(4);
    expect(changed).not.toReplayExactly();
    expect(failureOf(() => expect(game).not.toReplayExactly())).toContain("and should not");
  });
});

test("a matcher that is given something else says what it takes", () => {
  expect(() => expect(clip).toReplayExactly()).toThrow("give expect() what replay() resolves to");
});
