/** What a site says of itself where it is deployed: /config.json. The same build serves anywhere. */
import * as z from "zod/mini";

function isOrigin(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? "");
}

// Strict: a name that is misspelt would otherwise be a relay that is nobody's.
const SiteConfigSchema = z.strictObject({
  /** The relay's address, in full. Without one it is port 4443 of the site's own host. */
  relay: z.optional(z.string()),
  /** Where on the relay the games are. */
  prefix: z.optional(z.string()),
  /** Where others reach the site, for links that are given away by a page on localhost, which nobody else can open. */
  origin: z.optional(z.string().check(z.refine(isOrigin))),
});

/** `{}` says nothing, and is what a build has. */
export type SiteConfig = z.infer<typeof SiteConfigSchema>;

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
  const checked = SiteConfigSchema.safeParse(await response.json().catch(() => undefined));
  if (checked.success) return checked.data;
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
