import { stat } from "node:fs/promises";
import { type Clip, encodeClip, frameCount } from "../../emulator/clip/index.ts";
import { secondsOf } from "../../emulator/index.ts";
import { ListenError } from "../arcade/listen-error.ts";
import type { Listener } from "../arcade/listener.ts";
import { checkName, DEFAULT_PREFIX } from "../arcade/name.ts";
import type { RecordingEnd } from "../arcade/recorder.ts";
import { writeWhole } from "../headless/index.ts";
import { seconds } from "./clips.ts";
import {
  type Command,
  Exit,
  onlyFile,
  parseCommandLine,
  readRelay,
  Stopped,
  type Terminal,
  UsageError,
} from "./command.ts";
import { cutClip } from "./cut.ts";

/** How often a line says how far it is, in milliseconds. */
const PROGRESS_MS = 5_000;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  json: { type: "boolean", default: false },
  relay: { type: "string", default: "http://localhost:4443" },
  prefix: { type: "string", default: DEFAULT_PREFIX },
  name: { type: "string" },
  seconds: { type: "string" },
  last: { type: "string" },
  whole: { type: "boolean", default: false },
  wait: { type: "string", default: "10" },
  force: { type: "boolean", default: false },
  rom: { type: "string", multiple: true },
} as const;

/** `record`: a game on a relay to a clip's file. */
export const command: Command = {
  help: `moq-arcade record: joins a game on a relay, and writes a clip of it.

  moq-arcade record --name NAME [options] FILE

From now on until Ctrl-C, which writes what there is, or:
  --seconds N      from now on, for so long
  --last N         the last N seconds before now. The game's ROM is needed for that
  --whole          all of it since it was switched on

  --relay URL      the relay; default http://localhost:4443 (the one of npm start)
  --name NAME      the game's name on the relay
  --prefix PREFIX  where games are on the relay; default ${DEFAULT_PREFIX}
  --wait SECONDS   how long to wait for the relay and the game; default 10
  --rom FILE|DIR   the game's ROM, or a folder with it, for --last; may be given again. The games that
                   come with moq-arcade are found by themselves
  --force          replaces FILE where there is one
  --json           print JSON
  --help           print this

A game that nobody else watches runs for as long as it is recorded.`,

  async run(args, terminal) {
    const options = read(args);
    const { file, isNew } = options;
    if (isNew && (await stat(file).catch(() => undefined)))
      throw new UsageError(`${file} is there already: --force replaces it.`);
    // What the network's log would say is said in a sentence here.
    process.env.MOQ_LOG ??= "off";
    const { listenTo } = await import("../arcade/listener.ts");
    const listener = await listenTo({ ...options, signal: terminal.signal }).catch(asStopped);
    let taken: Taken;
    try {
      taken = await take(listener, options, terminal).catch(asStopped);
    } finally {
      listener.close();
    }
    const { clip, end } = taken;
    const bytes = encodeClip({ ...clip, recordedAtMs: Date.now() });
    await writeWhole(file, bytes, { isNew });
    const frames = frameCount(clip.runs);
    const told = {
      clip: file,
      game: clip.rom.title,
      frames,
      seconds: seconds(frames, clip.console),
      end,
      bytes: bytes.length,
    };
    if (options.json) terminal.print(JSON.stringify(told));
    else terminal.print(`${file}: “${told.game}”, ${frames} frames, ${told.seconds} s; ${told.bytes} bytes`);
    const problem = PROBLEMS[end];
    if (problem !== undefined) terminal.warn(problem);
    return end === "broken" ? Exit.CANNOT : Exit.FINE;
  },
};

/** What is said where a recording ended otherwise than it was asked to. */
const PROBLEMS: Readonly<Partial<Record<RecordingEnd, string>>> = {
  ended: "The game has ended, or its host is gone: this is what there was until then.",
  broken:
    "The recording broke off, since the relay is gone or the game's host went on from elsewhere: this is what there was until then. Record what follows into another file.",
  full: "A clip holds a day, and this one is full. Record what follows into another file.",
};

