/**
 * Whether what is built follows from the sources: the emulator core, whose hash names it in states and clips, and the
 * bundled games.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cargoHome } from "./cargo.mjs";
import { run } from "./children.mjs";
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

/**
 * Builds the bundled games aside and compares them with public/roms.
 * @returns {Promise<string>} a note
 */
export async function checkGames() {
  if (!which(["sdcc"])) return "not built again: there is no sdcc here (apt-get install sdcc)";
  await run(join(nodeBin, "node"), [join(root, "emulator", "games", "build.mjs"), "--check"], {
    env: childEnv(),
    failure: "public/roms is not what emulator/games builds. Run: node emulator/games/build.mjs",
  });
  return "public/roms is what their sources build";
}
