import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** Exit codes: the help says what they mean. */
export const Exit = { FINE: 0, DIVERGED: 1, CANNOT: 2, STOPPED: 130 } as const;

/** What a command is given of the terminal that it runs in. */
export interface Terminal {
  /** A line of what was asked for. */
  print(line: string): void;
  /** A line on what went wrong. */
  warn(line: string): void;
  /** Aborts on Ctrl-C or SIGTERM: the command ends soon, with nothing half done. */
  readonly signal: AbortSignal;
}

/** One command: `moq-arcade NAME …`. */
export interface Command {
  /** All of `--help`. */
  readonly help: string;
  /**
   * @param args what comes behind the command's name
   * @throws {UsageError} where they have no sense; any error whose message is a sentence
   */
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** A command line that has no sense. Its message is a sentence. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** Who was asked to stop stops by this. */
export class Stopped extends Error {
  constructor() {
    super("Stopped.");
    this.name = "Stopped";
  }
}

/** Options and file names. @throws {UsageError} */
export function parseCommandLine<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(whyNot(cause), { cause });
  }
}

/** Node's own message goes on about what else could be meant. */
function whyNot(cause: unknown): string {
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  const ambiguous = /^Option '.*?(--[\w-]+).*' argument is ambiguous/.exec(line)?.[1];
  if (ambiguous)
    return `${ambiguous} needs a value; one that begins with a dash is given as ${ambiguous}=-….`;
  return `${line.split(". ")[0]?.replace(/\.$/, "")}.`;
}

/** The address of a relay, as `--relay` says it. @throws {UsageError} */
export function readRelay(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^(https?|wss?):$/.test(url.protocol)) return url;
  throw new UsageError(
    `--relay “${text}” is no address of a relay. Write it in full, as https://relay.example:4443/.`,
  );
}

/** The one file that a command takes. @throws {UsageError} */
export function onlyFile(files: readonly string[], what: string): string {
  const [file, more] = files;
  if (file === undefined) throw new UsageError(`Name ${what}.`);
  if (more !== undefined) throw new UsageError(`One at a time: "${more}" is one too many.`);
  return file;
}
