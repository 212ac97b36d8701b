/**
 * The wasm modules: the networking one with its bindings, and the emulator core; and the tool that makes the bindings.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findArtifact, isPlaced, makeArtifact, place } from "./artifacts.mjs";
import { SHORTEN, shortenBindings, shortenTypes } from "./bindings.mjs";
import {
  building,
  cargo,
  cargoHome,
  cargoTarget,
  lockedCrate,
  staged,
  WASM_TARGET,
  wasmArgs,
  wasmEnv,
  wasmLinker,
} from "./cargo.mjs";
import { run } from "./children.mjs";
import { withLock } from "./lock.mjs";
import { cache, cacheLog, childEnv, nodeBin, root } from "./paths.mjs";
import { step } from "./report.mjs";
import { withoutCustomSections } from "./sections.mjs";
import { buildInputs, hashKey } from "./sources.mjs";

/**
 * @typedef {import("./rust.mjs").Toolchain} Toolchain
 * @typedef {import("./report.mjs").Reporter} Reporter
 * @typedef {import("./bindings.mjs").Names} Names
 */

/** Raised when a recipe below changes what it makes of the same inputs. */
const RECIPE = "5";
const CORE_RECIPE = "4";

/**
 * What has one caller is not made part of it, unless it is small: functions of 49 KB came of that, which an engine takes
 * for hot after some hundred calls and optimises for a tenth of a second each while the first picture is waited for
 * (ARCHITECTURE.md). The module is 10 KB larger for it, and 23 KiB smaller as it travels.
 */
const SMALL_FUNCTIONS = ["--one-caller-inline-max-function-size=20"];

/** What rustc emits and every browser reads. Not `--all-features`: wasm-opt then uses ones that no browser has. */
const WASM_FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "extended-const",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);

const bindgenFolder = () => join(cache, `wasm-bindgen-${lockedCrate("wasm-bindgen")}`);
const bindgenPath = () => join(bindgenFolder(), "bin", "wasm-bindgen");

/**
 * The `wasm-bindgen` program, at exactly the version of the library that Cargo.lock names, in the cache.
 * @param {Reporter} report
 * @param {Toolchain} toolchain
 * @returns {Promise<string>} its path
 */
export function ensureBindgen(report, toolchain) {
  const version = lockedCrate("wasm-bindgen");
  return step(
    report,
    {
      id: "bindgen",
      title: "wasm-bindgen",
      why: "makes the wasm module's TypeScript bindings",
      takes: "2 to 3 minutes",
    },
    () => (existsSync(bindgenPath()) ? { value: bindgenPath(), note: version } : undefined),
    async (progress) => {
      await building(progress, async () => {
        if (existsSync(bindgenPath())) return;
        // One program of three; and built more than run, so lightly optimised.
        const what = ["wasm-bindgen-cli", "--version", `=${version}`, "--bin", "wasm-bindgen"];
        // Not --locked: its own lock can name versions that a registry mirror does not have yet.
        await cargo(toolchain, ["install", ...what, "--root", bindgenFolder(), "--force"], {
          log: "wasm-bindgen",
          what: `wasm-bindgen ${version}`,
          progress,
          env: { CARGO_PROFILE_RELEASE_OPT_LEVEL: "1" },
        });
      });
      return { value: bindgenPath(), note: `${version} installed in the project's cache` };
    },
  );
}

/** @param {string} name */
const npmVersion = (name) =>
  JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;

/** @param {string} profile @param {string} file */
const built = (profile, file) => join(cargoTarget, WASM_TARGET, profile, file);

/**
 * A module of `generated/`: looked up by its key, built where the cache has none, and copied into the checkout.
 *
 * What is built is kept by the key of the staged sources, which hold still: those of the checkout may be edited while
 * the build waits for its turn or runs, and the cache would then hold one source's module under another's key.
 * @param {Reporter} report
 * @param {import("./report.mjs").StepSpec & { folder: string, keyOf: (top: string) => string,
 *   build: (into: string, progress: (text: string) => void) => Promise<void> }} spec
 *   `keyOf`: the key of what is made from the sources below a folder
 * @returns {Promise<void>}
 */
function ensureModule(report, spec) {
  const into = join(root, "generated", spec.folder);
  const settle = (/** @type {string} */ artifact, /** @type {string} */ key) =>
    withLock(join(cache, "locks", "place.lock"), async () => {
      if (!isPlaced(into, key)) place(artifact, into, key);
    });
  return step(
    report,
    spec,
    async () => {
      const key = spec.keyOf(root);
      if (isPlaced(into, key)) return { value: undefined, note: "up to date" };
      const artifact = findArtifact(spec.folder, key);
      if (!artifact) return undefined;
      await settle(artifact, key);
      return { value: undefined, note: "taken from the cache" };
    },
    async (progress) => {
      await building(progress, async () => {
        const key = spec.keyOf(staged);
        const artifact =
          findArtifact(spec.folder, key) ??
          (await makeArtifact(spec.folder, key, (draft) => spec.build(draft, progress)));
        await settle(artifact, key);
      });
      return { value: undefined, note: "built" };
    },
  );
}

