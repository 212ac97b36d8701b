/**
 * The npm packages, Node 24 among them: installed where what is there is not what the lock file names.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { output, run } from "./children.mjs";
import { withLock } from "./lock.mjs";
import { cacheLog, nodeBin, root } from "./paths.mjs";
import { PlainError, step } from "./report.mjs";

const SPEC = {
  id: "packages",
  title: "npm packages",
  why: "the app's libraries, the build tools and Node 24",
  takes: "about half a minute",
};

/**
 * @typedef {{ version?: string, optional?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} LockFile
 */

/**
 * Whether the installed packages are those that the lock names; what is optional may be absent.
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
export function satisfied(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const there = installed.packages?.[path];
    return there ? there.version === version : optional === true;
  });
}

/** @param {string} file @returns {LockFile} */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

function packagesReady() {
  const installed = join(root, "node_modules", ".package-lock.json");
  const wanted = join(root, "package-lock.json");
  if (!existsSync(installed)) return false;
  if (existsSync(wanted) && !satisfied(readJson(wanted), readJson(installed))) return false;
  return (statSync(join(nodeBin, "node"), { throwIfNoEntry: false })?.size ?? 0) > 1_000_000;
}

/** @returns {Promise<number>} the major version of the packages' own Node, 0 where it does not run */
async function nodeMajor() {
  const version = await output(join(nodeBin, "node"), ["--version"]);
  return Number(/^v(\d+)\./.exec(version ?? "")?.[1] ?? 0);
}

/** @param {(text: string) => void} progress */
async function install(progress) {
  const options = {
    cwd: root,
    env: {
      ...process.env,
      npm_config_audit: "false",
      npm_config_fund: "false",
      // What npm has to say on engines is about the machine's Node; these packages run on their own.
      npm_config_loglevel: "error",
      npm_config_fetch_retry_mintimeout: "2000",
    },
    onLine: (/** @type {string} */ line) => {
      if (/^(added|changed|removed) /.test(line)) progress(line);
    },
  };
  progress("downloading and unpacking");
  if (!existsSync(join(root, "package-lock.json"))) {
    await run("npm", ["install"], { ...options, logFile: cacheLog("npm"), failure: FAILURE });
    return;
  }
  try {
    await run("npm", ["ci"], { ...options, logFile: cacheLog("npm"), failure: FAILURE });
  } catch (error) {
    // A lock written against a registry that lacks some platform's optional packages is refused by `npm ci`, yet
    // `npm install` can follow it.
    if (
      !(error instanceof PlainError) ||
      !/EUSAGE|in sync|from lock file|npm (help )?ci/.test(error.lines.join("\n"))
    ) {
      throw error;
    }
    progress("the lock file is not complete; installing without it being enforced");
    await run("npm", ["install", "--no-save"], { ...options, logFile: cacheLog("npm"), failure: FAILURE });
  }
}

const FAILURE =
  "npm could not install the packages. Mend what the lines above say, or delete node_modules, and run the same command again.";

/** An npm that runs no install scripts leaves the `node` package without its binary; this does what its script does. */
async function linkNode() {
  const folder = join(root, "node_modules", "node");
  if (!existsSync(join(folder, "installArchSpecificPackage.js"))) return;
  await run(process.execPath, ["installArchSpecificPackage.js"], {
    cwd: folder,
    logFile: cacheLog("npm-node"),
    failure:
      "The npm package `node` could not fetch Node 24 for this machine. Install Node 24 or newer yourself.",
  });
}

/**
 * @param {import("./report.mjs").Reporter} report
 * @returns {Promise<void>}
 */
export async function ensurePackages(report) {
  await step(
    report,
    SPEC,
    () => (packagesReady() ? { value: undefined, note: "up to date" } : undefined),
    (progress) =>
      withLock(
        join(root, ".moq-arcade", "packages.lock"),
        async () => {
          if (!packagesReady()) await install(progress);
          if ((await nodeMajor()) < 24) await linkNode();
          const major = await nodeMajor();
          if (major < 24) {
            throw new PlainError(
              "The packages are installed, but node_modules/.bin/node is not Node 24: npm did not run the install script of the package `node`. Delete node_modules and run the same command again with a newer npm (npm install -g npm).",
            );
          }
          return { value: undefined, note: `installed, with Node ${major}` };
        },
        (pid) => progress(`waiting for process ${pid}, which is installing packages`),
      ),
  );
}
