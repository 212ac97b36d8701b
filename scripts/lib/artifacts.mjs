/**
 * What was built, kept in the cache by a key of all that went into it. A build with the same inputs, in this clone or
 * another, is a look-up.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cache } from "./paths.mjs";

/** How many builds of one thing stay, the least recently used going first. */
const KEEP = 6;

const folder = () => join(cache, "artifacts");

/**
 * @param {string} name
 * @param {string} key
 * @returns {string | undefined} the folder of the finished artifact
 */
export function findArtifact(name, key) {
  const path = join(folder(), `${name}-${key}`);
  if (!existsSync(path)) return undefined;
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // A cache that may only be read serves as well.
  }
  return path;
}

/**
 * Fills a new folder with `build` and publishes it whole or not at all.
 * @param {string} name
 * @param {string} key
 * @param {(into: string) => Promise<void>} build
 * @returns {Promise<string>} the artifact's folder
 */
export async function makeArtifact(name, key, build) {
  const path = join(folder(), `${name}-${key}`);
  const draft = join(folder(), `.draft-${name}-${process.pid}-${Date.now()}`);
  mkdirSync(draft, { recursive: true });
  try {
    await build(draft);
    if (!existsSync(path)) renameSync(draft, path);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  prune(name);
  return path;
}

/** How long an unfinished artifact may lie about: its builder was killed. */
const DRAFT_MS = 24 * 3600 * 1000;

/** @param {string} name */
function prune(name) {
  for (const entry of readdirSync(folder()).filter((entry) => entry.startsWith(".draft-"))) {
    const path = join(folder(), entry);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > DRAFT_MS) rmSync(path, { recursive: true, force: true });
  }
  const isOne = new RegExp(`^${name}-[0-9a-f]{24}$`);
  const all = readdirSync(folder())
    .filter((entry) => isOne.test(entry))
    .map((entry) => ({ path: join(folder(), entry), usedAt: statSync(join(folder(), entry)).mtimeMs }))
    .sort((a, b) => b.usedAt - a.usedAt);
  for (const { path } of all.slice(KEEP)) rmSync(path, { recursive: true, force: true });
}

/** What a placed folder is known by: the artifact's key and the files as they were placed. */
const STAMP = ".stamp.json";

/** @param {string} path @param {string[]} files */
const shape = (path, files) =>
  files.map((file) => {
    const { size, mtimeMs } = statSync(join(path, file));
    return [file, size, Math.round(mtimeMs)];
  });

/**
 * Whether `into` holds this artifact's files, untouched since they were placed.
 * @param {string} into
 * @param {string} key
 * @returns {boolean}
 */
export function isPlaced(into, key) {
  try {
    const stamp = JSON.parse(readFileSync(join(into, STAMP), "utf8"));
    const files = stamp.files.map((/** @type {[string]} */ [file]) => file);
    return stamp.key === key && JSON.stringify(stamp.files) === JSON.stringify(shape(into, files));
  } catch {
    return false;
  }
}

/**
 * Copies an artifact's files into a folder of the checkout; each file is replaced at once, never seen half-written.
 * @param {string} artifact
 * @param {string} into
 * @param {string} key
 */
export function place(artifact, into, key) {
  mkdirSync(into, { recursive: true });
  const files = readdirSync(artifact).sort();
  for (const file of files) {
    const draft = join(into, `.${file}.${process.pid}`);
    copyFileSync(join(artifact, file), draft);
    renameSync(draft, join(into, file));
  }
  writeFileSync(join(into, STAMP), JSON.stringify({ key, files: shape(into, files) }));
}
