/** Names and paths of games. */

/** Where games are on a relay, unless a page says otherwise. */
export const DEFAULT_PREFIX = "arcade";

/** The longest name, in characters: it is part of a path, of an address and of a tile. */
export const NAME_MAX_LENGTH = 64;

/** The host among the players of its game. */
export const HOST_PLAYER = "host";

/** What is wrong with a game's name as a sentence, or `undefined` if it will do. */
export function checkName(name: string): string | undefined {
  if (name.trim() === "") return "The game needs a name.";
  if (name.includes("/")) return "A name cannot hold a slash: it is one part of an address.";
  if (name.length > NAME_MAX_LENGTH) return `A name has at most ${NAME_MAX_LENGTH} characters.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return "A name cannot hold control characters.";
  if (!name.isWellFormed()) return "A name cannot hold half a character.";
  if (name.startsWith("..") || name.trim() === ".")
    return "A name can start with one dot, for a game that is found by its link alone, and has something behind it.";
  if (name.includes("*")) return "A name cannot hold an asterisk: it stands for any name on a relay.";
  return undefined;
}

/** What is wrong with a part of a path that is listed, as {@link checkName} has it: none begins with a dot. */
export function checkPathPart(part: string): string | undefined {
  return isByLinkOnly(part)
    ? "A name cannot start with a dot here: such names are hidden on a relay."
    : checkName(part);
}

/** Whether a game of this name is found by its link alone. */
export function isByLinkOnly(name: string): boolean {
  return name.startsWith(".");
}

/**
 * Where a name is below a prefix. What is by link only is beside the others, where nobody looks who lists them. (A part
 * with a dot would not do: a publisher of moq-lite-06 does not tell even its relay of such a path.)
 */
function below(prefix: string, name: string): string {
  return isByLinkOnly(name) ? `${prefix}-by-link/${name.slice(1)}` : `${prefix}/${name}`;
}

/** Where a relay's games are, and their viewers: each game, or the viewers of one, a part below. */
export interface Prefixes {
  games: string;
  viewers: string;
}

/** Where they are below a prefix. */
export function prefixesBelow(prefix: string): Prefixes {
  return { games: gamesPrefix(prefix), viewers: `${prefix}/viewer` };
}

/** The path of a game's broadcast. */
export function gamePath(prefix: string | Prefixes, name: string): string {
  return below(typeof prefix === "string" ? gamesPrefix(prefix) : prefix.games, name);
}

/** The prefix of all games that are listed. */
export function gamesPrefix(prefix: string): string {
  return `${prefix}/game`;
}

/** The prefix under which a game's viewers announce themselves. */
export function viewersPrefix(prefix: string | Prefixes, name: string): string {
  return below(typeof prefix === "string" ? `${prefix}/viewer` : prefix.viewers, name);
}

/** The id that a player of ours is announced under in a session: each session has its own, since a relay may still know the one before. */
export function viewerId(player: string, session: number): string {
  return `${player}.${session}`;
}

/** Which player a viewer's id is of, and in which of its sessions. An id that is not like ours is a player by itself. */
export function playerOf(viewerId: string): { player: string; session: number } {
  const [, player, session] = /^([0-9a-f]{8})\.(\d{1,9})$/.exec(viewerId) ?? [];
  return player === undefined ? { player: viewerId, session: 0 } : { player, session: Number(session) };
}

/** The path of one viewer's broadcast. */
export function viewerPath(prefix: string | Prefixes, name: string, viewerId: string): string {
  return `${viewersPrefix(prefix, name)}/${viewerId}`;
}
