/** The bench's command line. */
import { parseArgs } from "node:util";
import { PlainError } from "../scripts/lib/index.mjs";

export const HELP = `npm run bench: measures what was built for deployment, in a real Chromium.

  npm run bench -- first-light [options]
  npm run bench -- net [options]
  npm run bench -- media [options]
  npm run bench -- emulator [options]

  first-light      one game, hosted in one page and played in another, over a real relay
  net              our src/net against npm's @moq/net, in turns; the other end is a native program
  media            our src/watch beside npm's @moq/watch, in turns, with the same broadcast over a real relay
  emulator         the core as wasm in Node and Chromium, natively, and npm's wasmboy, in turns; and what states cost

For first-light:
  --seconds N      how long frames are counted (20)
  --runs N         how often the page is opened anew (9)
  --presses N      how many presses are timed (240)

For net:
  --seconds N      how long each is measured in each round (3)
  --rounds N       how many rounds there are (5)
  --only ROW,…     rows, or how they begin: consume-100, consume-1500, consume-64k, consume-groups, publish-100 …,
                   latency-1, latency-30, latency-30-together, connect, size; or consume, publish, latency
  --settle N       how many seconds go by before it is measured (1)
  --profile        record CPU profiles of the rows (consume, if none are named) into bench-results/, print where
                   the time goes, and measure nothing
  --full           our build with every protocol version, in place of that with moq-lite alone
  --as-is          take the wasm modules as they are; do not build them anew where a source was changed

For media:
  --seconds N      how long each is looked at in each round (8)
  --rounds N       how many rounds there are (3)
  --only ROW,…     rows: 360p60, 360p60-60ms, 720p30, sound, memory
  --long           the long rows too: sound (2 × 5 minutes) and memory (2 × 10 minutes), one round each
  --minutes N      how long each is played in a long row, in place of that

For emulator:
  --frames N       how many frames are run in each round (3000)
  --rounds N       how many rounds there are (5)
  --rom FILE       which game (public/roms/too-many-paws.gb)
  --only ROW,…     rows: frames, states, and games on one core that are heard or seen

  --json FILE      write the same as JSON
  --help           print this

Measure on a quiet machine: the load average is part of what is printed.`;

export interface FirstLightOptions {
  bench: "first-light";
  seconds: number;
  runs: number;
  presses: number;
  json?: string;
}

export interface NetOptions {
  bench: "net";
  seconds: number;
  rounds: number;
  /** Rows, or how they begin; empty means all. */
  only: string[];
  /** How long a page runs before it is measured, in seconds. */
  settle: number;
  profile: boolean;
  asIs: boolean;
  /** Our build with every protocol version. */
  full: boolean;
  json?: string;
}

export interface MediaOptions {
  bench: "media";
  seconds: number;
  rounds: number;
  /** Rows; empty means all short ones. */
  only: string[];
  /** The long rows too. */
  long: boolean;
  /** How long a long row takes each, where that is not as usual. */
  minutes?: number;
  json?: string;
}

export interface EmulatorOptions {
  bench: "emulator";
  frames: number;
  rounds: number;
  rom: string;
  /** Rows; empty means all. */
  only: string[];
  json?: string;
}

export type Options = FirstLightOptions | NetOptions | MediaOptions | EmulatorOptions;

const COMMON = {
  help: { type: "boolean", short: "h" },
  json: { type: "string" },
  seconds: { type: "string" },
} as const;
const FIRST_LIGHT = { ...COMMON, runs: { type: "string" }, presses: { type: "string" } } as const;
const NET = {
  ...COMMON,
  rounds: { type: "string" },
  only: { type: "string", multiple: true },
  settle: { type: "string" },
  profile: { type: "boolean" },
  "as-is": { type: "boolean" },
  full: { type: "boolean" },
} as const;

const MEDIA = {
  ...COMMON,
  rounds: { type: "string" },
  only: { type: "string", multiple: true },
  long: { type: "boolean" },
  minutes: { type: "string" },
} as const;

const EMULATOR = {
  help: COMMON.help,
  json: COMMON.json,
  frames: { type: "string" },
  rounds: { type: "string" },
  rom: { type: "string" },
  only: { type: "string", multiple: true },
} as const;