/**
 * Runs wasm-opt.
 * @param {string[]} passes for size, or for speed
 * @param {string} from
 * @param {string} to
 * @returns {Promise<string>} what it prints
 */
async function optimize(passes, from, to) {
  const lines = /** @type {string[]} */ ([]);
  await run(join(nodeBin, "wasm-opt"), [...passes, ...WASM_FEATURES, from, "-o", to], {
    env: childEnv(),
    logFile: cacheLog("wasm-opt"),
    onLine: (line, stream) => stream === "stdout" && lines.push(line),
    failure: `wasm-opt could not work on ${to}.`,
  });
  return lines.join("\n");
}

/**
 * The builds of the networking module, by the folder in `generated/`: with moq-transport, and with moq-lite alone.
 * @type {Record<string, { id: string, title: string, features: string[] }>}
 */
export const NET_BUILDS = {
  "moq-wasm": { id: "wasm", title: "moq-wasm", features: [] },
  "moq-wasm-lite": {
    id: "wasm-lite",
    title: "moq-wasm, moq-lite alone",
    features: ["--no-default-features"],
  },
};

/**
 * `generated/moq-wasm/` and `generated/moq-wasm-lite/`: MoQ networking, as small as it gets, because each viewer
 * downloads it.
 * @param {Reporter} report
 * @param {Toolchain} toolchain
 * @param {string} bindgen
 */
export async function ensureMoqWasm(report, toolchain, bindgen) {
  for (const [folder, build] of Object.entries(NET_BUILDS))
    await ensureNetBuild(report, toolchain, bindgen, folder, build);
}

/**
 * @param {Reporter} report
 * @param {Toolchain} toolchain
 * @param {string} bindgen
 * @param {string} folder
 * @param {{ id: string, title: string, features: string[] }} build
 */
function ensureNetBuild(report, toolchain, bindgen, folder, { id, title, features }) {
  const extras = {
    recipe: RECIPE,
    features: features.join(" "),
    rustc: toolchain.version,
    bindgen: lockedCrate("wasm-bindgen"),
    binaryen: npmVersion("binaryen"),
  };
  const what = "The networking module (rust/moq-wasm)";
  return ensureModule(report, {
    id,
    title,
    why: "MoQ networking for the browser",
    takes: "1 to 3 minutes",
    folder,
    keyOf: (top) => hashKey(top, buildInputs(top, ["rust/moq-wasm"]), extras),
    build: async (into, progress) => {
      const args = ["build", "-p", "moq-wasm", "--profile", "wasm-net", ...features, ...wasmArgs(toolchain)];
      await cargo(toolchain, args, { log: folder, what, progress, env: wasmEnv(toolchain) });
      progress("making the bindings");
      const names = ["--target", "web", "--out-dir", into, "--out-name", "moq_wasm"];
      await run(bindgen, [...names, built("wasm-net", "moq_wasm.wasm")], {
        logFile: cacheLog(`${folder}-bindgen`),
        failure: "wasm-bindgen could not make the bindings of rust/moq-wasm.",
      });
      progress("making it smaller");
      const module = join(into, "moq_wasm_bg.wasm");
      await optimize(["-Oz", "--converge", ...SMALL_FUNCTIONS], module, module);
      // By itself: what converges runs more than once, and names are given once.
      followNames(into, JSON.parse(await optimize([SHORTEN], module, module)));
    },
  });
}

/** Has the bindings in a folder call the module by its short names. @param {string} folder @param {Names} names */
function followNames(folder, names) {
  const script = join(folder, "moq_wasm.js");
  writeFileSync(script, shortenBindings(readFileSync(script, "utf8"), names));
  const types = join(folder, "moq_wasm.d.ts");
  writeFileSync(types, shortenTypes(readFileSync(types, "utf8")));
  // Of the names that the module had before.
  rmSync(join(folder, "moq_wasm_bg.wasm.d.ts"));
}

/**
 * What the core's bytes depend on beside its sources.
 * @param {Toolchain} toolchain
 * @returns {string} such as "rustc 1.95.0 (59807616e 2026-04-14), binaryen 132.0.0"
 */
export const coreTools = (toolchain) =>
  `${toolchain.version}${toolchain.buildStd ? ", std from source" : ""}, binaryen ${npmVersion("binaryen")}`;

/**
 * @typedef {{ id: string, title: string, why: string, crate: string, folders: string[], wasm: [string, string],
 *   flags: string[] }} CoreBuild
 *   `wasm`: where the module is in `generated/`. `flags`: what rustc is told beside what every wasm module is
 * @typedef {"gameboy" | "nes"} CoreName
 */

