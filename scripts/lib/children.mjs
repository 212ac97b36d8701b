/**
 * The processes that the scripts start. Each leads its own process group, so that Ctrl-C reaches this program alone,
 * which then ends the others in order, with whatever they started themselves.
 */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { PlainError } from "./report.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const living = new Set();

/** How long a child may take over its own farewell before it is killed. */
const GRACE_MS = 3000;

process.on("exit", () => {
  for (const child of living) signal(child, "SIGKILL");
});

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signal(child, name) {
  try {
    if (child.pid) process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<void>} settles when the child is gone
 */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return Promise.resolve();
  return new Promise((resolve) => {
    const killer = setTimeout(() => signal(child, "SIGKILL"), GRACE_MS);
    child.once("exit", () => {
      clearTimeout(killer);
      // Whatever it left behind in its group.
      signal(child, "SIGKILL");
      resolve();
    });
    signal(child, "SIGTERM");
  });
}

/** Ends everything that was started here. @returns {Promise<unknown>} */
export const endAll = () => Promise.all([...living].map(end));

/** Removes colours and other terminal codes. @param {string} text */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
export const stripAnsi = (text) => text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");

/** How many last lines of output a failure shows. */
const TAIL_LINES = 20;

/**
 * @typedef {object} StartOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [logFile] everything the child says is written here
 * @property {(line: string, stream: "stdout" | "stderr") => void} [onLine] each line, colours kept
 * @property {(line: string) => boolean} [drop] lines that are progress only: they reach `onLine`, not the log
 *
 * @typedef {object} Started
 * @property {import("node:child_process").ChildProcess} child
 * @property {() => string[]} tail the last lines it said
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null, error?: Error }>} ended
 */

/**
 * Starts a process, without a stdin, its output going to the log and to `onLine`.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions} [options]
 * @returns {Started}
 */
export function start(command, args, { cwd, env, logFile, onLine, drop } = {}) {
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  // Written at once, so that the log of what has just died is complete.
  const log = logFile ? openSync(logFile, "w") : undefined;
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  living.add(child);
  /** @type {string[]} */
  const last = [];
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    let rest = "";
    const take = (/** @type {string} */ line) => {
      onLine?.(line, name);
      if (!line.trim() || drop?.(line)) return;
      if (log !== undefined) writeSync(log, `${stripAnsi(line)}\n`);
      last.push(stripAnsi(line));
      if (last.length > TAIL_LINES) last.shift();
    };
    child[name].setEncoding("utf8");
    child[name].on("data", (chunk) => {
      const lines = (rest + chunk).split(/\r\n|\r|\n/);
      rest = lines.pop() ?? "";
      lines.forEach(take);
    });
    child[name].on("end", () => rest && take(rest));
  }
  const ended = new Promise((resolve) => {
    const finish = (
      /** @type {{ code: number | null, signal: NodeJS.Signals | null, error?: Error }} */ how,
    ) => {
      // A command that cannot be started reports both an error and its end.
      if (!living.delete(child)) return;
      if (log !== undefined) closeSync(log);
      resolve(how);
    };
    child.once("error", (error) => finish({ code: null, signal: null, error }));
    child.once("close", (code, signalName) => finish({ code, signal: signalName }));
  });
  return { child, tail: () => [...last], ended };
}

/**
 * Runs a process to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions & { failure?: string }} [options] `failure`: the sentence for when it does not end well
 * @returns {Promise<void>}
 * @throws {PlainError} where it could not be started, or ended with anything but 0
 */
export async function run(command, args, options = {}) {
  const { ended, tail } = start(command, args, options);
  const { code, signal: by, error } = await ended;
  if (code === 0) return;
  const how = error ? error.message : by ? `it was ended by ${by}` : `it ended with code ${code}`;
  const lines = tail();
  const sentence = offline(lines) ? OFFLINE : (options.failure ?? `${command} failed (${how}).`);
  throw new PlainError(sentence, { lines, logFile: options.logFile });
}

/**
 * Runs a short command and returns what it prints, or undefined where it cannot be run or fails.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | undefined>}
 */
export async function output(command, args, env) {
  const lines = /** @type {string[]} */ ([]);
  const { ended } = start(command, args, {
    env,
    onLine: (line, stream) => stream === "stdout" && lines.push(line),
  });
  return (await ended).code === 0 ? lines.join("\n").trim() : undefined;
}

const OFFLINE =
  "This step needs the network and could not reach it. Check the connection (and a proxy, if you use one) and run the same command again: what was already done stays.";

/**
 * Whether a failed command's last lines say that it could not reach the network.
 * @param {string[]} lines
 * @returns {boolean}
 */
export function offline(lines) {
  return /could not resolve host|couldn't resolve host|name resolution|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|network failure|network is unreachable|failed to connect|could not connect|dns error|could not download|spurious network error|fetch failed/i.test(
    lines.join("\n"),
  );
}
