/** Lines for people or, with `--json`, for programs: one a thing that happened. */

/** Where lines go. */
export interface Log {
  info(game: string, text: string): void;
  error(game: string, text: string): void;
  /** Only where it was asked for. */
  debug(game: string, text: string): void;
}

export interface LogOptions {
  json: boolean;
  verbose: boolean;
  write?: (line: string) => void;
}

/** What comes from the network may be in a line: nothing of it moves a terminal's cursor. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");
}

export function makeLog({ json, verbose, write = (line) => console.log(line) }: LogOptions): Log {
  const put = (level: string, game: string, text: string) => {
    const time = new Date().toISOString();
    if (json) write(JSON.stringify({ time, level, game, text }));
    else write(`${time} ${level === "info" ? "" : `${level} `}${printable(game)}: ${printable(text)}`);
  };
  return {
    info: (game, text) => put("info", game, text),
    error: (game, text) => put("error", game, text),
    debug: (game, text) => verbose && put("debug", game, text),
  };
}
