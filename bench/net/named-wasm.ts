/**
 * The networking module with the names of its functions, for profiles: as cargo builds it, without wasm-opt, which
 * takes them out. It is a little slower for that, and much larger.
 */
import { join } from "node:path";
import { building, cargo, cargoTarget, WASM_TARGET, wasmArgs, wasmEnv } from "../../scripts/lib/cargo.mjs";
import { run } from "../../scripts/lib/children.mjs";
import { root } from "../../scripts/lib/index.mjs";
import { createReporter, PlainError } from "../../scripts/lib/report.mjs";
import { ensureRust } from "../../scripts/lib/rust.mjs";
import { ensureBindgen, NET_BUILDS } from "../../scripts/lib/wasm.mjs";

/** The profile in Cargo.toml that the module is built with. */
const PROFILE = "wasm-net";

/** Makes `bench-results/named-wasm`. @param folder which build, by its folder in `generated/` */
export async function buildNamedWasm(folder: string, say: (text: string) => void): Promise<void> {
  const features = NET_BUILDS[folder]?.features;
  if (!features) throw new PlainError(`There is no build ${folder} of the networking module.`);
  const report = createReporter();
  const toolchain = await ensureRust(report);
  const bindgen = await ensureBindgen(report, toolchain);
  const module = join(cargoTarget, WASM_TARGET, PROFILE, "moq_wasm.wasm");
  const into = join(root, "bench-results", "named-wasm");
  const args = ["build", "-p", "moq-wasm", "--profile", PROFILE, ...features, ...wasmArgs(toolchain)];
  say("building the networking module with names");
  await building(say, async () => {
    await cargo(toolchain, args, {
      log: "named-wasm",
      what: "The networking module (rust/moq-wasm)",
      progress: () => {},
      env: wasmEnv(toolchain),
    });
    await run(bindgen, ["--target", "web", "--out-dir", into, "--out-name", "moq_wasm", module], {
      failure: "wasm-bindgen could not make the bindings of rust/moq-wasm.",
    });
  });
}
