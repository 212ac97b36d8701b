/**
 * The Rust toolchain: the user's own where it serves, else one of our own in the cache folder.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { output, run } from "./children.mjs";
import { requireCompiler } from "./compiler.mjs";
import { withLock } from "./lock.mjs";
import { cache, cacheLog, nodeBin, root, which } from "./paths.mjs";
import { PlainError, step } from "./report.mjs";
import { toolchainChannel } from "./sources.mjs";

const SPEC = {
  id: "rust",
  title: "Rust toolchain",
  why: "compiles the relay and the wasm modules",
  takes: "about a minute",
};

/** The oldest Rust that the locked crates build with. */
const MIN_MINOR = 95;
const TARGET = "wasm32-unknown-unknown";
const INSTALLER = "https://static.rust-lang.org/rustup/rustup-init.sh";

/**
 * @typedef {object} Toolchain
 * @property {string} bin the folder of this toolchain's own cargo and rustc
 * @property {string} version what `rustc -V` says
 * @property {string} commit the compiler's own commit, which its standard library's paths hold
 * @property {string} sysroot
 * @property {boolean} buildStd the target's standard library has to be built from source
 * @property {Record<string, string>} env variables that its cargo needs
 */

const own = { rustup: join(cache, "rust", "rustup"), cargo: join(cache, "rust", "cargo") };
const ownEnv = { RUSTUP_HOME: own.rustup, CARGO_HOME: own.cargo };
const channel = () => toolchainChannel(readFileSync(join(root, "rust-toolchain.toml"), "utf8"));

/**
 * @param {string} version such as "rustc 1.95.0 (59807616e 2026-04-14)"
 * @returns {boolean}
 */
export function recentEnough(version) {
  const [, major, minor] = /rustc (\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= MIN_MINOR);
}

/** Folders that may hold a cargo, the user's before ours. */
function cargoFolders() {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder && folder !== nodeBin);
  const home = process.env.HOME || homedir();
  const all = [
    ...onPath,
    join(process.env.CARGO_HOME || join(home, ".cargo"), "bin"),
    join(own.cargo, "bin"),
  ];
  return [...new Set(all)].filter((folder) => existsSync(join(folder, "cargo")));
}

/** @param {string} folder */
const envOf = (folder) => (folder === join(own.cargo, "bin") ? ownEnv : {});

/**
 * The toolchain that a folder's rustc belongs to.
 * @param {string} rustc
 * @param {string[]} first arguments before rustc's own
 * @param {Record<string, string>} env
 * @returns {Promise<Toolchain | undefined>}
 */
async function describe(rustc, first, env) {
  const full = { ...process.env, ...env, RUSTUP_AUTO_INSTALL: "0" };
  const verbose = await output(rustc, [...first, "-vV"], full);
  const sysroot = verbose && (await output(rustc, [...first, "--print", "sysroot"], full));
  if (!verbose || !sysroot) return undefined;
  const [version = ""] = verbose.split("\n");
  const commit = /^commit-hash: (\w+)$/m.exec(verbose)?.[1] ?? "unknown";
  const direct = join(sysroot, "bin");
  const bin = existsSync(join(direct, "cargo")) ? direct : dirname(rustc);
  return { bin, version, commit, sysroot, buildStd: false, env };
}

/** @param {Toolchain} found @returns {string[]} what it lacks */
function lacks(found) {
  const missing = [];
  if (!existsSync(join(found.sysroot, "lib", "rustlib", TARGET, "lib"))) missing.push(TARGET);
  for (const part of ["fmt", "clippy"]) {
    if (!existsSync(join(found.bin, `cargo-${part}`))) missing.push(part === "fmt" ? "rustfmt" : part);
  }
  return missing;
}

/**
 * Looks at one folder, and lets its rustup (if it has one) install what is missing.
 * @param {string} folder
 * @param {((text: string) => void) | undefined} progress undefined: only look
 * @returns {Promise<Toolchain | undefined>} a toolchain that serves
 */
async function consider(folder, progress) {
  const env = envOf(folder);
  const rustup = join(folder, "rustup");
  if (!existsSync(rustup)) {
    const found = await describe(join(folder, "rustc"), [], env);
    if (!found || !recentEnough(found.version)) return undefined;
    if (lacks(found).length === 0) return found;
    return debianToolchain(found);
  }
  const look = () => describe(rustup, ["run", channel(), "rustc"], env);
  let found = await look();
  if (found && !recentEnough(found.version)) return undefined;
  if (found && lacks(found).length === 0) return found;
  if (!progress) return undefined;
  const rustupRun = (/** @type {string[]} */ args) =>
    run(rustup, args, {
      env: { ...process.env, ...env },
      logFile: cacheLog("rustup"),
      onLine: (line) => progress(line.replace(/^info: /, "")),
      failure: `rustup could not install what is missing. Try it by hand: rustup ${args.join(" ")}`,
    });
  if (found) {
    const missing = lacks(found);
    const parts = missing.filter((part) => part !== TARGET);
    if (missing.includes(TARGET)) await rustupRun(["target", "add", "--toolchain", channel(), TARGET]);
    if (parts.length > 0) await rustupRun(["component", "add", "--toolchain", channel(), ...parts]);
  } else {
    const wanted = [
      "--profile",
      "minimal",
      "-c",
      "rustfmt",
      "-c",
      "clippy",
      "-t",
      TARGET,
      "--no-self-update",
    ];
    await rustupRun(["toolchain", "install", channel(), ...wanted]);
  }
  found = await look();
  return found && recentEnough(found.version) && lacks(found).length === 0 ? found : undefined;
}

