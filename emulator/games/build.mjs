#!/usr/bin/env node
// Builds the bundled games: drawings to C, SDCC to Intel hex, Intel hex to a 32 KiB cartridge image.
// No dependencies but Node and Debian's `sdcc` package (4.2).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { artSources } from "./art.mjs";
import { cartridge } from "./cartridge.mjs";
import { musicSource } from "./music.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROMS = join(HERE, "..", "..", "public", "roms");
const LIB = join(HERE, "lib");
const GAMES = ["too-many-paws", "we-are-octopus", "lantern-pond"];

const HELP = `Usage: node emulator/games/build.mjs [--check] [--keep]

Builds every bundled game into public/roms/ and writes public/roms/index.json.

  --check   build to a temporary folder and fail if any byte differs from public/roms
  --keep    keep the temporary folder (listings, map) and print where it is
  --help    this text

Needs sdcc 4.2 with the sm83 target: apt-get install sdcc`;

class BuildError extends Error {}

/** Runs one tool; its output is shown only when it fails. */
function run(tool, args, cwd) {
  try {
    execFileSync(tool, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error.code === "ENOENT") throw new BuildError(`${tool} is not installed. Install it with: apt-get install sdcc`);
    throw new BuildError(`${tool} ${args.join(" ")} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}`);
  }
}

/** Sources of one game to its cartridge image; `work` holds everything in between. */
async function buildGame(name, work) {
  const from = join(HERE, name);
  const art = artSources(join(from, "art"));
  writeFileSync(join(work, "art.h"), art.header);
  writeFileSync(join(work, "art.c"), art.source);
  const music = musicSource(join(from, "music.txt"));
  writeFileSync(join(work, "tunes.h"), music.header);
  writeFileSync(join(work, "tunes.c"), music.source);
  // What else a game makes of data of its own: C by file name.
  const levels = join(from, "levels.mjs");
  const made = existsSync(levels) ? (await import(pathToFileURL(levels).href)).sources(from) : {};
  for (const [file, source] of Object.entries(made)) writeFileSync(join(work, file), source);
  const sources = (extension) => readdirSync(from).filter((f) => f.endsWith(extension)).sort().map((f) => join(from, f));
  const objects = [];
  // crt0 comes first: it fixes the order of the linker's areas.
  for (const file of [join(LIB, "crt0.s"), ...sources(".s")]) {
    const object = `${basename(file, ".s")}.rel`;
    run("sdasgb", [`-I${LIB}`, "-o", object, file], work);
    objects.push(object);
  }
  for (const file of [...sources(".c"), join(work, "art.c"), join(work, "tunes.c"), ...Object.keys(made).filter((f) => f.endsWith(".c")).map((f) => join(work, f))]) {
    const object = `${basename(file, ".c")}.rel`;
    run("sdcc", ["-msm83", "--std-c11", "--Werror", "--opt-code-speed", "--max-allocs-per-node", "20000", `-I${work}`, `-I${from}`, `-I${LIB}`, "-c", file, "-o", object], work);
    objects.push(object);
  }
  // No standard library: what the compiler would call from it (multiply, divide) is not used.
  run("sdcc", ["-msm83", "--no-std-crt0", "--nostdlib", "-Wl-b_CODE=0x0200", "-Wl-b_DATA=0xC600", "-Wl-j", "-o", "game.ihx", ...objects], work);
  const info = JSON.parse(readFileSync(join(from, "game.json"), "utf8"));
  const { image, codeBytes } = cartridge(readFileSync(join(work, "game.ihx"), "utf8"), info.title, info.battery);
  return { info, image, codeBytes };
}

async function main(args) {
  const known = new Set(["--check", "--keep", "--help", "-h"]);
  const unknown = args.find((a) => !known.has(a));
  if (unknown) throw new BuildError(`Unknown option ${unknown}. Try --help.`);
  if (args.includes("--help") || args.includes("-h")) return console.log(HELP);
  const check = args.includes("--check");
  const temporary = mkdtempSync(join(tmpdir(), "moq-arcade-games-"));
  try {
    const outputs = [];
    const index = [];
    for (const name of GAMES) {
      const work = join(temporary, name);
      mkdirSync(work);
      const { info, image, codeBytes } = await buildGame(name, work);
      outputs.push([info.file, image]);
      index.push(info);
      console.log(`${info.file}: ${codeBytes} of ${image.length} bytes used`);
    }
    outputs.push(["index.json", Buffer.from(`${JSON.stringify(index, null, 2)}\n`)]);
    if (!check) mkdirSync(ROMS, { recursive: true });
    for (const [file, bytes] of outputs) {
      const path = join(ROMS, file);
      if (!check) {
        writeFileSync(path, bytes);
        continue;
      }
      let committed;
      try {
        committed = readFileSync(path);
      } catch {
        throw new BuildError(`public/roms/${file} does not exist. Run: node emulator/games/build.mjs`);
      }
      if (!committed.equals(bytes)) {
        throw new BuildError(`public/roms/${file} is not what its source builds. Run: node emulator/games/build.mjs`);
      }
    }
    console.log(check ? "public/roms is what the sources build." : "Wrote public/roms.");
  } finally {
    if (args.includes("--keep")) console.log(`Kept ${temporary}`);
    else rmSync(temporary, { recursive: true, force: true });
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
}
