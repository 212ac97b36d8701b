import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Clip, ClipRecorder, startClip } from "../../../emulator/clip/index.ts";
import { type Core, createGameBoy } from "../../../emulator/index.ts";
import { testCore } from "../../../emulator/testing/core.ts";
import { makeRom } from "../../../emulator/testing/rom.ts";
import { Projector } from "./projector.ts";
import type { ClipDivergence, ClipPosition } from "./types.ts";

// How long hundreds of frames take is the machine's business.
vi.setConfig({ testTimeout: 60_000 });

const FRAMES = 400;

let core: Core;
let clip: Clip;
let pictures: Uint8ClampedArray[];
let samplePairs = 0;
const rom = makeRom();

beforeAll(async () => {
  core = await testCore();
  const emulator = createGameBoy({ core, rom });
  const recorder = new ClipRecorder(emulator);
  pictures = [emulator.rgba().slice()];
  for (let frame = 1; frame <= FRAMES; frame += 1) {
    const buttons = frame % 50 < 10 ? 0x10 : 0;
    emulator.step(buttons);
    recorder.stepped(buttons);
    pictures.push(emulator.rgba().slice());
    samplePairs += emulator.samples().length / 2;
  }
  clip = recorder.clip();
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A projector, and all that it tells. Time is the test's. */
function project(of = clip) {
  const told: ClipPosition[] = [];
  const divergences: ClipDivergence[] = [];
  let picture: Uint8ClampedArray | undefined;
  let samples = 0;
  let clears = 0;
  const projector = new Projector(startClip(of, { core, rom }), {
    onPicture: (rgba) => {
      picture = rgba.slice();
    },
    onPosition: (position) => told.push(position),
    onDivergence: (divergence) => divergences.push(divergence),
    onCrash: (error) => expect.unreachable(error.message),
  });
  projector.sink = {
    writeInterleaved: (part) => {
      samples += part.length / 2;
    },
    clear: () => {
      clears += 1;
    },
    close: () => {},
  };
  const position = () => told.at(-1) ?? expect.unreachable();
  return {
    projector,
    told,
    divergences,
    position,
    picture: () => picture,
    samples: () => samples,
    clears: () => clears,
  };
}

test("plays at the game's pace, with its sound, to the end, and says that all was as recorded", () => {
  const { projector, position, picture, samples, told } = project();
  expect(picture()).toEqual(pictures[0]);
  projector.play();
  vi.advanceTimersByTime(1_000);
  expect(position().playing).toBe(true);
  expect(position().frame).toBeGreaterThan(45);
  expect(position().frame).toBeLessThan(66);
  expect(position().verified).toBe(false);
  // One a change of the buttons, and ten a second; never one a frame.
  expect(told.length).toBeLessThan(20);
  vi.advanceTimersByTime(10_000);
  expect(position()).toMatchObject({ frame: FRAMES, playing: false, verified: true });
  expect(picture()).toEqual(pictures[FRAMES]);
  expect(samples()).toBe(samplePairs);
  projector.play();
  vi.advanceTimersByTime(500);
  expect(position().frame).toBeLessThan(40);
  projector.close();
});

test.each([
  [0.5, 30],
  [2, 120],
  [4, 240],
])("at speed %d it plays about %d frames a second, in silence", (speed, frames) => {
  const { projector, position, samples } = project();
  projector.setSpeed(speed);
  projector.play();
  vi.advanceTimersByTime(1_000);
  expect(position().frame / frames).toBeGreaterThan(0.75);
  expect(position().frame / frames).toBeLessThan(1.1);
  expect(samples()).toBe(0);
  projector.close();
});

test("goes to any frame, forth and back, with its picture and its buttons", () => {
  const { projector, position, picture } = project();
  for (const frame of [200, 55, 399, 0, 1, 310]) {
    projector.seek(frame, false);
    vi.advanceTimersByTime(5_000);
    expect(position()).toMatchObject({ frame, playing: false });
    expect(position().target).toBeUndefined();
    expect(position().buttons).toEqual(frame > 0 && frame % 50 < 10 ? ["a"] : []);
    expect(picture()).toEqual(pictures[frame]);
  }
  projector.close();
});

test("of many frames that are asked for at once the last counts, and one beyond the end is the end", () => {
  const { projector, position } = project();
  for (const frame of [10, 300, 20]) projector.seek(frame, true);
  vi.advanceTimersByTime(5_000);
  expect(position().frame).toBe(20);
  projector.seek(FRAMES + 50, false);
  vi.advanceTimersByTime(5_000);
  expect(position().frame).toBe(FRAMES);
  projector.close();
});

test("while the timeline is held nothing plays and nothing is heard; then it goes on from there", () => {
  const { projector, position, samples, clears } = project();
  projector.play();
  vi.advanceTimersByTime(200);
  const heard = samples();
  const cleared = clears();
  projector.seek(100, true);
  vi.advanceTimersByTime(3_000);
  expect(position()).toMatchObject({ frame: 100, playing: true });
  expect(samples()).toBe(heard);
  expect(clears()).toBeGreaterThan(cleared);
  projector.seek(100, false);
  vi.advanceTimersByTime(1_000);
  expect(position().frame).toBeGreaterThan(140);
  expect(samples()).toBeGreaterThan(heard);
  projector.close();
});

test("steps a frame on and back, and pauses for it", () => {
  const { projector, position, picture } = project();
  projector.seek(60, false);
  vi.advanceTimersByTime(1_000);
  projector.play();
  projector.step(1);
  projector.step(1);
  vi.advanceTimersByTime(1_000);
  expect(position()).toMatchObject({ frame: 62, playing: false });
  projector.step(-1);
  vi.advanceTimersByTime(1_000);
  expect(picture()).toEqual(pictures[61]);
  projector.seek(0, false);
  projector.step(-1);
  vi.advanceTimersByTime(1_000);
  expect(position().frame).toBe(0);
  projector.close();
});

test("tells of the first frame that differs, with both pictures, and plays on", () => {
  const values = clip.pictureHashes.values.slice();
  values[119] = (values[119] ?? 0) ^ 1;
  const last = clip.pictures.at(-1) ?? expect.unreachable();
  const rgba = last.rgba.slice();
  rgba.fill(7, 0, 3);
  const other = { ...clip, pictureHashes: { stride: 1, values }, pictures: [{ ...last, rgba }] };
  const { projector, divergences, position } = project(other);
  projector.play();
  vi.advanceTimersByTime(3_000);
  expect(divergences).toHaveLength(1);
  expect(divergences[0]).toMatchObject({
    frame: 120,
    expected: { frame: FRAMES },
    actual: { frame: FRAMES },
  });
  expect(divergences[0]?.text).toMatch(/The picture of frame 120 is not the one that was recorded/);
  expect(position().frame).toBeLessThan(200);
  vi.advanceTimersByTime(10_000);
  expect(position()).toMatchObject({ frame: FRAMES, verified: false });
  expect(divergences).toHaveLength(1);
  projector.close();
});

test.each([
  ["shows", 5_000],
  ["was asked for, and is not there yet", 0],
])("gives the state of the frame that it %s", (_which, ms) => {
  const { projector, position } = project();
  projector.seek(150, false);
  vi.advanceTimersByTime(ms);
  const { state, frame } = projector.saveState();
  expect(frame).toBe(150);
  expect(position()).toMatchObject({ frame: 150, playing: false });
  const emulator = createGameBoy({ core, rom });
  emulator.loadState(state);
  expect(emulator.frame).toBe(150);
  expect(emulator.rgba()).toEqual(pictures[150]);
  projector.close();
});
