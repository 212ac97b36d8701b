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
    return "A name can start with one dot, which hides it on a relay, and has something behind it.";
  if (name.includes("*")) return "A name cannot hold an asterisk: it stands for any name on a relay.";
  return undefined;
}

/** Whether a game of this name is found by its link alone: relays do not announce what begins with a dot. */
export function isByLinkOnly(name: string): boolean {
  return name.startsWith(".");
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
export function gamePath(prefix: string, name: string): string {
  return `${prefix}/game/${name}`;
}

/** The prefix of all games. */
export function gamesPrefix(prefix: string): string {
  return `${prefix}/game`;
}

/** The prefix under which a game's viewers announce themselves. */
export function viewersPrefix(prefix: string, name: string): string {
  return `${prefix}/viewer/${name}`;
}

/** The path of one viewer's broadcast. */
export function viewerPath(prefix: string, name: string, viewerId: string): string {
  return `${prefix}/viewer/${name}/${viewerId}`;
}
