/**
 * Where things are: the checkout, what is generated in it, and the cache that every clone on this machine shares.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** The packages' command folder; it comes first in the PATH of everything started here, so `node` is Node 24. */
export const nodeBin = join(root, "node_modules", ".bin");

/**
 * The cache folder: `$MOQ_ARCADE_CACHE`, or `moq-arcade` in the user's cache folder.
 * @param {Record<string, string | undefined>} [env]
 * @returns {string} an absolute path
 */
export function cacheFolder(env = process.env) {
  if (env.MOQ_ARCADE_CACHE) return resolve(env.MOQ_ARCADE_CACHE);
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "moq-arcade");
}

export const cache = cacheFolder();

/** Log of one step or stage, replaced at each run. @param {string} name */
export const cacheLog = (name) => join(cache, "logs", `${name}.log`);

/** Logs of what `npm start` runs, in the checkout where they are in reach. @param {string} name */
export const runLog = (name) => join(root, ".moq-arcade", `${name}.log`);

/**
 * The first of `names` that is an executable on PATH.
 * @param {string[]} names
 * @param {string} [path]
 * @returns {string | undefined}
 */
export function which(names, path = process.env.PATH ?? "") {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

/**
 * The environment for children: as ours, with the packages' commands (and `first`) first in PATH.
 * @param {string[]} [first]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnv(first = []) {
  return { ...process.env, PATH: [...first, nodeBin, process.env.PATH ?? ""].join(delimiter) };
}
