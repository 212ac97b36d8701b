import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import {
  appendRun,
  type Clip,
  ClipRecorder,
  decodeClip,
  encodeClip,
  type Run,
  sliceRuns,
} from "../../emulator/clip/index.ts";
import { type Core, createGameBoy } from "../../emulator/index.ts";
import { testCore } from "../../emulator/testing/core.ts";
import { CRASHES, makeRom } from "../../emulator/testing/rom.ts";
import { decodePng } from "../headless/index.ts";
import { run } from "./index.ts";

// Thousands of frames, and processes that are started: how long they take is the machine's business.
vi.setConfig({ testTimeout: 60_000 });

const PROGRAM = fileURLToPath(new URL("moq-arcade.mjs", import.meta.url));
const ROM = makeRom();

/** Waits for a byte on stdin. */
const HOLD = 'import { readSync } from "node:fs"; readSync(0, Buffer.alloc(1));';

let folder: string;
let core: Core;
let session: Clip;
const at = (name: string) => join(folder, name);
const save = (name: string, clip: Clip) => writeFile(at(name), encodeClip(clip));

/** One that plays on from the session's first 100 frames. */
let fromState: Clip;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "moq-arcade-cli-"));
  core = await testCore();
  const emulator = createGameBoy({ core, rom: ROM });
  const recorder = new ClipRecorder(emulator);
  let second: ClipRecorder | undefined;
  for (let frame = 1; frame <= 200; frame += 1) {
    const buttons = frame > 50 ? 0x11 : 0;
    emulator.step(buttons);
    recorder.stepped(buttons);
    second?.stepped(buttons);
    if (frame === 100) second = new ClipRecorder(emulator);
  }
  session = recorder.clip();
  fromState = second?.clip() ?? session;
  await Promise.all([
    writeFile(at("game.gb"), ROM),
    save("session.mqclip", session),
    save("state.mqclip", fromState),
  ]);
  await save("changed.mqclip", changed(session));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** With one more press, in frame 151, of a button that scrolls the picture. */
function changed(clip: Clip): Clip {
  const runs: Run[] = [];
  const press = { frames: 1, buttons: 0x04 };
  for (const part of [...sliceRuns(clip.runs, 0, 150), press, ...sliceRuns(clip.runs, 151, 200)])
    appendRun(runs, part);
  return { ...clip, runs };
}

