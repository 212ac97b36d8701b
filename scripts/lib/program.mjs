/**
 * Programs of our own in Rust: built once for every clone, and kept by the key of their sources.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { findArtifact, makeArtifact } from "./artifacts.mjs";
import { building, cargo, cargoTarget } from "./cargo.mjs";
import { root } from "./paths.mjs";
import { step } from "./report.mjs";
import { buildInputs, hashKey } from "./sources.mjs";

/**
 * @typedef {object} Program
 * @property {import("./report.mjs").StepSpec} step its `id` names the artifact
 * @property {string} name of the binary
 * @property {string} folder of its package
 * @property {string} recipe raised when the build makes something else of the same sources
 * @property {string[]} args of cargo
 * @property {"debug" | "release"} profile where cargo puts it
 * @property {string} what as an error names it
 */

/**
 * @param {import("./report.mjs").Reporter} report
 * @param {import("./rust.mjs").Toolchain} toolchain
 * @param {Program} program
 * @returns {Promise<string>} its path
 */
export function ensureProgram(report, toolchain, { step: spec, name, folder, recipe, args, profile, what }) {
  const host = `${process.platform}-${process.arch}`;
  const key = hashKey(root, buildInputs(root, [folder]), { recipe, rustc: toolchain.version, host });
  const there = () => {
    const artifact = findArtifact(spec.id, key);
    return artifact && join(artifact, name);
  };
  return step(
    report,
    spec,
    () => {
      const path = there();
      return path ? { value: path, note: "up to date" } : undefined;
    },
    async (progress) => {
      const path = await building(progress, async () => {
        const made = there();
        if (made) return made;
        const artifact = await makeArtifact(spec.id, key, async (into) => {
          await cargo(toolchain, args, { log: `${spec.id}-build`, what: `${what} (${folder})`, progress });
          copyFileSync(join(cargoTarget, profile, name), join(into, name));
        });
        return join(artifact, name);
      });
      return { value: path, note: "built" };
    },
  );
}