interface Options {
  file: string;
  isNew: boolean;
  relay: URL;
  prefix: string;
  name: string;
  waitMs: number;
  json: boolean;
  rom: string[] | undefined;
  /** In seconds of the game, of one kind at most. */
  stretch:
    | { kind: "until-stopped" }
    | { kind: "whole" }
    | { kind: "seconds"; seconds: number }
    | { kind: "last"; seconds: number };
}

/** @throws {UsageError} */
function read(args: string[]): Options {
  const { values, positionals } = parseCommandLine(args, OPTIONS);
  const file = onlyFile(positionals, "the file to write");
  const { relay, name, prefix, json, rom, force } = values;
  if (name === undefined) throw new UsageError("Name the game with --name.");
  const wrong = checkName(name);
  if (wrong) throw new UsageError(`“${name}” cannot be a game's name. ${wrong}`);
  const waitMs = readSeconds("--wait", values.wait) * 1000;
  const stretch = stretchOf(values);
  return { file, isNew: !force, relay: readRelay(relay), prefix, name, waitMs, json, rom, stretch };
}

function stretchOf(values: { seconds?: string; last?: string; whole: boolean }): Options["stretch"] {
  const { seconds: duration, last, whole } = values;
  if ([duration !== undefined, last !== undefined, whole].filter(Boolean).length > 1)
    throw new UsageError("One of --seconds, --last and --whole at a time.");
  if (duration !== undefined) return { kind: "seconds", seconds: readSeconds("--seconds", duration) };
  if (last !== undefined) return { kind: "last", seconds: readSeconds("--last", last) };
  return whole ? { kind: "whole" } : { kind: "until-stopped" };
}

function readSeconds(option: string, text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (value > 0 && value <= 24 * 60 * 60) return value;
  throw new UsageError(`${option} takes seconds, up to a day, not “${text}”.`);
}

interface Taken {
  clip: Clip;
  end: RecordingEnd;
}

async function take(listener: Listener, options: Options, terminal: Terminal): Promise<Taken> {
  const { stretch, rom, json } = options;
  const { signal } = terminal;
  switch (stretch.kind) {
    case "until-stopped":
      return record(listener, undefined, json, terminal);
    case "seconds":
      return record(listener, stretch.seconds, json, terminal);
    case "whole":
      return { clip: await listener.session(signal), end: "done" };
    case "last": {
      const session = await listener.session(signal);
      const wanted = Math.ceil(stretch.seconds / secondsOf(1, session.console));
      const from = frameCount(session.runs) - wanted;
      return { clip: await cutClip(session, from, { rom }, signal), end: "done" };
    }
    default:
      return stretch satisfies never;
  }
}

async function record(
  listener: Listener,
  wanted: number | undefined,
  isQuiet: boolean,
  { warn, signal }: Terminal,
): Promise<Taken> {
  let toldMs = performance.now();
  const recorder = await listener.recorder({
    signal,
    ...(wanted === undefined ? {} : { seconds: wanted }),
    onProgress: (so) => {
      if (isQuiet || performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      const of = wanted === undefined ? "" : ` of ${wanted}`;
      warn(`recorded ${so.toFixed(1)}${of} s`);
    },
  });
  if (!isQuiet) warn(wanted === undefined ? "recording; Ctrl-C writes the clip" : "recording");
  let end = await recorder.run();
  if (end === "broken" && (await listener.hasEnded())) end = "ended";
  const clip = recorder.clip();
  if (clip) return { clip, end };
  if (signal.aborted) throw new Stopped();
  throw new ListenError(
    listener.isLost ? "relay" : "no-recording",
    listener.isLost
      ? "The relay is gone, and nothing has been recorded."
      : "The game has ended, and nothing has been recorded.",
  );
}

function asStopped(error: unknown): never {
  if (error instanceof ListenError && error.reason === "stopped") throw new Stopped();
  throw error;
}
