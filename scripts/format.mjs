/**
 * `npm run format`: formats TypeScript and Rust, and mends what the linter can mend safely.
 */
import { join } from "node:path";
import { cargoEnv } from "./lib/cargo.mjs";
import { run } from "./lib/children.mjs";
import { ensureAll } from "./lib/index.mjs";
import { main } from "./lib/main.mjs";
import { childEnv, nodeBin, root } from "./lib/paths.mjs";

await main(async () => {
  const { toolchain } = await ensureAll({ only: ["packages", "rust"] });
  const onLine = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
  await run(join(nodeBin, "biome"), ["check", "--write"], { cwd: root, env: childEnv(), onLine });
  if (toolchain) {
    await run(join(toolchain.bin, "cargo"), ["fmt", "--all"], {
      cwd: root,
      env: cargoEnv(toolchain),
      onLine,
    });
  }
  return 0;
});
