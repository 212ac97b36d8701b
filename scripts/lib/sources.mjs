/**
 * The Rust sources: which they are, what they hash to, and a copy of them at one path for every clone.
 *
 * Cargo builds from that copy (in the cache), not from the checkout. So each clone compiles at the same path: what
 * cargo has built for one is fresh for the next, and the bytes of what comes out do not depend on where a clone is.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";

/** Files that every build reads. */
export const SHARED = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml"];
/** The workspace's members. */
export const MEMBERS = [
  "rust/bench-peer",
  "rust/moq-wasm",
  "rust/relay",
  "emulator/core/abi",
  "emulator/core/gameboy",
  "emulator/core/nes",
];

/**
 * @param {string} top
 * @param {string} folder relative to `top`
 * @returns {string[]} the files below it, relative to `top`, sorted
 */
export function filesBelow(top, folder) {
  /** @type {string[]} */
  const found = [];
  const walk = (/** @type {string} */ path) => {
    for (const entry of readdirSync(join(top, path), { withFileTypes: true })) {
      if (entry.name === "target" || (entry.name.startsWith(".") && entry.name !== ".cargo")) continue;
      const below = join(path, entry.name);
      if (entry.isDirectory()) walk(below);
      else if (entry.isFile()) found.push(below);
    }
  };
  walk(folder);
  return found.sort();
}

/**
 * @param {string} top the checkout
 * @param {string[]} members crates' folders
 * @returns {string[]} the files a build of these crates reads, relative to the checkout
 */
export function buildInputs(top, members) {
  return [...SHARED, ...members.flatMap((member) => filesBelow(top, member))];
}

/**
 * A key for what a recipe makes out of these files: it changes if a file's path or content does, or an extra.
 * @param {string} top
 * @param {string[]} files
 * @param {Record<string, string>} extras tools' versions and the recipe's own
 * @returns {string} 24 hexadecimal digits
 */
export function hashKey(top, files, extras) {
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = readFileSync(join(top, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  for (const name of Object.keys(extras).sort()) hash.update(`${name}=${extras[name]}\0`);
  return hash.digest("hex").slice(0, 24);
}

/** @param {string} file */
const readIfThere = (file) => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};

/**
 * Makes `to` hold the Rust sources of `from`, writing only what differs: cargo goes by modification times.
 * To be called by one process at a time.
 * @param {string} from
 * @param {string} to
 * @returns {{ written: string[], removed: string[] }}
 */
export function syncSources(from, to) {
  const wanted = buildInputs(from, MEMBERS);
  /** @type {string[]} */
  const written = [];
  for (const file of wanted) {
    const bytes = readFileSync(join(from, file));
    const target = join(to, file);
    if (readIfThere(target)?.equals(bytes)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.new`, bytes);
    chmodSync(`${target}.new`, statSync(join(from, file)).mode);
    renameSync(`${target}.new`, target);
    written.push(file);
  }
  mkdirSync(to, { recursive: true });
  const removed = filesBelow(to, ".")
    .map((file) => relative(".", file))
    .filter((file) => !wanted.includes(file));
  for (const file of removed) rmSync(join(to, file));
  return { written, removed };
}

/**
 * The version of a package that Cargo.lock names.
 * @param {string} lockText
 * @param {string} name
 * @returns {string | undefined}
 */
export function lockedVersion(lockText, name) {
  return new RegExp(`^name = "${name}"\\nversion = "([^"]+)"`, "m").exec(lockText)?.[1];
}

/**
 * The toolchain channel that rust-toolchain.toml names.
 * @param {string} text
 * @returns {string}
 */
export function toolchainChannel(text) {
  return /^channel\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? "stable";
}
