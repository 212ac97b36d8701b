/** The bench's command line. */
import { parseArgs } from "node:util";
import { PlainError } from "../scripts/lib/index.mjs";

export const HELP = `npm run bench: measures the built app, on a real relay, in a real Chromium.

  npm run bench -- first-light [options]

  first-light      one game, hosted in one page and played in another

  --seconds N      how long frames are counted (20)
  --runs N         how often the page is opened anew (9)
  --presses N      how many presses are timed (240)
  --json FILE      write the same as JSON
  --help           print this

Measure on a quiet machine: the load average is part of what is printed.`;

export interface Options {
  bench: "first-light";
  seconds: number;
  runs: number;
  presses: number;
  json?: string;
}

const INPUT = {
  help: { type: "boolean", short: "h" },
  json: { type: "string" },
  seconds: { type: "string" },
  runs: { type: "string" },
  presses: { type: "string" },
} as const;

function count(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 100_000) return value;
  throw new PlainError(`${option} takes a whole number from 1 on, not "${text}".`);
}

/** What was asked for; "help" where that is all. Throws a sentence. */
export function parseOptions(args: string[]): Options | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const [bench, ...more] = positionals;
  if (bench !== "first-light" || more.length > 0) {
    const asked = positionals.length > 0 ? `no bench "${positionals.join(" ")}"` : "no bench without a name";
    throw new PlainError(`There is ${asked}; there is: first-light. See npm run bench -- --help.`);
  }
  return {
    bench,
    seconds: count("--seconds", values.seconds, 20),
    runs: count("--runs", values.runs, 9),
    presses: count("--presses", values.presses, 240),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: INPUT, allowPositionals: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PlainError(`${why.split(". ")[0]}. See npm run bench -- --help.`);
  }
}
