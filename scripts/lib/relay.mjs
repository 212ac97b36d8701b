/**
 * The development relay: built once for every clone, started on any port.
 */
import { readFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { end, start } from "./children.mjs";
import { cache, childEnv, root } from "./paths.mjs";
import { anyAddress, freePort, portTaken, whoHas } from "./ports.mjs";
import { ensureProgram } from "./program.mjs";
import { PlainError } from "./report.mjs";

const NAME = "moq-arcade-relay";

/**
 * @param {import("./report.mjs").Reporter} report
 * @param {import("./rust.mjs").Toolchain} toolchain
 * @returns {Promise<string>} the relay's path
 */
export function ensureRelay(report, toolchain) {
  return ensureProgram(report, toolchain, {
    step: {
      id: "relay",
      title: "relay",
      why: "moq-relay, for this machine",
      takes: "5 minutes the first time",
    },
    name: NAME,
    folder: "rust/relay",
    recipe: "1",
    // With the whole workspace's features, so that what is compiled here serves `cargo test --workspace` too.
    args: ["build", "--workspace", "--bin", NAME],
    profile: "debug",
    what: "The relay",
  });
}

/** A server has ended before it answered. */
class EndedEarly extends PlainError {}

/** How long a server may take until it answers. */
const ANSWER_MS = 30_000;

/**
 * @param {string} url
 * @param {{ accept: string, ca: string | undefined }} options
 * @returns {Promise<number>} the status of an answer that has come to its end
 */
async function statusOf(url, { accept, ca }) {
  const signal = AbortSignal.timeout(5000);
  if (ca === undefined) {
    const response = await fetch(url, { headers: { accept }, signal });
    await response.arrayBuffer();
    return response.status;
  }
  return new Promise((resolve, reject) => {
    const request = get(url, { ca, headers: { accept }, signal, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
      response.once("error", reject);
    });
    request.once("error", reject);
  });
}

/**
 * Waits until an address answers with success.
 * @param {string} url
 * @param {{ name: string, ended: Promise<unknown>, logFile: string, accept?: string, ca?: string }} server
 *   `ca`: a certificate to trust that nobody vouches for, as PEM
 * @returns {Promise<void>}
 * @throws {PlainError} where it ends, or does not answer in time
 */
export async function answering(url, { name, ended, logFile, accept = "*/*", ca }) {
  let over = false;
  ended.then(() => {
    over = true;
  });
  let last = "nothing";
  const until = Date.now() + ANSWER_MS;
  while (!over && Date.now() < until) {
    try {
      const status = await statusOf(url, { accept, ca });
      if (status >= 200 && status < 300) return;
      last = `status ${status}`;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const details = { lines: lastLines(logFile), logFile };
  if (over) throw new EndedEarly(`${name} ended while it was starting.`, details);
  throw new PlainError(`${name} did not answer at ${url} within ${ANSWER_MS / 1000} s (${last}).`, details);
}

/** @param {string} file @returns {string[]} the last lines of a log */
export function lastLines(file) {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-20);
  } catch {
    return [];
  }
}

/**
 * @param {number} port
 * @param {{ what: string, option: string, udp?: boolean }} use what needs the port, and the option that names another
 * @returns {Promise<void>}
 * @throws {PlainError} where it is taken
 */
export async function requirePort(port, { what, option, udp }) {
  const error = await portTaken(port, { udp });
  if (!error) return;
  const other = `npm start -- ${option} ${port + 1}`;
  if (error === "EACCES") {
    throw new PlainError(
      `This user may not listen on port ${port}, which ${what} needs. Choose another: ${other}`,
    );
  }
  const who = await whoHas(port);
  const by = who ? `${who} already has it` : "another program already has it";
  throw new PlainError(
    `Port ${port}, which ${what} needs, is in use: ${by}. End that, or choose another: ${other}`,
  );
}

/** Whoever reaches the relay may publish and watch whatever they like. */
const OPEN = ["--auth-public", "**"];

/**
 * @typedef {object} RunningRelay
 * @property {string} url such as "http://localhost:4443"
 * @property {number} port
 * @property {string} logFile
 * @property {Promise<void>} ended settles when the relay is gone, for whatever reason
 * @property {() => Promise<void>} close ends it; may be called again
 * @property {() => Promise<void>} kill ends it without a farewell, as a machine that fails does
 */

/**
 * @typedef {{ path: string, port?: number, quicPort?: number, logFile?: string, args?: string[], rules?: string[],
 *   onLine?: (line: string) => void }} RelayOptions
 *   `port`: 0, the default, takes one that is free for both TCP and UDP; `quicPort`: another for UDP; `args`: more of the
 *   relay's own; `rules`: those that say who may do what, in place of everybody everything
 */

/** Between its choice and its use a free port may have become another's: so many are tried. */
const PORTS_MAX = 3;

/**
 * Starts a relay that is open to everyone who reaches it, and waits until it answers.
 * @param {RelayOptions} options
 * @returns {Promise<RunningRelay>}
 * @throws {PlainError} where it ends, or does not answer in time
 */
export async function launchRelay({ port, ...options }) {
  if (port) return launchOn(port, options);
  for (let left = PORTS_MAX - 1; ; left--) {
    try {
      return await launchOn(await freePort(), options);
    } catch (error) {
      if (left === 0 || !(error instanceof EndedEarly)) throw error;
    }
  }
}

/**
 * @param {number} port
 * @param {Omit<RelayOptions, "port">} options
 * @returns {Promise<RunningRelay>}
 */
async function launchOn(port, { path, quicPort, logFile, args: more = [], rules = OPEN, onLine }) {
  const log = logFile ?? join(cache, "logs", `relay-${port}.log`);
  const any = (await anyAddress()) === "::" ? "[::]" : "0.0.0.0";
  const listen = ["--listen", `${any}:${quicPort ?? port}`, "--web-http-listen", `${any}:${port}`];
  const args = [...listen, "--listen-tls-generate", "localhost"];
  const { child, ended } = start(path, [...args, ...rules, ...more], {
    cwd: root,
    env: { ...childEnv(), RUST_LOG: process.env.RUST_LOG || "info" },
    logFile: log,
    onLine,
  });
  const url = `http://localhost:${port}`;
  try {
    await answering(`${url}/certificate.sha256`, { name: "The relay", ended, logFile: log });
  } catch (error) {
    await end(child);
    throw error;
  }
  const gone = ended.then(() => {});
  const kill = () => {
    child.kill("SIGKILL");
    return gone;
  };
  return { url, port, logFile: log, ended: gone, close: () => end(child), kill };
}
