import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { HeadlessError } from "./error.ts";

/** Where bytes come from: a path (from the working folder), a `file:` or `http(s):` address, or the bytes themselves. */
export type Source = string | URL | Uint8Array;

/** A source of more bytes than this is not read: twice the longest ROM. */
const SOURCE_MAX_BYTES = 16 * 1024 * 1024;

const FETCH_TIMEOUT_MS = 60_000;

/** A source as it is named in a sentence. */
export function nameOf(source: Source): string {
  if (source instanceof Uint8Array) return "the given bytes";
  return source instanceof URL && source.protocol === "file:" ? fileURLToPath(source) : String(source);
}

/**
 * Reads all of a source. The caller's own, also where bytes were given.
 *
 * @throws {HeadlessError} `unreadable`.
 */
export async function readSource(source: Source): Promise<Uint8Array<ArrayBuffer>> {
  if (source instanceof Uint8Array) return new Uint8Array(source);
  const address = addressOf(source);
  try {
    const bytes = address ? await fetched(address) : await fromFile(nameOf(source));
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new HeadlessError("unreadable", `${nameOf(source)} cannot be read: ${whyOf(cause)}.`, { cause });
  }
}

export interface WriteOptions {
  /** Writes nothing where there is a file of that name: it is left as it is. */
  isNew?: boolean;
}

/**
 * Writes a file so that at each time there is all of it or what was there before; makes its folder.
 *
 * @throws {HeadlessError} `unwritable`.
 */
export async function writeWhole(path: string, bytes: Uint8Array, options: WriteOptions = {}): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, bytes);
    if (options.isNew) {
      // Another name for the same file, which unlike renaming takes nobody else's.
      await link(beside, path);
      await rm(beside);
    } else await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {});
    throw new HeadlessError("unwritable", `${path} cannot be written: ${whyOf(cause)}.`, { cause });
  }
}

function addressOf(source: string | URL): URL | undefined {
  const url = source instanceof URL ? source : /^https?:\/\//.test(source) ? new URL(source) : undefined;
  return url?.protocol === "file:" ? undefined : url;
}

/** Not taken by the server's word: what is sent is counted as it comes. */
async function fetched(address: URL): Promise<Uint8Array> {
  const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    tooLong(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function fromFile(path: string): Promise<Uint8Array> {
  tooLong((await stat(path)).size);
  return await readFile(path);
}

function tooLong(bytes: number): void {
  if (bytes > SOURCE_MAX_BYTES) throw new Error("it is longer than 16 MiB");
}

function whyOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "this user may not";
  if (code === "EEXIST") return "there is a file of that name";
  return cause instanceof Error ? cause.message : String(cause);
}
