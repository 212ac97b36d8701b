/** `moq-arcade host`: games that go on around the clock, without a browser. */
import { basename, extname } from "node:path";
import {
  type Core,
  type CoreName,
  coreFor,
  DEFAULT_PALETTE,
  inspectRom,
  isPaletteName,
  openEmulator,
  PALETTES,
  type PaletteName,
} from "../../emulator/index.ts";
import { MODE_LIMITS, type ModeSettings } from "../arcade/modes/index.ts";
import { checkName, DEFAULT_PREFIX } from "../arcade/name.ts";
import { isPermission, PERMISSIONS, type Permission, permissionsOf } from "../arcade/permissions.ts";
import { loadCore, readSource } from "../headless/index.ts";
import { loadCodecs } from "./codecs.ts";
import { parseCommandLine, readRelay, UsageError } from "./command.ts";
import { checkSaves, Hosted } from "./hosted.ts";
import { type Log, makeLog } from "./log.ts";
import { MODE_OPTIONS, modeOf, ORDERS_HELP } from "./orders.ts";
import { checkFolder } from "./saves.ts";
import { takeOrders } from "./taking-orders.ts";

const PALETTE_NAMES = PALETTES.map(({ name }) => name).join(", ");

export const HOST_HELP = `moq-arcade host GAME... [options]

Hosts games from this machine, around the clock, for whoever opens their pages.
A game is a .gb, .gbc or .nes file; GAME=NAME says what it is called on the relay,
where it is called after its file otherwise. A NAME that begins with a dot is in no lobby:
who has the link plays.

  --relay URL      the relay; default http://localhost:4443 (the one of npm start)
  --name NAME      the game's name, where there is one game
  --prefix PREFIX  where games are on the relay; default ${DEFAULT_PREFIX}
  --save DIR       keeps each game's state and battery there, every 10 seconds
                   and at the end, and goes on from them at the next start
  --record DIR     writes a clip of each session there, every minute at first, and at the end
  --opposites      lets left and right, or up and down, be held at once
  --palette NAME   what games without colour are shown in:
                   ${PALETTE_NAMES}
  --mode MODE      how players share the controller: anarchy (all buttons joined; the default),
                   democracy (votes are counted), baton (one plays, and passes it on) or
                   seats (the buttons are dealt out)
  --window SECONDS in a democracy: how long votes are counted; default ${MODE_LIMITS.democracy.window.initial}
  --idle SECONDS   after how much idleness the baton (default ${MODE_LIMITS.baton.idle.initial}) or a seat (${MODE_LIMITS.seats.idle.initial}) is free again
  --seats NUMBER   how many seats; default ${MODE_LIMITS.seats.seats.initial}
  --no-chat        viewers cannot chat or send emotes
  --allow LIST     what every viewer may do, with commas between: reset, save (and load;
                   slots last as long as this runs), fast-forward; default nothing
  --json           a line of JSON for each thing that happens
  --verbose        more lines
  --help           this

${ORDERS_HELP}

Ctrl-C or SIGTERM ends it: games are saved, and viewers are told goodbye.
Exit codes: 0 ended by you, 1 a game could not go on, 2 the command is not right.
`;

/** How long goodbyes may take to reach the relay, in milliseconds. */
const GOODBYE_MS = 500;

interface Game {
  file: string;
  name: string;
}

/** Runs until it is told to end. Gives the exit code. */
export async function hostCommand(args: readonly string[]): Promise<number> {
  let options: ReturnType<typeof parse>;
  try {
    options = parse(args);
  } catch (error) {
    console.error(`${(error as Error).message}\nmoq-arcade host --help says more.`);
    return 2;
  }
  if (options.help) {
    console.log(HOST_HELP);
    return 0;
  }
  const log = makeLog(options);
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once("SIGINT", end).once("SIGTERM", end);
  try {
    return await run(options, log, ending.signal);
  } catch (error) {
    log.error("host", (error as Error).message);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    process.off("SIGINT", end).off("SIGTERM", end);
  }
}

function parse(args: readonly string[]) {
  const { values, positionals } = parseCommandLine([...args], {
    relay: { type: "string", default: "http://localhost:4443" },
    name: { type: "string" },
    prefix: { type: "string", default: DEFAULT_PREFIX },
    save: { type: "string" },
    record: { type: "string" },
    opposites: { type: "boolean", default: false },
    palette: { type: "string", default: DEFAULT_PALETTE },
    mode: { type: "string" },
    ...MODE_OPTIONS,
    "no-chat": { type: "boolean", default: false },
    allow: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  });
  const games = positionals.map((text) => readGame(text, positionals.length === 1 ? values.name : undefined));
  if (!values.help) checkGames(games, values.name);
  const mode = values.help ? undefined : readMode(values);
  const [palette, allow] = [readPalette(values.palette), readAllowed(values.allow)];
  return { ...values, relay: readRelay(values.relay), palette, games, mode, allow };
}

