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
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${why.split(". ")[0]}.`, { cause });
  }
}

/** The one file that a command takes. @throws {UsageError} */
export function onlyFile(files: readonly string[], what: string): string {
  const [file, more] = files;
  if (file === undefined) throw new UsageError(`Name ${what}.`);
  if (more !== undefined) throw new UsageError(`One at a time: "${more}" is one too many.`);
  return file;
}
