/**
 * `moq-arcade`, the command line: what is done with games without a page, under Node.
 *
 * Beside `app`: what may not come in is the DOM, components and the pages. TypeScript runs as it is, by Node's type
 * stripping, so what is imported here has explicit extensions all the way down.
 *
 * - `command.ts`: what a command is, and how one ends. `moq-arcade.mjs`: the file that the shell starts.
 * - `clips.ts`: what the commands that play clips share.
 * - one file a command, loaded when it is asked for; COMMANDS lists them.
 *
 * @module
 */
import { type Command, Exit, Stopped, type Terminal, UsageError } from "./command.ts";

interface Entry {
  readonly name: string;
  /** In half a line. */
  readonly summary: string;
  /** What a command needs is loaded with it alone. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

const COMMANDS: readonly Entry[] = [
  {
    name: "verify",
    summary: "play clips and compare them with what was recorded",
    load: () => import("./verify.ts"),
  },
  { name: "replay", summary: "play a clip, write a picture of it", load: () => import("./replay.ts") },
  {
    name: "rebase",
    summary: "make a clip from a state begin from power-on",
    load: () => import("./rebase.ts"),
  },
  {
    name: "record",
    summary: "join a game on a relay and write a clip of it",
    load: () => import("./record.ts"),
  },
  { name: "info", summary: "say what is in a clip", load: () => import("./info.ts") },
  { name: "host", summary: "host games around the clock, without a page", load: loadHost },
];

/** It speaks to the terminal itself, and takes its own time to say goodbye. */
async function loadHost(): Promise<{ command: Command }> {
  const { HOST_HELP, hostCommand } = await import("./host.ts");
  return { command: { help: HOST_HELP.trimEnd(), run: hostCommand } };
}

const HELP = `moq-arcade: games without a page.

  moq-arcade COMMAND [arguments]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(17)}${summary}`).join("\n")}

  --help           print this; behind a command, what that takes

Exit codes: 0 fine; 1 a clip differs from what was recorded, or a hosted game could not go on; 2 the command
line has no sense, or what it asks for cannot be done; 130 stopped by Ctrl-C.`;

/**
 * Runs a command line.
 *
 * @param args without `node` and the program
 * @returns the exit code. Throws nothing: what goes wrong is a sentence on stderr
 */
export async function run(args: string[], terminal?: Terminal): Promise<number> {
  if (terminal) return await dispatch(args, terminal);
  const stop = new AbortController();
  const onSignal = () => {
    // Who asks twice does not want to wait.
    if (stop.signal.aborted) process.exit(Exit.STOPPED);
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  // Nobody reads any more (`| head`).
  process.stdout.on("error", () => process.exit(Exit.STOPPED));
  try {
    return await dispatch(args, {
      print: (line) => void process.stdout.write(`${line}\n`),
      warn: (line) => void process.stderr.write(`${line}\n`),
      signal: stop.signal,
    });
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
  }
}

async function dispatch([name, ...rest]: string[], terminal: Terminal): Promise<number> {
  const entry = COMMANDS.find((one) => one.name === name);
  if (name === "--help" || name === "-h" || name === "help") {
    terminal.print(HELP);
    return Exit.FINE;
  }
  if (!entry) {
    const asked = name === undefined ? "Name a command" : `There is no command "${name}"`;
    terminal.warn(
      `${asked}; there are: ${COMMANDS.map((one) => one.name).join(", ")}. See moq-arcade --help.`,
    );
    return Exit.CANNOT;
  }
  try {
    const { command } = await entry.load();
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.print(command.help);
      return Exit.FINE;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    if (error instanceof Stopped) return Exit.STOPPED;
    const sentence = error instanceof Error ? error.message : String(error);
    terminal.warn(error instanceof UsageError ? `${sentence} See moq-arcade ${name} --help.` : sentence);
    return Exit.CANNOT;
  }
}
