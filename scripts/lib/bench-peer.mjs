/**
 * The far end of the networking bench, built for speed; once for every clone.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { findArtifact, makeArtifact } from "./artifacts.mjs";
import { building, cargo, cargoTarget } from "./cargo.mjs";
import { root } from "./paths.mjs";
import { step } from "./report.mjs";
import { buildInputs, hashKey } from "./sources.mjs";

const NAME = "moq-arcade-bench-peer";
const RECIPE = "1";

/**
 * @param {import("./report.mjs").Reporter} report
 * @param {import("./rust.mjs").Toolchain} toolchain
 * @returns {Promise<string>} its path
 */
export function ensureBenchPeer(report, toolchain) {
  const host = `${process.platform}-${process.arch}`;
  const extras = { recipe: RECIPE, rustc: toolchain.version, host };
  const key = hashKey(root, buildInputs(root, ["rust/bench-peer"]), extras);
  const there = () => {
    const artifact = findArtifact("bench-peer", key);
    return artifact && join(artifact, NAME);
  };
  return step(
    report,
    {
      id: "bench-peer",
      title: "bench peer",
      why: "the far end of the networking bench, optimised",
      takes: "5 to 10 minutes the first time",
    },
    () => {
      const path = there();
      return path ? { value: path, note: "up to date" } : undefined;
    },
    async (progress) => {
      const path = await building(progress, async () => {
        const made = there();
        if (made) return made;
        const artifact = await makeArtifact("bench-peer", key, async (into) => {
          await cargo(toolchain, ["build", "--release", "-p", NAME], {
            log: "bench-peer-build",
            what: "The bench's far end (rust/bench-peer)",
            progress,
          });
          copyFileSync(join(cargoTarget, "release", NAME), join(into, NAME));
        });
        return join(artifact, NAME);
      });
      return { value: path, note: "built" };
    },
  );
}
