/**
 * Running cargo: its environment, its flags, its progress, its failures as sentences.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./children.mjs";
import { requireCompiler } from "./compiler.mjs";
import { withLock } from "./lock.mjs";
import { cache, cacheLog, nodeBin, root } from "./paths.mjs";
import { PlainError } from "./report.mjs";
import { lockedVersion, syncSources } from "./sources.mjs";

/** @typedef {import("./rust.mjs").Toolchain} Toolchain */

export const WASM_TARGET = "wasm32-unknown-unknown";

/** Where cargo builds, for every clone on this machine. */
export const cargoTarget = join(cache, "target");
/** The copy of the Rust sources that cargo builds from. */
export const staged = join(cache, "src");

/**
 * The environment for this toolchain's cargo. Flags from the outside are left out: they would make other bytes, and
 * build everything anew.
 * @param {Toolchain} toolchain
 * @returns {NodeJS.ProcessEnv}
 */
export function cargoEnv(toolchain) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...toolchain.env };
  for (const name of ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTUP_TOOLCHAIN"])
    delete env[name];
  env.PATH = [toolchain.bin, nodeBin, process.env.PATH ?? ""].join(delimiter);
  env.CARGO_TARGET_DIR = cargoTarget;
  return env;
}

/**
 * What a line of cargo's output says of how far it is.
 * @param {string} line without colours
 * @returns {string | undefined}
 */
export function cargoProgress(line) {
  const bar = /^\s*Building \[[^\]]*\]\s*(\d+)\/(\d+)(?::\s*(.*))?$/.exec(line);
  if (bar) return `${bar[1]} of ${bar[2]} crates${bar[3] ? `: ${bar[3]}` : ""}`;
  const doing = /^\s*(Compiling|Downloading|Downloaded|Updating|Installing|Blocking|Checking) (.*)$/.exec(
    line,
  );
  return doing ? `${doing[1]} ${doing[2]}` : undefined;
}

/** Lines that cargo redraws; they are no part of its log. @param {string} line */
export const isCargoBar = (line) => /^\s*(Building|Fetch) \[/.test(line);

/**
 * @param {Toolchain} toolchain
 * @param {string[]} args
 * @param {{ log: string, what: string, progress: (text: string) => void, cwd?: string, env?: NodeJS.ProcessEnv }} options
 *   `what`: what the failure says did not build
 * @returns {Promise<void>}
 */
export async function cargo(toolchain, args, { log, what, progress, cwd = staged, env = {} }) {
  await run(join(toolchain.bin, "cargo"), args, {
    cwd,
    env: {
      ...cargoEnv(toolchain),
      CARGO_TERM_PROGRESS_WHEN: "always",
      CARGO_TERM_PROGRESS_WIDTH: "100",
      ...env,
    },
    logFile: cacheLog(log),
    drop: isCargoBar,
    onLine: (line) => {
      const text = cargoProgress(line);
      if (text) progress(text.trim());
    },
    failure: `${what} did not build. The lines above say why; mend that and run the same command again.`,
  });
}

/** Where cargo keeps what it has downloaded. @param {Toolchain} toolchain */
export const cargoHome = (toolchain) =>
  toolchain.env.CARGO_HOME || process.env.CARGO_HOME || join(homedir(), ".cargo");

/**
 * Flags that keep this machine's paths out of what is compiled to wasm. They are merged with those in
 * .cargo/config.toml, which the RUSTFLAGS variable would replace.
 * @param {Toolchain} toolchain
 * @param {{ source: string, home: string }} [places] where the sources are, and cargo's downloads
 * @param {readonly string[]} [more] further flags for rustc
 * @returns {string[]} arguments for cargo
 */
export function wasmArgs(
  toolchain,
  { source, home } = { source: staged, home: cargoHome(toolchain) },
  more = [],
) {
  const paths = [
    [toolchain.sysroot, "/sysroot"],
    [join(toolchain.sysroot, "lib", "rustlib", "src", "rust"), `/rustc/${toolchain.commit}`],
    [join(home, "registry", "src"), "/crates"],
    [source, "/moq-arcade"],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  const flags = [...paths, ...more];
  const config = `target.${WASM_TARGET}.rustflags=${JSON.stringify(flags)}`;
  const std = ["-Zbuild-std=std,panic_abort", "--config", `target.${WASM_TARGET}.linker="wasm-ld-19"`];
  return ["--target", WASM_TARGET, "--config", config, ...(toolchain.buildStd ? std : [])];
}

/** The linker for wasm: the toolchain's own, or Debian's. @param {Toolchain} toolchain */
export function wasmLinker(toolchain) {
  if (toolchain.buildStd) return { command: "wasm-ld-19", args: [] };
  const hosts = join(toolchain.sysroot, "lib", "rustlib");
  const found = readdirSync(hosts)
    .map((host) => join(hosts, host, "bin", "rust-lld"))
    .find((path) => existsSync(path));
  if (!found)
    throw new PlainError(
      `This Rust toolchain has no linker for wasm (rust-lld below ${hosts}). Install it anew with rustup.`,
    );
  return { command: found, args: ["-flavor", "wasm"] };
}

/** What a standard library built from source asks for on a stable compiler. @param {Toolchain} toolchain */
export const wasmEnv = (toolchain) => (toolchain.buildStd ? { RUSTC_BOOTSTRAP: "1" } : {});

/**
 * Brings the staged sources up to date and builds from them; one build at a time on this machine.
 * @template T
 * @param {(text: string) => void} progress
 * @param {() => Promise<T>} build
 * @returns {Promise<T>}
 */
export async function building(progress, build) {
  await requireCompiler();
  return withLock(
    join(cache, "locks", "build.lock"),
    async () => {
      syncSources(root, staged);
      return build();
    },
    (pid) => progress(`waiting for process ${pid}, which is building`),
  );
}

/** @param {string} name @returns {string} the version of a crate that Cargo.lock names */
export function lockedCrate(name) {
  const version = lockedVersion(readFileSync(join(root, "Cargo.lock"), "utf8"), name);
  if (version) return version;
  throw new PlainError(`Cargo.lock names no version of ${name}. Get it back with: git checkout Cargo.lock`);
}
