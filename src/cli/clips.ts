import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

import {
  type Clip,
  type ClipParts,
  type ClipPlayer,
  decodeClip,
  frameCount,
  startClip,
} from "../../emulator/clip/index.ts";
import { CONSOLES, coreFor, EmulatorError, isConsole, secondsOf } from "../../emulator/index.ts";
import { findRom, loadCore, readSource } from "../headless/index.ts";
import { Stopped, UsageError } from "./command.ts";

/** Options of every command that plays. */
export const PLAYING = {
  help: { type: "boolean", short: "h" },
  json: { type: "boolean" },
  rom: { type: "string", multiple: true },
  core: { type: "string" },
} as const;

/** Their part of each help. */
export const PLAYING_HELP = `  --rom FILE|DIR   the game's ROM, or a folder with it; may be given again. The games that come with
                   moq-arcade are found by themselves
  --core FILE      another build of the emulator core (a .wasm), for a clip that begins from a state of it
  --json           print JSON
  --help           print this`;

/** What `--rom` and `--core` said. */
export interface Playing {
  readonly rom?: string[] | undefined;
  readonly core?: string | undefined;
}

/** Frames between two looks at whether to stop: some tenths of a second. */
const SLICE_FRAMES = 300;

/** Folders in which nobody keeps clips. */
const PASSED_OVER = new Set(["node_modules", "target", "dist", "generated"]);

/** Reads a clip's file. @throws {HeadlessError | ClipError} */
export async function readClip(path: string): Promise<Clip> {
  return decodeClip(await readSource(path));
}

/** What a clip is played with. @throws {HeadlessError} */
export async function partsFor(clip: Clip, { rom, core }: Playing): Promise<ClipParts> {
  const file = await findRom(clip.rom, rom);
  try {
    return { core: await loadCore(coreFor(file), core), rom: file };
  } catch (error) {
    if (core === undefined || !(error instanceof EmulatorError)) throw error;
    throw new UsageError(`--core ${core} cannot be taken. ${error.message}`, { cause: error });
  }
}

/** A clip that stands at its beginning. The caller closes it. */
export async function openClip(clip: Clip, playing: Playing): Promise<ClipPlayer> {
  return startClip(clip, await partsFor(clip, playing));
}

/** Plays up to a frame, or to where `until` says so. @throws {Stopped} on the signal. */
export async function playTo(
  player: ClipPlayer,
  frame: number,
  signal: AbortSignal,
  until: () => boolean = () => false,
): Promise<void> {
  while (player.frame < frame && !until()) {
    if (signal.aborted) throw new Stopped();
    player.seek(Math.min(player.frame + SLICE_FRAMES, frame));
    await turn();
  }
}

/** Files as they are, and the clips in folders, however deep. @throws {UsageError} where a folder has none. */
export async function clipsIn(places: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const place of places) {
    if (!(await stat(place).catch(() => undefined))?.isDirectory()) files.push(place);
    else {
      const found = await clipsBelow(place);
      if (found.length === 0) throw new UsageError(`There is no clip (.mqclip) in ${place}.`);
      files.push(...found);
    }
  }
  return files;
}

async function clipsBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith(".mqclip")) found.push(path);
    else if (entry.isDirectory() && !entry.name.startsWith(".") && !PASSED_OVER.has(entry.name))
      found.push(...(await clipsBelow(path)));
  }
  return found;
}

/** Seconds of play, to a tenth. */
export function seconds(frames: number, console: string): number {
  return Math.round(secondsOf(frames, console) * 10) / 10;
}

/** What is in a clip, as `--json` has it. */
export function summary(clip: Clip, bytes: number) {
  const { rom, console, coreHash, start, runs, marks, recordedAtMs } = clip;
  const frames = frameCount(runs);
  return {
    game: rom.title,
    rom: rom.hash,
    console,
    core: coreHash,
    start:
      start.type === "state"
        ? { type: start.type, frame: start.frame }
        : { type: start.type, battery: start.battery.length },
    frames,
    seconds: seconds(frames, console),
    changes: runs.length,
    resets: runs.filter(({ reset }) => reset).length,
    pictures: clip.pictures.map(({ frame }) => frame),
    marks,
    recorded: recordedAtMs === undefined ? undefined : new Date(recordedAtMs).toISOString(),
    bytes,
  };
}

/** The same to read. */
export function summaryLines(of: ReturnType<typeof summary>): string[] {
  const start =
    of.start.type === "state"
      ? `from a state after frame ${of.start.frame}: plays on this build of the core alone`
      : `from power-on${of.start.battery ? `, with ${of.start.battery} bytes that the cartridge kept` : ""}`;
  const rows: [string, string][] = [
    ["game", `${of.game} (SHA-256 ${of.rom})`],
    ["console", isConsole(of.console) ? CONSOLES[of.console].name.replace(/^an? /, "") : of.console],
    ["core", of.core],
    ["begins", start],
    ["length", `${of.frames} frames, ${of.seconds} s`],
    ["buttons", `${of.changes} stretches${of.resets ? `, ${of.resets} times off and on` : ""}`],
    ["pictures", of.pictures.length > 0 ? `of frames ${of.pictures.join(", ")}` : "none kept"],
    ...(of.recorded === undefined ? [] : [["recorded", of.recorded] as [string, string]]),
    ["file", `${of.bytes} bytes`],
    ...of.marks.map(({ frame, label }): [string, string] => ["mark", `${frame}: ${label}`]),
  ];
  return rows.map(([name, text]) => `${name.padEnd(10)}${text}`);
}