/** The emulator cores. @type {Record<CoreName, CoreBuild>} */
export const CORES = {
  gameboy: {
    id: "core",
    title: "Game Boy core",
    why: "the Game Boy, as a wasm module",
    crate: "gameboy-core",
    folders: ["emulator/core/abi", "emulator/core/gameboy"],
    wasm: ["core", "gameboy.wasm"],
    flags: [],
  },
  nes: {
    id: "core-nes",
    title: "NES core",
    why: "the NES, as a wasm module",
    crate: "nes-core",
    folders: ["emulator/core/abi", "emulator/core/nes"],
    wasm: ["core-nes", "nes.wasm"],
    // TetaNES depends on a random source, which a core may not have: it fails, and nothing asks it. Of two backends that
    // are named (the other in .cargo/config.toml) getrandom takes this one.
    flags: ['--cfg=getrandom_backend="unsupported"'],
  },
};

/** @type {readonly CoreName[]} */
export const CORE_NAMES = ["gameboy", "nes"];

/**
 * What a core exports, and nothing else: docs/core-abi.md. A crate inside may have more, and what is reached from there
 * alone is not in the module.
 */
const CORE_EXPORTS = [
  ...["abi_version", "rom_alloc", "init", "step", "is_color"],
  ...["pixels_ptr", "palette_ptr", "palette_len", "rgba_ptr", "samples_ptr", "samples_len", "sample_rate"],
  ...["battery_ptr", "battery_len", "clock_ptr", "clock_len", "peek", "constant_ptr", "constant_len"],
  ...["pack_alloc", "pack", "unpack", "packed_ptr", "packed_len", "fault_ptr", "fault_len"],
  // A test reads it between calls, to show that it is at rest there and so is no part of the state.
  "__stack_pointer",
];

/**
 * Bytes. Building a machine passes whole frame buffers by value, so this is not the smallest that runs; the linker's own
 * default (1 MiB) would more than double every snapshot.
 */
const CORE_STACK_SIZE = 384 * 1024;

/** @param {CoreName} name @returns {string} the built core's path */
export const corePath = (name) => join(root, "generated", ...CORES[name].wasm);

/**
 * Builds an emulator core from scratch or from what is in the target folder.
 * @param {Toolchain} toolchain
 * @param {CoreName} name
 * @param {{ source: string, target: string, home: string }} places the sources; where cargo builds; its downloads
 * @param {string} into the wasm file
 * @param {(text: string) => void} progress
 */
export async function buildCore(toolchain, name, { source, target, home }, into, progress) {
  const { id, title, crate, flags } = CORES[name];
  const wasm = wasmArgs(toolchain, { source, home }, flags);
  const kind = ["--lib", "--crate-type", "staticlib", "--profile", "wasm-core"];
  const args = ["rustc", "-p", crate, ...kind, ...wasm];
  const env = { ...wasmEnv(toolchain), CARGO_TARGET_DIR: target, CARGO_HOME: home };
  const what = `The ${title} (emulator/core/${name})`;
  await cargo(toolchain, args, { log: id, what, progress, cwd: source, env });
  progress("linking it");
  const library = join(target, WASM_TARGET, "wasm-core", `lib${crate.replaceAll("-", "_")}.a`);
  await linkCore(toolchain, library, into);
  progress("making it faster");
  await optimize(["-O3"], into, into);
}

/**
 * Makes a module of a static library, by hand: rustc would export what every crate in it exports, and so keep what is
 * reached from there, with its imports. A function that is nowhere fails.
 * @param {Toolchain} toolchain
 * @param {string} library
 * @param {string} into
 */
async function linkCore(toolchain, library, into) {
  const { command, args } = wasmLinker(toolchain);
  const layout = ["--no-entry", "--stack-first", "-z", `stack-size=${CORE_STACK_SIZE}`];
  const kept = ["--gc-sections", "--strip-all", ...CORE_EXPORTS.map((name) => `--export=${name}`)];
  await run(command, [...args, "--fatal-warnings", ...layout, ...kept, library, "-o", into], {
    logFile: cacheLog("core-link"),
    failure: `${library} could not be linked.`,
  });
  writeFileSync(into, withoutCustomSections(readFileSync(into)));
}

/**
 * `generated/core/gameboy.wasm` and `generated/core-nes/nes.wasm`: the emulator cores. A core's hash names it in states
 * and clips, so its bytes depend on sources and compiler only.
 * @param {Reporter} report
 * @param {Toolchain} toolchain
 */
export async function ensureCores(report, toolchain) {
  for (const name of CORE_NAMES) await ensureCore(report, toolchain, name);
}

/**
 * @param {Reporter} report
 * @param {Toolchain} toolchain
 * @param {CoreName} name
 */
function ensureCore(report, toolchain, name) {
  const { id, title, why, folders, wasm, flags } = CORES[name];
  const extras = {
    recipe: CORE_RECIPE,
    flags: flags.join(" "),
    rustc: toolchain.version,
    binaryen: npmVersion("binaryen"),
  };
  const places = { source: staged, target: cargoTarget, home: cargoHome(toolchain) };
  const [folder, file] = wasm;
  return ensureModule(report, {
    id,
    title,
    why,
    takes: "half a minute",
    folder,
    keyOf: (top) => hashKey(top, buildInputs(top, folders), extras),
    build: (into, progress) => buildCore(toolchain, name, places, join(into, file), progress),
  });
}
