/**
 * A Chromium for the browser tests: the environment's, playwright's own, the system's, or one installed here.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./children.mjs";
import { cacheLog, childEnv, root, which } from "./paths.mjs";
import { PlainError, step } from "./report.mjs";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const SPEC = {
  id: "chromium",
  title: "Chromium",
  why: "the browser that the browser tests run in",
  takes: "about a minute",
};

/** @returns {Promise<string | undefined>} the path of the browser that playwright downloaded, if it did */
async function playwrightsOwn() {
  try {
    const { chromium } = await import("playwright-core");
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Looks for a Chromium; installs none.
 * @param {Record<string, string | undefined>} [env] `CHROMIUM_PATH` or `CHROME_PATH` names one
 * @returns {Promise<string | undefined>} its path
 * @throws {PlainError} where the environment names one that is not there
 */
export async function lookForChromium(env = process.env) {
  const named = env.CHROMIUM_PATH || env.CHROME_PATH;
  if (named && existsSync(named)) return named;
  if (named) {
    throw new PlainError(
      `CHROMIUM_PATH or CHROME_PATH says ${named}, and there is no such file. Mend it or unset it.`,
    );
  }
  return (await playwrightsOwn()) ?? which(NAMES, env.PATH) ?? MAC.find((path) => existsSync(path));
}

/** @param {(text: string) => void} progress */
async function install(progress) {
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version") && which(["apt-get"])) {
    const options = {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      onLine: (/** @type {string} */ line) => progress(line),
    };
    try {
      progress("apt-get update");
      await run("apt-get", ["update"], { ...options, logFile: cacheLog("apt-update") });
      await run("apt-get", ["install", "-y", "chromium"], { ...options, logFile: cacheLog("apt-chromium") });
      if (await lookForChromium()) return;
    } catch {
      // Ubuntu's package of that name is a snap; playwright's download may still serve.
    }
  }
  const playwright = join(root, "node_modules", "playwright-core", "cli.js");
  await run("node", [playwright, "install", "chromium"], {
    cwd: root,
    env: childEnv(),
    logFile: cacheLog("playwright"),
    onLine: (line) => progress(line),
  });
}

/**
 * The Chromium to test with, installed where that is allowed.
 * @param {import("./report.mjs").Reporter} report
 * @returns {Promise<string>} its path
 */
export function ensureChromium(report) {
  return step(
    report,
    SPEC,
    async () => {
      const path = await lookForChromium();
      return path ? { value: path, note: path } : undefined;
    },
    async (progress) => {
      try {
        await install(progress);
      } catch {
        // What follows says what to do.
      }
      const path = await lookForChromium();
      if (path) return { value: path, note: path };
      throw new PlainError(
        "The browser tests need a Chromium, and none could be installed. Install Chromium or Chrome (on Debian: apt-get install chromium), or name one with CHROMIUM_PATH, and run the same command again.",
        { logFile: cacheLog("playwright") },
      );
    },
  );
}
