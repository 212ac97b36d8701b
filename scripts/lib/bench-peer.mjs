/**
 * The far end of the networking bench, built for speed.
 */
import { ensureProgram } from "./program.mjs";

const NAME = "moq-arcade-bench-peer";

/**
 * @param {import("./report.mjs").Reporter} report
 * @param {import("./rust.mjs").Toolchain} toolchain
 * @returns {Promise<string>} its path
 */
export function ensureBenchPeer(report, toolchain) {
  return ensureProgram(report, toolchain, {
    step: {
      id: "bench-peer",
      title: "bench peer",
      why: "the far end of the networking bench, optimised",
      takes: "5 to 10 minutes the first time",
    },
    name: NAME,
    folder: "rust/bench-peer",
    recipe: "1",
    args: ["build", "--release", "-p", NAME],
    profile: "release",
    what: "The bench's far end",
  });
}
