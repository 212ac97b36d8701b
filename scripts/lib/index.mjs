/**
 * What the set-up and run scripts are made of; tests and benches take what they need from here.
 *
 * Node's own modules only (and Node 20 is enough): these files run before anything is installed.
 * @module
 */
import { ensureChromium } from "./chromium.mjs";
import { ensurePackages } from "./packages.mjs";
import { ensureRelay, launchRelay } from "./relay.mjs";
import { silentReporter } from "./report.mjs";
import { ensureRust } from "./rust.mjs";
import { ensureBindgen, ensureCores, ensureMoqWasm } from "./wasm.mjs";

export { cache, root } from "./paths.mjs";
export { freePort } from "./ports.mjs";
export { PlainError } from "./report.mjs";

/**
 * @typedef {"packages" | "rust" | "wasm" | "core" | "relay" | "chromium"} Part
 * @typedef {{ toolchain?: import("./rust.mjs").Toolchain, relay?: string, chromium?: string }} Setup
 *   `relay` and `chromium` are paths
 */

/** What `npm start` needs. @type {Part[]} */
export const ALL = ["packages", "rust", "wasm", "core", "relay"];

/**
 * Checks what is missing, and installs or builds just that.
 * @param {{ only?: readonly Part[], given?: readonly Part[], report?: import("./report.mjs").Reporter }} [options]
 *   `only`: the parts that are needed; what they need themselves comes along. `given`: parts that are taken as they are,
 *   such as the packages by a program that runs on them
 * @returns {Promise<Setup>}
 * @throws {PlainError} with a sentence on what to do
 */
export async function ensureAll({ only = ALL, given = [], report = silentReporter() } = {}) {
  const needs = (/** @type {Part[]} */ ...parts) => parts.some((part) => only.includes(part));
  const packages = needs("packages", "wasm", "core", "chromium") && !given.includes("packages");
  /** @type {Setup} */
  const setup = {};
  if (packages) await ensurePackages(report);
  if (needs("rust", "wasm", "core", "relay")) {
    const toolchain = await ensureRust(report);
    setup.toolchain = toolchain;
    if (needs("wasm")) await ensureMoqWasm(report, toolchain, await ensureBindgen(report, toolchain));
    if (needs("core")) await ensureCores(report, toolchain);
    if (needs("relay")) setup.relay = await ensureRelay(report, toolchain);
  }
  if (needs("chromium")) setup.chromium = await ensureChromium(report);
  return setup;
}

/**
 * Starts a relay of its own, open to everyone who reaches it, building it first if it is not there yet.
 * @param {{ port?: number, logFile?: string, args?: string[], rules?: string[] }} [options] `port`: 0 (the default) takes
 *   a free one; `args`: more of the relay's own; `rules`: who may do what, in place of everybody everything
 * @returns {Promise<import("./relay.mjs").RunningRelay>} close it when done
 */
export async function startRelay({ port = 0, logFile, args, rules } = {}) {
  const { relay } = await ensureAll({ only: ["relay"] });
  if (!relay) throw new Error("the relay has no path");
  return launchRelay({ path: relay, port, logFile, args, rules });
}

/**
 * A Chromium to test with, installed where that is allowed.
 * @returns {Promise<string>} its path
 */
export const findChromium = () => ensureChromium(silentReporter());