function readAllowed(text: string): Permission[] {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  const unknown = words.find((word) => !isPermission(word));
  if (unknown === undefined) return permissionsOf(words);
  throw new UsageError(`Nobody can be allowed “${unknown}”; there are: ${PERMISSIONS.join(", ")}.`);
}

function readPalette(name: string): PaletteName {
  if (isPaletteName(name)) return name;
  throw new UsageError(`There is no palette “${name}”; there are: ${PALETTE_NAMES}.`);
}

/** Nothing where nothing was said. */
function readMode(
  values: Partial<Record<"mode" | "window" | "idle" | "seats", string>>,
): ModeSettings | undefined {
  const { mode, ...texts } = values;
  if (mode !== undefined) return modeOf(mode, texts);
  if (texts.window !== undefined || texts.idle !== undefined || texts.seats !== undefined)
    throw new UsageError("--window, --idle and --seats belong to a --mode: say which.");
  return undefined;
}

function readGame(text: string, name: string | undefined): Game {
  const at = text.lastIndexOf("=");
  const file = at < 0 ? text : text.slice(0, at);
  const own = at < 0 ? undefined : text.slice(at + 1);
  return { file, name: own ?? name ?? basename(file, extname(file)).toLowerCase() };
}

function checkGames(games: readonly Game[], name: string | undefined): void {
  if (games.length === 0) throw new UsageError("Which game? Name a .gb, .gbc or .nes file.");
  if (name !== undefined && games.length > 1)
    throw new UsageError("--name is for one game; with several, write GAME=NAME for each.");
  const names = new Set<string>();
  for (const game of games) {
    const wrong = checkName(game.name);
    if (wrong) throw new UsageError(`“${game.name}” cannot be a game's name. ${wrong}`);
    if (names.has(game.name)) throw new UsageError(`Two games are called “${game.name}”: write GAME=NAME.`);
    names.add(game.name);
  }
}

async function run(options: ReturnType<typeof parse>, log: Log, signal: AbortSignal): Promise<number> {
  for (const folder of [options.save, options.record])
    if (folder !== undefined)
      await checkFolder(folder).catch((error: Error) => {
        throw new UsageError(error.message, { cause: error });
      });
  await loadCodecs().catch((error: Error) => {
    throw new UsageError(error.message, { cause: error });
  });
  const hosted: Hosted[] = [];
  const { relay, prefix, opposites, palette, mode, allow, save, record } = options;
  for (const { file, name } of options.games) {
    const rom = await readRom(file);
    const core = await loadBuilt(coreFor(rom));
    if (save !== undefined) {
      const trial = openEmulator({ core, rom });
      const problem = await checkSaves(save, name, (state) => trial.loadState(state));
      trial.close();
      if (problem) log.error(name, problem);
    }
    if (signal.aborted) break;
    const chat = !options["no-chat"];
    const shared = {
      name,
      relay,
      prefix,
      opposites,
      palette,
      chat,
      allowed: allow,
      ...(mode ? { mode } : {}),
    };
    const folders = { ...(save === undefined ? {} : { save }), ...(record === undefined ? {} : { record }) };
    hosted.push(new Hosted({ ...shared, rom, core, log, ...folders }));
  }
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
  const stopReading = takeOrders(process.stdin, hosted, log);
  const over = Promise.all(hosted.map(({ done }) => done));
  await Promise.race([ended, over]);
  stopReading();
  await Promise.all(hosted.map((game) => game.close()));
  // What was written to the socket last is on its way.
  await new Promise((resolve) => setTimeout(resolve, GOODBYE_MS));
  return (await over).every((well) => well) ? 0 : 1;
}

async function readRom(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const rom = await readSource(file).catch((error: Error) => {
    throw new UsageError(error.message, { cause: error });
  });
  try {
    inspectRom(rom);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`, { cause: error });
  }
  return rom;
}

async function loadBuilt(name: CoreName): Promise<Core> {
  try {
    return await loadCore(name);
  } catch (error) {
    throw new UsageError(`The emulator is not built (${(error as Error).message}): run npm run build:wasm.`);
  }
}
