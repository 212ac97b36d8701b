/** The games that come with the app, and cartridges from its own server. */
import * as z from "zod/mini";
import type { BundledGame, ControlTexts } from "../ui/index.ts";
import { BUTTONS, CARTRIDGE_MAX_BYTES } from "../ui/index.ts";

const BundledGamesSchema = z.array(
  z.object({
    file: z.string().check(z.regex(/^[\w.-]+$/)),
    title: z.string(),
    description: z.string(),
    controls: z.partialRecord(z.enum(BUTTONS), z.string()),
    /** Whether it is made for opposite directions at once. */
    opposites: z.optional(z.boolean()),
  }),
);

/** Fetches, and throws a sentence on what went wrong and what to do. */
async function get(url: URL, what: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new Error(`${what} could not be fetched: the app's server does not answer. Try again.`);
  }
  // A server of single-page apps answers every address with the page itself.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (response.status === 404 || isPage)
    throw new Error(`${what} is not there: ${url.pathname} has no file.`);
  if (!response.ok)
    throw new Error(`${what} could not be fetched: the server says ${response.status}. Try again.`);
  return response;
}

/** The games that come with the app. Throws a sentence. */
export async function fetchBundledGames(): Promise<BundledGame[]> {
  const response = await get(new URL("/roms/index.json", location.origin), "The list of bundled games");
  const games = BundledGamesSchema.safeParse(await response.json().catch(() => undefined));
  if (!games.success)
    throw new Error("The list of bundled games is damaged. A file of your own still works.");
  return games.data;
}

/** A cartridge from the app's own server. Throws a sentence. */
export async function fetchRom(path: string): Promise<Uint8Array> {
  const url = URL.canParse(path, location.origin) ? new URL(path, location.origin) : undefined;
  if (url?.origin !== location.origin) {
    throw new Error(`${path} is not on this server. Download the game, and drop its file here.`);
  }
  const bytes = new Uint8Array(await (await get(url, "The game")).arrayBuffer());
  if (bytes.length > CARTRIDGE_MAX_BYTES) {
    throw new Error(`${url.pathname} is larger than any cartridge (8 MiB). Choose a .gb, .gbc or .nes file.`);
  }
  return bytes;
}

/** Where a bundled game's cartridge is. */
export function bundledPath(file: string): string {
  return `/roms/${file}`;
}

/** The bundled game whose cartridge is at this address, if it is one. Never throws. */
export async function findBundled(path: string): Promise<BundledGame | undefined> {
  const games = await fetchBundledGames().catch(() => []);
  return games.find(({ file }) => bundledPath(file) === path);
}

/** What is known of a game beside its cartridge. */
export interface GameAbout {
  /** If a list of ours says so. */
  title?: string;
  /** What its buttons do, if a list of ours says so. */
  controls?: ControlTexts;
  /** Whether opposite directions may be held at once. */
  opposites: boolean;
}

/** What our list says of a game, if it is one of ours. */
export function aboutOf(game: BundledGame | undefined): GameAbout {
  if (!game) return { opposites: false };
  const { title, controls, opposites = false } = game;
  return { title, controls, opposites };
}

/** A cartridge that comes with the app. */
export interface FoundRom {
  rom: Uint8Array;
  game: BundledGame;
}

/** The bundled cartridge of this SHA-256, if one has it. Never rejects. */
export async function findRom(hash: string): Promise<FoundRom | undefined> {
  const games = await fetchBundledGames().catch(() => []);
  for (const game of games) {
    const rom = await fetchRom(bundledPath(game.file)).catch(() => undefined);
    if (rom && (await sha256(rom)) === hash) return { rom, game };
  }
  return undefined;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