/** A command line in this process. */
async function cli(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    print: (line) => out.push(line),
    warn: (line) => err.push(line),
    signal: new AbortController().signal,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("verify", () => {
  test("says that clips play exactly, and finds their ROM in a folder", async () => {
    const { code, out, err } = await cli("verify", at("session.mqclip"), at("state.mqclip"), "--rom", folder);
    expect(err).toBe("");
    expect(out).toContain(`✓ ${at("session.mqclip")}  200 frames, 3.3 s of play`);
    expect(out.split("\n").at(-1)).toBe("clips: 2 exact, 0 diverged, 0 unplayable");
    expect(code).toBe(0);
  });

  test("of one that diverges says the frame, its buttons, and writes the pictures", async () => {
    const pictures = at("pictures");
    const clips = [at("changed.mqclip"), at("session.mqclip")];
    const { code, out } = await cli(
      "verify",
      ...clips,
      "--rom",
      at("game.gb"),
      "--pictures",
      pictures,
      "--json",
    );
    expect(code).toBe(1);
    const [diverged, exact] = out.split("\n").map((line) => JSON.parse(line));
    expect(exact).toEqual({ clip: at("session.mqclip"), result: "exact", frames: 200, seconds: 3.3 });
    expect(diverged).toMatchObject({ clip: at("changed.mqclip"), result: "diverged", of: "picture" });
    const { frame, buttons, message } = diverged;
    expect([151, 152]).toContain(frame);
    expect(buttons).toEqual(frame === 151 ? ["up"] : ["right", "a"]);
    expect(message).toContain(
      `The picture of frame ${frame} is not the one that was recorded (with ${buttons.join(", ")} held)`,
    );
    expect(await readdir(pictures)).toHaveLength(4);
    expect(diverged.pictures).toHaveLength(4);
    const expected = diverged.pictures.find((path: string) => path.endsWith("-frame-200-expected.png"));
    expect(decodePng(await readFile(expected)).rgba).toEqual(session.pictures.at(-1)?.rgba);
    const told = await cli("verify", at("changed.mqclip"), "--rom", folder);
    expect(told).toMatchObject({ code: 1, err: `${at("changed.mqclip")}: ${message}` });
    expect(told.out).toContain(`✗ ${at("changed.mqclip")}  frame ${frame}`);
  });

  test("of one that cannot be played says why, and goes on", async () => {
    const { code, out, err } = await cli("verify", at("none.mqclip"), at("game.gb"), at("session.mqclip"));
    expect(code).toBe(2);
    expect(err).toContain("there is no such file");
    expect(err).toContain("This is no clip");
    expect(err).toContain("name its file or folder with --rom");
    expect(out.split("\n").at(-1)).toBe("clips: 0 exact, 0 diverged, 3 unplayable");
  });

  test("takes a game that crashes now for one that differs", async () => {
    const rom = makeRom({ program: CRASHES, title: "CRASHES" });
    await writeFile(at("crashes.gb"), rom);
    const emulator = createGameBoy({ core, rom });
    const recorder = new ClipRecorder(emulator);
    emulator.step(1);
    recorder.stepped(1);
    await save("crashes.mqclip", { ...recorder.clip(), runs: [{ frames: 300, buttons: 1 }], pictures: [] });
    const { code, out } = await cli("verify", at("crashes.mqclip"), "--rom", folder, "--json");
    expect(code).toBe(1);
    const { of, frame, buttons, message } = JSON.parse(out);
    expect({ of, buttons }).toEqual({ of: "crash", buttons: ["right"] });
    expect(message).toContain(`The game crashed after frame ${frame - 1}`);
  });

  test("names the build that a clip from a state needs", async () => {
    const { start } = fromState;
    if (start.type !== "state") throw new Error("a clip from a state was expected");
    const state = start.state.slice();
    state[8] = (state[8] ?? 0) ^ 1;
    await save("other-core.mqclip", { ...fromState, start: { ...start, state } });
    const { code, err } = await cli("verify", at("other-core.mqclip"), "--rom", folder);
    expect(code).toBe(2);
    expect(err).toContain(`build ${core.hash.slice(0, 8)}`);
  });
});

describe("replay", () => {
  test("says what is in a clip, and writes the picture of a frame", async () => {
    const png = at("out/60.png");
    const args = ["replay", at("session.mqclip"), "--rom", folder, "--frame", "60", "--png", png];
    const { code, out } = await cli(...args);
    expect(code).toBe(0);
    expect(out).toContain("begins    from power-on");
    expect(out).toMatch(/^played +to frame 60: picture [0-9a-f]{16}, right, a held$/m);
    const emulator = createGameBoy({ core, rom: ROM });
    for (let frame = 1; frame <= 60; frame += 1) emulator.step(frame > 50 ? 0x11 : 0);
    expect(decodePng(await readFile(png)).rgba).toEqual(emulator.rgba());
    const { played } = JSON.parse((await cli(...args, "--json")).out);
    expect(out).toContain(`picture ${played.hash}`);
  });

  test("ends with 1 where the clip differs on the way, not where it does behind the frame", async () => {
    const args = ["replay", at("changed.mqclip"), "--rom", folder];
    expect(await cli(...args)).toMatchObject({
      code: 1,
      err: expect.stringContaining("is not the one that was recorded"),
    });
    expect(await cli(...args, "--frame", "150")).toMatchObject({ code: 0, err: "" });
    expect((await cli(...args, "--frame", "201")).err).toContain("--frame takes a frame from 0 to 200");
  });
});

describe("rebase", () => {
  test("makes a clip from a state begin from power-on, and exactly so", async () => {
    const args = ["rebase", at("state.mqclip"), "--session", at("session.mqclip"), "--rom", folder];
    expect(await cli(...args, "-o", at("rebased.mqclip"))).toMatchObject({ code: 0, err: "" });
    const rebased = decodeClip(await readFile(at("rebased.mqclip")));
    expect(rebased.start.type).toBe("power-on");
    expect(rebased.pictureHashes).toEqual(session.pictureHashes);
    expect((await cli(...args)).err).toBe(
      "Say where the new clip goes with -o. See moq-arcade rebase --help.",
    );
  });

  test("writes nothing where the two do not belong together", async () => {
    const args = ["rebase", at("state.mqclip"), "--session", at("state.mqclip"), "--rom", folder];
    const { code, err } = await cli(...args, "-o", at("unrelated.mqclip"));
    expect(code).toBe(2);
    expect(err).toContain("cannot be rebased");
    expect(await readdir(folder)).not.toContain("unrelated.mqclip");
  });
});

test("info says what is in a clip without its ROM", async () => {
  const { code, out } = await cli("info", at("state.mqclip"));
  expect(code).toBe(0);
  expect(out).toContain("from a state after frame 100");
  const told = JSON.parse((await cli("info", at("session.mqclip"), "--json")).out);
  expect(told).toMatchObject({
    game: "TEST",
    console: "dmg",
    start: { type: "power-on" },
    frames: 200,
    changes: 2,
  });
});

describe("the command line", () => {
  test("has help on each command, that names each of its options", async () => {
    const { code, out } = await cli("--help");
    expect(code).toBe(0);
    const names = ["verify", "replay", "rebase", "info"];
    for (const name of names) {
      expect(out).toContain(name);
      const help = (await cli(name, "--help")).out;
      for (const option of ["--json", "--help", `moq-arcade ${name}`]) expect(help).toContain(option);
    }
  });

  test("that has no sense is answered with one sentence, and 2", async () => {
    const noClips = fileURLToPath(new URL(".", import.meta.url));
    const lines = [
      [],
      ["frob"],
      ["verify"],
      ["verify", "--frob"],
      ["info", "a", "b"],
      ["replay"],
      ["verify", noClips],
      ["replay", at("session.mqclip"), "--frame", "-1"],
      ["replay", at("session.mqclip"), "--rom", folder, "--core", at("game.gb")],
      ["record", "--name", "x", at("new.mqclip"), "--relay", "nowhere"],
      ["record", "--name", "x", at("new.mqclip"), "--relay", "ftp://relay.example/"],
    ];
    for (const args of lines) {
      const { code, out, err } = await cli(...args);
      expect(code).toBe(2);
      expect(out).toBe("");
      expect(err.split("\n")).toHaveLength(1);
      expect(err).toContain("--help");
    }
  });

  test("as a process: exit code, streams, and Ctrl-C", async () => {
    const diverged = await spawned(["verify", at("changed.mqclip"), "--rom", folder]);
    expect(diverged.code).toBe(1);
    expect(diverged.out).toContain("1 diverged");
    expect(diverged.err).toContain("is not the one that was recorded");
    // Long enough to be stopped in the middle.
    const runs = [{ frames: 1_000_000, buttons: 0 }];
    const none = { stride: 1, values: new Uint32Array(0) };
    await save("long.mqclip", { ...session, runs, pictures: [], pictureHashes: none, soundHashes: none });
    const png = at("long.png");
    const args = ["verify", at("session.mqclip"), at("long.mqclip"), "--rom", folder, "--pictures", png];
    const stopped = await spawned(args, "✓");
    expect(stopped).toMatchObject({ code: 130, err: "" });
    expect(stopped.out).not.toContain("long.mqclip");
  });

  test("as a process that nobody reads any more ends without a word", async () => {
    // It begins once its reader has gone: a fast one would have printed everything before.
    const held = `data:text/javascript,${encodeURIComponent(HOLD)}`;
    const child = spawn(process.execPath, ["--import", held, PROGRAM, "info", at("session.mqclip")]);
    child.stdout.destroy();
    await once(child.stdout, "close");
    child.stdin.end("\n");
    let err = "";
    child.stderr.on("data", (text) => (err += text));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    expect({ code, err }).toEqual({ code: 130, err: "" });
  });
});

/** The program itself; Ctrl-C once it has printed `until`. */
async function spawned(args: string[], until?: string) {
  const child = spawn(process.execPath, [PROGRAM, ...args]);
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
    if (until !== undefined && out.includes(until)) child.kill("SIGINT");
  });
  child.stderr.on("data", (text) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}
