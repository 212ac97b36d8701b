import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { HeadlessError } from "./error.ts";
import { readSource } from "./source.ts";

/** The games that come with the app. */
const BUNDLED = fileURLToPath(new URL("../../public/roms/", import.meta.url));

const ROM_FILE = /\.(gbc?|nes)$/i;

/**
 * The ROM with this hash: out of these files and folders, or of the bundled games. Folders are not searched deeper.
 *
 * @throws {HeadlessError} `no-rom`, and `unreadable` where a place is not there.
 */
export async function findRom(
  rom: { readonly hash: string; readonly title: string },
  places: readonly string[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  for (const place of places) {
    const found = await findIn(await filesOf(place), rom.hash);
    if (found) return found;
  }
  const bundled = await findIn(await filesOf(BUNDLED).catch(() => []), rom.hash);
  if (bundled) return bundled;
  const where = places.length > 0 ? `in ${places.join(", ")} or among` : "among";
  throw new HeadlessError(
    "no-rom",
    `The game “${rom.title}” (SHA-256 ${rom.hash.slice(0, 16)}…) is not ${where} the bundled ones: name its file or folder with --rom.`,
  );
}

async function findIn(files: readonly string[], hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  for (const file of files) {
    const bytes = await readSource(file);
    if (createHash("sha256").update(bytes).digest("hex") === hash) return bytes;
  }
  return undefined;
}

/** A file itself; of a folder those that are named like a ROM. */
async function filesOf(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => undefined);
  if (!found?.isDirectory()) return [place];
  const names = (await readdir(place)).filter((name) => ROM_FILE.test(name));
  return names.sort().map((name) => join(place, name));
}
