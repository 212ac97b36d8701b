/** What a page's address says of the relay, and addresses that go on saying it. */
import { checkPathPart } from "../arcade/index.ts";
import type { SiteConfig } from "./config.ts";

/** What of `location` matters here. */
export type PageLocation = Pick<Location, "hostname" | "protocol">;

export interface Address {
  relay: URL;
  /** Where on the relay the games are, if not where they always are. */
  prefix?: string;
  /** Where others reach the site, if it says so: for links from a page on localhost. */
  origin?: string;
}

export type AddressResult = { address: Address } | { error: string };

/** The relay that `npm start` runs listens here. */
const RELAY_PORT = 4443;

const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Parameters that every link inside the app carries on. */
const KEPT = ["relay", "prefix"] as const;

function parseRelay(text: string): URL | undefined {
  // Without a scheme, "localhost:4443" would be an address of the scheme "localhost".
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}

/** Whether an address names a relay itself, so that what the site says of its relay does not matter. */
export function namesRelay(search: string): boolean {
  return new URLSearchParams(search).has("relay");
}

/**
 * The relay and prefix that an address names, or else the site, or a sentence on why they cannot be used.
 * @param search the address's query
 * @param site what the site says of itself; not looked at where the address names a relay
 * @param builtFor the relay that the app was built or started for, if any
 */
export function readAddress(
  search: string,
  page: PageLocation,
  site: SiteConfig = {},
  builtFor?: string,
): AddressResult {
  const query = new URLSearchParams(search);
  const asked = query.get("relay");
  const sources = [
    { text: asked ?? undefined, from: `?relay=${asked}` },
    { text: site.relay, from: `"relay": "${site.relay}" in the site's config.json` },
    { text: builtFor || undefined, from: `VITE_RELAY_URL=${builtFor}` },
  ];
  const named = sources.find(({ text }) => text !== undefined);
  const relay = named?.text === undefined ? usualRelay(page) : parseRelay(named.text);
  if (!relay) {
    return {
      error: `${named?.from} is no address of a relay. Write it in full, as https://relay.example:4443/.`,
    };
  }
  const written = query.get("prefix") ?? (asked === null ? site.prefix : undefined);
  const origin = asked === null && site.origin !== undefined ? { origin: site.origin } : {};
  if (written === undefined) return { address: { relay, ...origin } };
  const prefix = written.replace(/^\/+|\/+$/g, "");
  if (prefix.split("/").every((part) => checkPathPart(part) === undefined)) {
    return { address: { relay, prefix, ...origin } };
  }
  const from = query.has("prefix")
    ? `?prefix=${written}`
    : `"prefix": "${written}" in the site's config.json`;
  return { error: `${from} is no path on a relay. Use words with slashes between them.` };
}

/** Where nobody says anything: this machine's, for a page of this machine; else one beside the page. */
function usualRelay({ hostname, protocol }: PageLocation): URL {
  if (LOCAL_HOSTS.has(hostname)) return new URL(`http://localhost:${RELAY_PORT}/`);
  return new URL(`${protocol}//${hostname}:${RELAY_PORT}/`);
}

/** A path inside the app, perhaps with a query, and with what the current address says of the relay. */
export function keepAddress(path: string, search: string): string {
  const query = new URLSearchParams(search);
  const [before = "", own] = path.split("?", 2);
  const kept = new URLSearchParams(own);
  for (const name of KEPT) {
    const value = query.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept.size > 0 ? `${before}?${kept}` : before;
}

/**
 * The address of a page of the app as it is given to others: a page on localhost is at the site's own origin for them,
 * where it has one.
 */
export function shareUrl(path: string, page: Pick<Location, "hostname" | "origin">, site?: string): string {
  return new URL(path, LOCAL_HOSTS.has(page.hostname) && site ? site : page.origin).href;
}

/** The page that watches a broadcast, by its path on the relay. */
export function watchPath(name: string): string {
  return `/watch?${new URLSearchParams({ name: name.toWellFormed() })}`;
}

/** What is wrong with a broadcast's path on a relay as a sentence, or `undefined` if it will do. */
export function checkPath(path: string): string | undefined {
  if (path.trim() === "") return "The broadcast needs a name.";
  const parts = path.split("/");
  if (parts.includes("")) return "A name cannot begin or end with a slash, or have two in a row.";
  return parts.map(checkPathPart).find((wrong) => wrong !== undefined);
}

/** The path of a game's page. */
export function playPath(name: string): string {
  return `/play/${encodeURIComponent(name.toWellFormed())}`;
}

/** A game's name from its page's path as the browser has it, or `undefined` if that is not well encoded. */
export function nameFromPath(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** A broadcast's path as the relay has it: without slashes at its ends, and none twice. */
export function broadcastPath(text: string): string {
  return text.trim().split("/").filter(Boolean).join("/");
}
