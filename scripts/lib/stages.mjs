/**
 * The stages of `npm test`: what each needs set up, what it runs, and how its tests are counted.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cargoEnv, wasmArgs, wasmEnv } from "./cargo.mjs";
import { start, stripAnsi } from "./children.mjs";
import { cargoCounts, clipCounts, none, settled, vitestCounts } from "./counts.mjs";
import { cacheLog, childEnv, nodeBin, root } from "./paths.mjs";
import { PlainError, plain } from "./report.mjs";
import { checkCore, checkGames, Unchecked } from "./reproducible.mjs";
import { CORE_NAMES, CORES } from "./wasm.mjs";

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {import("./index.mjs").Setup} Setup
 * @typedef {{ ok: boolean, counts: Counts, note?: string }} Outcome
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {() => import("./index.mjs").Part[]} needs
 * @property {(setup: Setup) => Promise<Outcome>} run
 */

const colours = process.stdout.isTTY && !process.env.NO_COLOR;

/**
 * Runs a command, showing what it says.
 * @param {string} log
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ ok: boolean, lines: string[] }>}
 */
async function shown(log, command, args, env) {
  /** @type {string[]} */
  const lines = [];
  const { ended } = start(command, args, {
    cwd: root,
    env: colours ? { ...env, FORCE_COLOR: "1", CARGO_TERM_COLOR: "always" } : env,
    logFile: cacheLog(log),
    onLine: (line) => {
      lines.push(stripAnsi(line));
      process.stdout.write(`${line}\n`);
    },
  });
  const { code, error } = await ended;
  if (error) process.stdout.write(`${command} could not be started: ${error.message}\n`);
  return { ok: code === 0, lines };
}

/** @param {boolean} ok @returns {Outcome} */
const one = (ok) => ({ ok, counts: ok ? { ...none(), passed: 1 } : { ...none(), failed: 1 } });

/** @param {Setup} setup */
function toolchainOf({ toolchain }) {
  if (toolchain) return toolchain;
  throw new PlainError("This stage needs the Rust toolchain, and it was not set up.");
}

/**
 * @param {string} log
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Outcome>}
 */
async function vitest(log, args, env) {
  const file = join(root, "test-results", `${log}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const reporters = [
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    "--passWithNoTests",
  ];
  const { ok } = await shown(log, join(nodeBin, "vitest"), ["run", ...args, ...reporters], env);
  const counts = existsSync(file) ? vitestCounts(readFileSync(file, "utf8")) : none();
  return { ok, counts: settled(counts, ok) };
}

const BROWSER_CONFIG = join(root, "e2e", "vitest.config.ts");

/** @type {Stage[]} */
export const STAGES = [
  {
    name: "check",
    title: "type check",
    needs: () => ["packages", "wasm"],
    run: async () => one((await shown("check", join(nodeBin, "tsc"), ["--noEmit"], childEnv())).ok),
  },
  {
    name: "lint",
    title: "lint",
    needs: () => ["packages", "rust"],
    run: async (setup) => {
      const toolchain = toolchainOf(setup);
      const cargo = join(toolchain.bin, "cargo");
      const env = cargoEnv(toolchain);
      const wasm = ["-p", "moq-wasm", "-p", "gameboy-core", ...wasmArgs(toolchain)];
      const nes = ["-p", CORES.nes.crate, ...wasmArgs(toolchain, undefined, CORES.nes.flags)];
      const strict = ["--", "-D", "warnings"];
      const results = [
        await shown("lint-biome", join(nodeBin, "biome"), ["check"], childEnv()),
        await shown("lint-fmt", cargo, ["fmt", "--all", "--check"], env),
        await shown("lint-clippy", cargo, ["clippy", "--workspace", "--all-targets", ...strict], env),
        await shown("lint-wasm", cargo, ["clippy", ...wasm, ...strict], { ...env, ...wasmEnv(toolchain) }),
        await shown("lint-wasm-nes", cargo, ["clippy", ...nes, ...strict], { ...env, ...wasmEnv(toolchain) }),
      ];
      return one(results.every(({ ok }) => ok));
    },
  },
  {
    name: "rust",
    title: "Rust tests",
    needs: () => ["packages", "rust"],
    run: async (setup) => {
      const toolchain = toolchainOf(setup);
      const args = ["test", "--workspace", "--no-fail-fast"];
      const { ok, lines } = await shown("rust", join(toolchain.bin, "cargo"), args, cargoEnv(toolchain));
      return { ok, counts: settled(cargoCounts(lines), ok) };
    },
  },
  {
    name: "reproducible",
    title: "reproducible builds",
    needs: () => ["packages", "rust", "core"],
    run: async (setup) => {
      const toolchain = toolchainOf(setup);
      // All at the same time: the last and longest part of a core's build keeps one processor busy.
      const checks = [
        ...CORE_NAMES.map((name) => ({
          what: `the ${CORES[name].title}, built elsewhere again`,
          checked: checkCore(toolchain, name, () => {}),
        })),
        { what: "the bundled games", checked: checkGames() },
      ];
      await Promise.allSettled(checks.map(({ checked }) => checked));
      const counts = none();
      const skipped = [];
      for (const { what, checked } of checks) {
        try {
          process.stdout.write(`✓ ${what}: ${await checked}\n`);
          counts.passed += 1;
        } catch (error) {
          if (error instanceof Unchecked) {
            process.stdout.write(`- ${what}: ${error.message}\n`);
            counts.skipped += 1;
            skipped.push(`${what}: ${error.message}`);
            continue;
          }
          const { sentence, lines } = plain(error);
          process.stdout.write(`✗ ${what}: ${[sentence, ...lines].join("\n")}\n`);
          counts.failed += 1;
        }
      }
      return { ok: counts.failed === 0, counts, note: skipped.join("; ") };
    },
  },
  {
    name: "unit",
    title: "vitest",
    needs: () => ["packages", "rust", "wasm", "core", "relay"],
    run: () => vitest("unit", [], childEnv()),
  },
  {
    name: "verify",
    title: "clips",
    needs: () => ["packages", "rust", "core"],
    run: async () => {
      const args = [join(root, "src", "cli", "moq-arcade.mjs"), "verify", "."];
      const { ok, lines } = await shown("verify", join(nodeBin, "node"), args, childEnv());
      return { ok, counts: settled(clipCounts(lines), ok) };
    },
  },
  {
    name: "e2e",
    title: "browser tests",
    needs: () =>
      existsSync(BROWSER_CONFIG) ? ["packages", "rust", "wasm", "core", "relay", "chromium"] : ["packages"],
    run: async ({ chromium }) => {
      if (!existsSync(BROWSER_CONFIG)) {
        return { ok: true, counts: none(), note: "no browser tests: there is no e2e/vitest.config.ts" };
      }
      return vitest("e2e", ["--config", BROWSER_CONFIG], { ...childEnv(), CHROMIUM_PATH: chromium });
    },
  },
];

/**
 * @param {string[]} names none means all
 * @returns {Stage[]} in their own order
 * @throws {PlainError} where there is no such stage
 */
export function chooseStages(names) {
  const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    const known = STAGES.map(({ name }) => name).join(", ");
    throw new PlainError(`There is no stage "${unknown}"; there are: ${known}.`);
  }
  return STAGES.filter(({ name }) => names.length === 0 || names.includes(name));
}
