import type { Replay } from "./replay.ts";

/** A frame and who holds what in it, as a failure names them. */
export function whereIs(game: Replay, frame = game.frame): string {
  const held = game.buttonsAt(frame);
  const hands = held.length > 0 ? `${held.join(", ")} held` : "no button held";
  return `frame ${frame} of ${game.frames}, ${hands}`;
}

/** A sentence, and below it lines with a name each; those without a text are left out. */
export function report(sentence: string, lines: Record<string, string | undefined>): string {
  const told = Object.entries(lines).filter((line): line is [string, string] => line[1] !== undefined);
  const width = Math.max(...told.map(([name]) => name.length));
  return [sentence, "", ...told.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join("\n");
}