const NAMES = ["first-light", "net", "media", "emulator"] as const;

/** The rows of `net`, of `media` and of `emulator`. */
const NET_ROW =
  /^(consume|publish)(-(groups|100|1500|64k))?$|^latency(-(1|30(-together)?))?$|^(connect|size)$/;
const MEDIA_ROW = /^(360p60(-60ms)?|720p30|sound|memory)$/;
const EMULATOR_ROW = /^(frames|states|heard|seen)$/;

function count(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 100_000) return value;
  throw new PlainError(`${option} takes a whole number from 1 on, not "${text}".`);
}

/** What was asked for; "help" where that is all. Throws a sentence. */
export function parseOptions(args: string[]): Options | "help" {
  const bench = args.find((arg) => !arg.startsWith("-"));
  if (bench === "first-light") return firstLight(args);
  if (bench === "net") return net(args);
  if (bench === "media") return media(args);
  if (bench === "emulator") return emulator(args);
  if (args.some((arg) => arg === "--help" || arg === "-h")) return "help";
  const asked = bench === undefined ? "no bench without a name" : `no bench "${bench}"`;
  throw new PlainError(`There is ${asked}; there are: ${NAMES.join(", ")}. ${SEE}`);
}

function firstLight(args: string[]): FirstLightOptions | "help" {
  const { values, positionals } = plainly(() =>
    parseArgs({ args, options: FIRST_LIGHT, allowPositionals: true }),
  );
  if (values.help) return "help";
  oneName(positionals);
  return {
    bench: "first-light",
    seconds: count("--seconds", values.seconds, 20),
    runs: count("--runs", values.runs, 9),
    presses: count("--presses", values.presses, 240),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function net(args: string[]): NetOptions | "help" {
  const { values, positionals } = plainly(() => parseArgs({ args, options: NET, allowPositionals: true }));
  if (values.help) return "help";
  oneName(positionals);
  const only = rows("net", NET_ROW, values.only);
  return {
    bench: "net",
    seconds: count("--seconds", values.seconds, 3),
    rounds: count("--rounds", values.rounds, 5),
    only,
    settle: count("--settle", values.settle, 1),
    profile: values.profile ?? false,
    asIs: values["as-is"] ?? false,
    full: values.full ?? false,
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function media(args: string[]): MediaOptions | "help" {
  const { values, positionals } = plainly(() => parseArgs({ args, options: MEDIA, allowPositionals: true }));
  if (values.help) return "help";
  oneName(positionals);
  return {
    bench: "media",
    seconds: count("--seconds", values.seconds, 8),
    rounds: count("--rounds", values.rounds, 3),
    only: rows("media", MEDIA_ROW, values.only),
    long: values.long ?? false,
    ...(values.minutes === undefined ? {} : { minutes: count("--minutes", values.minutes, 1) }),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function emulator(args: string[]): EmulatorOptions | "help" {
  const { values, positionals } = plainly(() =>
    parseArgs({ args, options: EMULATOR, allowPositionals: true }),
  );
  if (values.help) return "help";
  oneName(positionals);
  return {
    bench: "emulator",
    frames: count("--frames", values.frames, 3000),
    rounds: count("--rounds", values.rounds, 5),
    rom: values.rom ?? "public/roms/too-many-paws.gb",
    only: rows("emulator", EMULATOR_ROW, values.only),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

/** The rows of `--only`. */
function rows(bench: string, known: RegExp, lists: string[] = []): string[] {
  const named = lists.flatMap((list) => list.split(","));
  const unknown = named.find((row) => !known.test(row));
  if (unknown !== undefined) throw new PlainError(`There is no row "${unknown}" in ${bench}. ${SEE}`);
  return named;
}

const SEE = "See npm run bench -- --help.";

function oneName(positionals: string[]): void {
  const more = positionals[1];
  if (more !== undefined) throw new PlainError(`One bench at a time: "${more}" is one too many. ${SEE}`);
}

function plainly<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PlainError(`${why.split(". ")[0]}. ${SEE}`);
  }
}
