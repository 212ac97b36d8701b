/** What a game that is hosted keeps on disk: its state and what its cartridge keeps, by the game's name. */
import { access, constants, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What was kept; nothing where there is no such file. */
export interface Saved {
  state: Uint8Array<ArrayBuffer> | undefined;
  battery: Uint8Array<ArrayBuffer> | undefined;
}

const stateFile = (folder: string, name: string) => join(folder, `${name}.mqstate`);
const batteryFile = (folder: string, name: string) => join(folder, `${name}.sav`);

/** Rejects where a file is there and cannot be read. */
export async function readSaves(folder: string, name: string): Promise<Saved> {
  return {
    state: await readIfThere(stateFile(folder, name)),
    battery: await readIfThere(batteryFile(folder, name)),
  };
}

/** Rejects where the disk does. */
export async function writeSaves(
  folder: string,
  name: string,
  { state, battery }: { state: Uint8Array; battery: Uint8Array },
): Promise<void> {
  await writeWhole(stateFile(folder, name), state);
  if (battery.length > 0) await writeWhole(batteryFile(folder, name), battery);
}

/** Puts a state aside that cannot be gone on from, so that it is not lost. */
export async function setAside(folder: string, name: string): Promise<string> {
  const aside = `${stateFile(folder, name)}.old`;
  await rename(stateFile(folder, name), aside);
  return aside;
}

/** Makes a folder where there is none. @throws {Error} a sentence, where it cannot be written to */
export async function checkFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new Error(`${folder} cannot be written to: ${(cause as Error).message}.`, { cause });
  }
}

/** The old file or the new one is there whenever the power goes, never half of one. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
