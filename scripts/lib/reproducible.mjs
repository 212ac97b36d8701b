/**
 * Whether what is built follows from the sources: the emulator core, whose hash names it in states and clips, and the
 * bundled games.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cargoHome } from "./cargo.mjs";
import { output, run } from "./children.mjs";
import { childEnv, nodeBin, root, which } from "./paths.mjs";
import { PlainError } from "./report.mjs";
import { syncSources } from "./sources.mjs";
import { buildCore, corePath, coreTools } from "./wasm.mjs";

/** @typedef {import("./rust.mjs").Toolchain} Toolchain */

/** By core, and by the tools that the bytes depend on, the SHA-256 of what they make of this commit's sources. */
const RECORDED = join(root, "emulator", "core-builds.json");

/** @param {string} file */
const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

/**
 * What of a recorded list there is to say about a build.
 * @param {Record<string, string>} recorded
 * @param {string} tools
 * @param {string} hash
 * @returns {string} a note
 * @throws {PlainError} where another hash is recorded
 */
export function compareRecorded(recorded, tools, hash) {
  const expected = recorded[tools];
  if (expected === undefined) return `${hash.slice(0, 12)}…; none is written down for ${tools}`;
  if (expected === hash) return `${hash.slice(0, 12)}…, as written down for ${tools}`;
  throw new PlainError(
    `The core is ${hash}, and emulator/core-builds.json has ${expected} for ${tools}. If its sources, Cargo.lock or the recipe changed on purpose, write the new one there; states of the old build will be refused.`,
  );
}

/**
 * Builds a core a second time, of a copy of the sources elsewhere, in an empty target folder and with cargo's
 * downloads under another path, and compares.
 * @param {Toolchain} toolchain
 * @param {import("./wasm.mjs").CoreName} name
 * @param {(text: string) => void} progress
 * @returns {Promise<string>} a note
 */
export async function checkCore(toolchain, name, progress) {
  const hash = sha256(corePath(name));
  const folder = mkdtempSync(join(tmpdir(), "moq-arcade-core-"));
  try {
    const places = {
      source: join(folder, "another", "checkout"),
      target: join(folder, "built"),
      home: join(folder, "cargo"),
    };
    mkdirSync(places.home);
    for (const name of ["registry", "config.toml", "credentials.toml"]) {
      const from = join(cargoHome(toolchain), name);
      if (existsSync(from)) symlinkSync(from, join(places.home, name));
    }
    syncSources(root, places.source);
    const again = join(folder, "core.wasm");
    await buildCore(toolchain, name, places, again, progress);
    if (sha256(again) !== hash) {
      throw new PlainError(
        `Built in two places, the core is not the same: ${hash} in ${corePath(name)} and ${sha256(again)} elsewhere. Something of the machine goes into it: look for paths in both.`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const recorded = JSON.parse(readFileSync(RECORDED, "utf8"))[name] ?? {};
  return compareRecorded(recorded, coreTools(toolchain), hash);
}

/** The version of sdcc that the games' bytes are of. */
const SDCC = "4.2";

/** What cannot be checked on this machine. Its message is a sentence. */
export class Unchecked extends Error {}

/**
 * Whether this is the compiler that the games' recipe is of: another one makes other bytes of the same sources.
 * @param {string} said by `sdcc --version`
 * @throws {Unchecked} where it is not
 */
export function checkSdcc(said) {
  const version = /^SDCC .* (\d+\.\d+)\.\d+ /m.exec(said)?.[1];
  if (version !== SDCC)
    throw new Unchecked(
      `not built again: sdcc is ${version ?? "of an unknown version"} here, and the recipe is of ${SDCC}`,
    );
}

/**
 * Builds the bundled games aside and compares them with public/roms.
 * @returns {Promise<string>} a note
 * @throws {Unchecked} where there is no sdcc, or not the one that is needed
 */
export async function checkGames() {
  if (!which(["sdcc"])) throw new Unchecked("not built again: there is no sdcc here (apt-get install sdcc)");
  checkSdcc((await output("sdcc", ["--version"], childEnv())) ?? "");
  await run(join(nodeBin, "node"), [join(root, "emulator", "games", "build.mjs"), "--check"], {
    env: childEnv(),
    failure: "public/roms is not what emulator/games builds. Run: node emulator/games/build.mjs",
  });
  return `public/roms is what their sources build, to the byte (sdcc ${SDCC})`;
}
