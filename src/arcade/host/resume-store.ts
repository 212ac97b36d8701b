/**
 * Games that were hosted here, as they were last: IndexedDB keeps the newest few, each with its cartridge, so that a
 * tab that was closed can be gone on from. Written by the host's Worker, read by its page. One write is whole or has
 * not happened.
 */
import { createStore, delMany, get, getMany, keys, set, setMany } from "idb-keyval";
import * as z from "zod/mini";
import { type ModeSettings, type ModeWishes, makeModeSettings } from "../modes/index.ts";
import { checkName } from "../name.ts";
import { PERMISSIONS } from "../permissions.ts";
import type { ResumableGame } from "../types.ts";
import { SavedPictureSchema } from "./saved-picture.ts";

/** How many are kept. */
const GAMES_MAX = 5;

const store = () => createStore("moq-arcade-hosted", "games");

type Which = Pick<ResumableGame, "romHash" | "name" | "startedAtMs">;

/** Who begins a game anew under its old name has both. */
const gameKey = ({ romHash, name, startedAtMs }: Which) => `game/${romHash}/${name}/${startedAtMs}`;
const romKey = (romHash: string) => `rom/${romHash}`;

/** Of one that is not as it should be, the usual. */
function modeOf({ type, ...wishes }: ModeWishes & { type: string }): ModeSettings {
  try {
    return makeModeSettings(type, wishes);
  } catch {
    return { type: "anarchy" };
  }
}

const ResumableSchema = z.object({
  romHash: z.string(),
  name: z.string().check(z.refine((name) => checkName(name) === undefined)),
  title: z.string(),
  opposites: z.boolean(),
  allowed: z.array(z.enum(PERMISSIONS)),
  mode: z.pipe(
    z.object({
      type: z.string(),
      window: z.optional(z.number()),
      idle: z.optional(z.number()),
      seats: z.optional(z.number()),
    }),
    z.transform(modeOf),
  ),
  startedAtMs: z.number(),
  savedAtMs: z.number(),
  state: z.instanceof(Uint8Array<ArrayBuffer>),
  picture: SavedPictureSchema,
});

/** Keeps a game as it is now, in place of what was kept of it. Never rejects. */
export async function keepGame(game: ResumableGame, rom: Uint8Array, isFirst: boolean): Promise<void> {
  try {
    const entry: [string, unknown] = [gameKey(game), game];
    if (isFirst) await setMany([entry, [romKey(game.romHash), rom]], store());
    else await set(...entry, store());
    if (isFirst) await prune();
  } catch (error) {
    console.warn("the game could not be kept for another time:", error);
  }
}

/** The games that can be gone on with, the newest first. Never rejects. */
export async function listResumable(): Promise<ResumableGame[]> {
  try {
    const all = (await keys<string>(store())).filter((key) => key.startsWith("game/"));
    const games = (await getMany<unknown>(all, store())).flatMap((kept) => {
      const game = ResumableSchema.safeParse(kept).data;
      return game ? [game as ResumableGame] : [];
    });
    return games.sort((one, other) => other.savedAtMs - one.savedAtMs);
  } catch (error) {
    console.warn("the games that were kept cannot be read:", error);
    return [];
  }
}

/** A kept game's cartridge. @throws {Error} a sentence */
export async function resumableRom({ romHash, title }: ResumableGame): Promise<Uint8Array> {
  const rom = await get<unknown>(romKey(romHash), store()).catch(() => undefined);
  if (rom instanceof Uint8Array) return rom;
  throw new Error(`The cartridge of ${title} is not kept any more. Choose its file below to begin it anew.`);
}

/** Forgets a game. Never rejects. */
export async function forgetResumable(game: Which): Promise<void> {
  try {
    await delMany([gameKey(game)], store());
    await prune();
  } catch (error) {
    console.warn("the game could not be forgotten:", error);
  }
}

/** Lets go of all but the newest, and of cartridges that none of them has. */
async function prune(): Promise<void> {
  const kept = (await listResumable()).slice(0, GAMES_MAX);
  const wanted = new Set(kept.flatMap((game) => [gameKey(game), romKey(game.romHash)]));
  const all = await keys<string>(store());
  await delMany(
    all.filter((key) => !wanted.has(key)),
    store(),
  );
}
