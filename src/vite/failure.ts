/** A build that failed, as Vite's overlay and the terminal show it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorPayload } from "vite";
import { type PlainError, plain } from "../../scripts/lib/report.mjs";

/** As many lines of a compiler's as somebody reads. */
const MOST_LINES = 120;

/** What cargo says of itself, its verb set flush right. */
const CARGO_STATUS = /^ {2,}[A-Z][a-z]+ \S/;
const MESSAGE = /^(error|warning)(\[\w+\])?: /;

/**
 * The errors in a log of cargo's: whole messages with their source lines and notes, without warnings and progress.
 * @param lines without colours
 */
export function compilerErrors(lines: readonly string[]): string[] {
  const errors: string[] = [];
  let inError = false;
  for (const line of lines) {
    const kind = MESSAGE.exec(line)?.[1];
    if (kind) inError = kind === "error";
    else if (CARGO_STATUS.test(line)) inError = false;
    if (!inError) continue;
    // The log has no empty lines, and a message is read by where it begins.
    if (kind && errors.length > 0) errors.push("");
    errors.push(line);
  }
  return errors.length > MOST_LINES
    ? [...errors.slice(0, MOST_LINES), `… and ${errors.length - MOST_LINES} lines more`]
    : errors;
}

/** Where rustc points to. `file` is as it says it: relative to the workspace. */
export function firstPlace(
  lines: readonly string[],
): { file: string; line: number; column: number } | undefined {
  for (const text of lines) {
    const [, file, line, column] = /^\s*--> (.+?):(\d+):(\d+)$/.exec(text) ?? [];
    if (file) return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

export interface BuildFailure {
  /** A sentence on what went wrong and what to do. */
  sentence: string;
  /** What the compiler, or whichever program failed, said. */
  lines: string[];
  /** The whole of it. */
  logFile: string | undefined;
}

function logLines(file: string | undefined): string[] {
  try {
    return file ? readFileSync(file, "utf8").split("\n") : [];
  } catch {
    return [];
  }
}

/** What the scripts say of a failure. Theirs are told by name: there may be two of the class, see `modules.ts`. */
function told(error: unknown): BuildFailure {
  if (!(error instanceof Error && error.name === "PlainError")) return plain(error);
  const { message, lines, logFile } = error as PlainError;
  return { sentence: message, lines, logFile };
}

/** @param error what the scripts threw */
export function buildFailure(error: unknown): BuildFailure {
  const failure = told(error);
  // Without a network, say, the scripts' own sentence is the better one, though cargo logs errors then too.
  const what = /^.*? did not build\./.exec(failure.sentence)?.[0];
  const errors = what ? compilerErrors(logLines(failure.logFile)) : [];
  if (errors.length === 0) return failure;
  return { ...failure, sentence: `${what} Mend what the compiler says:`, lines: errors };
}

/** For a terminal. */
export function failureText({ sentence, lines, logFile }: BuildFailure): string {
  const log = logFile ? `The whole log: ${logFile}` : "";
  return [sentence, ...lines.map((line) => `  ${line}`), log].join("\n").trimEnd();
}

/**
 * For the overlay over the page.
 * @param root the folder that the compiler's paths start from
 */
export function failurePayload(failure: BuildFailure, root: string): ErrorPayload {
  const { sentence, lines, logFile } = failure;
  const place = firstPlace(lines);
  return {
    type: "error",
    err: {
      plugin: "moq-arcade",
      message: [sentence, "", ...lines].join("\n").trimEnd(),
      stack: logFile ? `The whole log: ${logFile}` : "",
      ...(place && { id: join(root, place.file), loc: { ...place, file: join(root, place.file) } }),
    },
  };
}
