/**
 * The networking module with the names of its functions, for profiles: as cargo builds it, without wasm-opt, which
 * takes them out. It is a little slower for that, and much larger.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { building, cargo, cargoTarget, WASM_TARGET, wasmArgs, wasmEnv } from "../../scripts/lib/cargo.mjs";
import { run } from "../../scripts/lib/children.mjs";
import { root } from "../../scripts/lib/index.mjs";
import { createReporter } from "../../scripts/lib/report.mjs";
import { ensureRust } from "../../scripts/lib/rust.mjs";
import { ensureBindgen } from "../../scripts/lib/wasm.mjs";

/** The profile in Cargo.toml that the module is built with. */
const PROFILE = "wasm-net";

/** Makes `bench-results/named-wasm`, from what cargo has built; it builds first where `asIs` does not forbid. */
export async function buildNamedWasm(asIs: boolean, say: (text: string) => void): Promise<void> {
  const report = createReporter();
  const toolchain = await ensureRust(report);
  const bindgen = await ensureBindgen(report, toolchain);
  const module = join(cargoTarget, WASM_TARGET, PROFILE, "moq_wasm.wasm");
  if (!asIs || !existsSync(module)) {
    say("building the networking module");
    await building(say, () =>
      cargo(toolchain, ["build", "-p", "moq-wasm", "--profile", PROFILE, ...wasmArgs(toolchain)], {
        log: "moq-wasm-names",
        what: "The networking module (rust/moq-wasm)",
        progress: () => {},
        env: wasmEnv(toolchain),
      }),
    );
  }
  const into = join(root, "bench-results", "named-wasm");
  await run(bindgen, ["--target", "web", "--out-dir", into, "--out-name", "moq_wasm", module], {
    failure: "wasm-bindgen could not make the bindings of rust/moq-wasm.",
  });
}
