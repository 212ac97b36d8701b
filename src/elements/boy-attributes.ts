/** The attributes of `<moq-boy>`, which are those of npm `@moq/boy` 0.2.14's element: from text to settings. */
import { checkPathPart, type Prefixes, prefixesBelow } from "../arcade/name.ts";
import { MAX_PARTS } from "../net/path.ts";
import { readAttribute, readUrl } from "./attributes.ts";

export const BOY_ATTRIBUTES = ["url", "prefix", "prefix-game", "prefix-viewer"] as const;

export type BoyAttribute = (typeof BOY_ATTRIBUTES)[number];

/** Where games are looked for by default: where upstream's moq-boy has them, and its element looks. */
export const BOY_PREFIX = "boy";

const EXPECTED = {
  url: "an http or https address, as https://relay.example:4443/",
  path: "a path on the relay, as anon/boy",
} as const;

/** A path as it is on the wire: without slashes at its ends, and none twice. */
function readPath(text: string): string | undefined {
  const parts = text.split("/").filter(Boolean);
  // Three more are to come: the viewers' own part, a game's name, a viewer's.
  const isPath = parts.length <= MAX_PARTS - 3 && parts.every((part) => checkPathPart(part) === undefined);
  return isPath ? parts.join("/") : undefined;
}

/** Reads `url`. Never throws; what is not valid is warned of, and none. */
export function readBoyUrl(text: string | null): URL | undefined {
  return readAttribute<URL | undefined>("moq-boy", "url", text, undefined, EXPECTED.url, readUrl);
}

/** Reads one of the prefixes. Never throws; what is not valid is warned of, and its default. */
export function readBoyPrefix(name: Exclude<BoyAttribute, "url">, text: string | null): string | undefined {
  const fallback = name === "prefix" ? BOY_PREFIX : undefined;
  return readAttribute<string | undefined>("moq-boy", name, text, fallback, EXPECTED.path, readPath);
}

/** Where games and viewers are, by what the attributes say. */
export function boyPrefixes(prefix: string, game: string | undefined, viewer: string | undefined): Prefixes {
  const below = prefixesBelow(prefix);
  const strip = (path: string) => path.replace(/^\//, "");
  return { games: strip(game ?? below.games), viewers: strip(viewer ?? below.viewers) };
}
