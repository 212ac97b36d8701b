/** What is typed to `moq-arcade host` while it runs: a line, an order. From text to values, no I/O. */
import { type ModeSettings, makeModeSettings } from "../arcade/modes/index.ts";
import type { Player } from "../arcade/types.ts";
import { parseCommandLine } from "./command.ts";

export const ORDERS_HELP = `While it runs it reads lines, where its input is a terminal or a pipe:
  players          who plays, with their ids, latencies and buttons
  mode MODE        as --mode, with --window, --idle and --seats as there
  pause, go        stops the game for everybody, and lets it go on
  reset            starts the machine anew
  mute PLAYER, unmute PLAYER, remove PLAYER
                   by name or id
  help             this
Where several games are hosted, a line begins with GAME and a colon, or *: for all of them.`;

export type Order =
  | { type: "players" }
  | { type: "reset" }
  | { type: "help" }
  | { type: "mode"; mode: ModeSettings }
  | { type: "hold"; held: boolean }
  | { type: "mute"; player: string; muted: boolean }
  | { type: "remove"; player: string };

/** Reads a line without what it is addressed to; nothing where it is empty. @throws {Error} a sentence */
export function readOrder(line: string): Order | undefined {
  const [word = "", ...rest] = line.trim().split(/\s+/);
  const what = line.trim().slice(word.length).trim();
  switch (word) {
    case "":
      return undefined;
    case "mode":
      return { type: "mode", mode: readMode(rest) };
    case "mute":
    case "unmute":
      return { type: "mute", player: named(word, what), muted: word === "mute" };
    case "remove":
      return { type: "remove", player: named(word, what) };
    default:
      break;
  }
  if (what !== "") throw new Error(`“${word}” takes nothing more, if it is anything: type help.`);
  switch (word) {
    case "players":
    case "reset":
    case "help":
      return { type: word };
    case "pause":
    case "go":
      return { type: "hold", held: word === "pause" };
    default:
      throw new Error(`“${word}” is no order: type help.`);
  }
}

/** Options of a way to share the controller, on a command line or in a line that is typed. */
export const MODE_OPTIONS = {
  window: { type: "string" },
  idle: { type: "string" },
  seats: { type: "string" },
} as const;

/** A mode and what was said of it, as texts. @throws {RangeError} a sentence */
export function modeOf(
  type: string,
  texts: Partial<Record<keyof typeof MODE_OPTIONS, string>>,
): ModeSettings {
  const number = (text: string | undefined) =>
    text === undefined ? undefined : Number(text.trim() || Number.NaN);
  const { window, idle, seats } = texts;
  return makeModeSettings(type, { window: number(window), idle: number(idle), seats: number(seats) });
}

function readMode(words: string[]): ModeSettings {
  const { values, positionals } = parseCommandLine(words, MODE_OPTIONS);
  const [type, more] = positionals;
  if (type === undefined || more !== undefined)
    throw new Error("Which mode? As in: mode democracy --window 3");
  return modeOf(type, values);
}

function named(order: string, player: string): string {
  if (player === "") throw new Error(`Whom? As in: ${order} Ann`);
  return player;
}

/** Which of the games a line is for, and the line without that. @throws {Error} a sentence, where it does not say */
export function addressed(
  line: string,
  games: readonly string[],
): { games: readonly string[]; line: string } {
  const begins = (name: string) => line.trimStart().startsWith(`${name}:`);
  const behind = (name: string) => line.trimStart().slice(name.length + 1);
  if (begins("*")) return { games, line: behind("*") };
  // A name may have a colon: the longest is meant.
  const [name] = games.filter(begins).sort((a, b) => b.length - a.length);
  if (name !== undefined) return { games: [name], line: behind(name) };
  if (games.length === 1 || /^\s*(help|players)?\s*$/.test(line)) return { games, line };
  throw new Error(
    `For which game? Begin with one of ${games.map((game) => `“${game}:”`).join(", ")}, or “*:”.`,
  );
}

/** The player who is called so, by name or by id. @throws {Error} a sentence, where there is none, or more than one */
export function findPlayer(players: readonly Player[], called: string): Player {
  const byId = players.find(({ id }) => id === called);
  if (byId) return byId;
  const [player, another] = players.filter(({ name }) => name === called);
  if (player === undefined) throw new Error(`Nobody here is called “${called}”: type players.`);
  if (another) throw new Error(`More than one is called “${called}”: say the id, which players tells.`);
  return player;
}

/** A player in a line. */
export function describePlayer({ id, name, latencyMs, muted, buttons }: Player): string {
  const parts = [
    name === undefined ? id : `${name} (${id})`,
    latencyMs !== undefined && `${Math.round(latencyMs)} ms`,
    buttons.length > 0 && `holds ${buttons.join(", ")}`,
    muted && "muted",
  ];
  return parts.filter(Boolean).join(", ");
}
