/** What a site says of itself where it is deployed: /config.json. The same build serves anywhere. */

/** `{}` says nothing, and is what a build has. */
export interface SiteConfig {
  /** The relay's address, in full. Without one it is port 4443 of the site's own host. */
  relay?: string;
  /** Where on the relay the games are. */
  prefix?: string;
  /** Where others reach the site, for links that are given away by a page on localhost, which nobody else can open. */
  origin?: string;
}

const isText = (value: unknown) => typeof value === "string";

/** What each entry has to be. */
const CHECKS: Record<keyof SiteConfig, (value: unknown) => boolean> = {
  relay: isText,
  prefix: isText,
  origin: (value) => isText(value) && /^https?:$/.test(URL.parse(String(value))?.protocol ?? ""),
};

/**
 * Strict: a name that is misspelt would otherwise be a relay that is nobody's. Not by zod, which would be a quarter of
 * all that the page itself loads before its first picture.
 */
function isSiteConfig(value: unknown): value is SiteConfig {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, entry]) => Object.hasOwn(CHECKS, name) && CHECKS[name as keyof SiteConfig](entry),
  );
}

const PATH = "/config.json";

/**
 * Fetches the site's configuration.
 *
 * @throws {Error} a sentence on what is wrong with it
 */
export async function fetchSiteConfig(): Promise<SiteConfig> {
  const response = await ask();
  // A server that answers every address with the app's page has no such file.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (response.status === 404 || isPage) {
    throw new Error(
      `${PATH} is not on this server, so the app does not know its relay. Put it beside index.html: the build has one.`,
    );
  }
  if (!response.ok) throw new Error(`${PATH} could not be fetched: the server says ${response.status}.`);
  const config: unknown = await response.json().catch(() => undefined);
  if (isSiteConfig(config)) return config;
  throw new Error(
    `${PATH} on this server is damaged. It is to be as { "relay": "https://relay.example:4443/" }, with nothing more than "relay", "prefix" and "origin" in it.`,
  );
}

async function ask(): Promise<Response> {
  try {
    return await fetch(new URL(PATH, location.origin));
  } catch {
    throw new Error(`${PATH} could not be fetched: the app's server does not answer.`);
  }
}