/** Installs rustup and a toolchain into the cache folder, and nothing outside it. @param {(text: string) => void} progress */
async function installOwn(progress) {
  const script = join(cache, "rust", "rustup-init.sh");
  mkdirSync(dirname(script), { recursive: true });
  progress("downloading rustup's installer");
  try {
    const response = await fetch(INSTALLER);
    if (!response.ok) throw new Error(`status ${response.status}`);
    writeFileSync(script, await response.text());
  } catch {
    throw new PlainError(
      "Rust is needed, and its installer could not be downloaded. Check the connection, or install Rust yourself (https://rustup.rs), and run the same command again.",
    );
  }
  const wanted = ["--profile", "minimal", "-c", "rustfmt", "-c", "clippy", "-t", TARGET];
  await run("sh", [script, "-y", "--no-modify-path", "--default-toolchain", channel(), ...wanted], {
    env: { ...process.env, ...ownEnv, RUSTUP_INIT_SKIP_PATH_CHECK: "yes" },
    logFile: cacheLog("rustup"),
    onLine: (line) => progress(line.replace(/^info: /, "")),
    failure:
      "rustup's installer failed. Install Rust yourself (https://rustup.rs) and run the same command again.",
  });
}

/**
 * Debian's rustc-web, which has the standard library's source instead of the wasm target.
 * @param {Toolchain} found
 * @returns {Toolchain | undefined}
 */
function debianToolchain(found) {
  const source = existsSync(join(found.sysroot, "lib", "rustlib", "src", "rust", "library"));
  if (!source || !which(["wasm-ld-19"])) return undefined;
  return { ...found, buildStd: true };
}

const DEBIAN = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-19"];

/** @param {(text: string) => void} progress @returns {Promise<Toolchain | undefined>} */
async function installDebian(progress) {
  if (process.getuid?.() !== 0 || !which(["apt-get"])) return undefined;
  progress(`rustup did not serve; trying Debian's ${DEBIAN[0]}`);
  const options = {
    logFile: cacheLog("apt-rust"),
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  try {
    await run("apt-get", ["install", "-y", ...DEBIAN], options);
  } catch {
    return undefined;
  }
  return consider("/usr/bin", undefined);
}

/**
 * A text that changes when a toolchain is installed, updated or removed, made without running anything.
 */
function toolchainsToken() {
  const parts = [channel(), process.env.RUSTUP_TOOLCHAIN ?? ""];
  const home = process.env.HOME || homedir();
  for (const folder of cargoFolders()) {
    const rustc = join(folder, "rustc");
    if (existsSync(rustc)) parts.push(realpathSync(rustc), String(statSync(rustc).mtimeMs));
  }
  for (const rustupHome of [process.env.RUSTUP_HOME || join(home, ".rustup"), own.rustup]) {
    const folder = join(rustupHome, "toolchains");
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      const rustlib = statSync(join(folder, name, "lib", "rustlib"), { throwIfNoEntry: false });
      parts.push(name, String(rustlib?.mtimeMs));
    }
  }
  return JSON.stringify(parts);
}

const REMEMBERED = join(cache, "rust-toolchain.json");

/** @returns {Toolchain | undefined} what was found at the last start, where nothing has changed since */
function remembered() {
  try {
    const { token, toolchain } = JSON.parse(readFileSync(REMEMBERED, "utf8"));
    return token === toolchainsToken() && existsSync(join(toolchain.bin, "cargo")) ? toolchain : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Toolchain} toolchain */
function remember(toolchain) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(REMEMBERED, JSON.stringify({ token: toolchainsToken(), toolchain }));
}

/** @param {((text: string) => void) | undefined} progress @returns {Promise<Toolchain | undefined>} */
async function look(progress) {
  for (const folder of cargoFolders()) {
    const found = await consider(folder, progress);
    if (found) return found;
  }
  return undefined;
}

/** @param {(text: string) => void} progress @returns {Promise<Toolchain>} */
async function obtain(progress) {
  await requireCompiler();
  /** @type {unknown} */
  let failure;
  try {
    const found = await look(progress);
    if (found) return found;
    await installOwn(progress);
    const installed = await consider(join(own.cargo, "bin"), progress);
    if (installed) return installed;
  } catch (error) {
    failure = error;
  }
  const debian = await installDebian(progress);
  if (debian) return debian;
  throw (
    failure ??
    new PlainError(
      `Rust was installed, but it is older than 1.${MIN_MINOR} or lacks the target ${TARGET}. Run: rustup update ${channel()} && rustup target add ${TARGET}`,
    )
  );
}

/** @param {Toolchain} toolchain @returns {{ value: Toolchain, note: string }} */
function told(toolchain) {
  const where = toolchain.sysroot.startsWith(cache) ? "in the project's cache" : "your own";
  return { value: toolchain, note: `${toolchain.version.split(" ").slice(0, 2).join(" ")} (${where})` };
}

/**
 * @param {import("./report.mjs").Reporter} report
 * @returns {Promise<Toolchain>}
 */
export function ensureRust(report) {
  return step(
    report,
    SPEC,
    async () => {
      const known = remembered();
      const found = known ?? (await look(undefined));
      if (found && !known) remember(found);
      return found && told(found);
    },
    (progress) =>
      withLock(
        join(cache, "locks", "rust.lock"),
        async () => {
          const toolchain = (await look(undefined)) ?? (await obtain(progress));
          remember(toolchain);
          return told(toolchain);
        },
        (pid) => progress(`waiting for process ${pid}, which is installing Rust`),
      ),
  );
}
