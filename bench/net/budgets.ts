/**
 * How large the networking library may be, and whether it is. Weighed by brotli at its highest quality, as a
 * server that keeps compressed files would send it.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { viteBuild } from "../../e2e/lib/build.ts";
import { root } from "../../scripts/lib/index.mjs";
import { measure } from "../sizes.ts";

const KIB = 1024;

/** Brotli bytes at most. */
export const BUDGETS = {
  /** By the module's folder in `generated/`. */
  wasm: {
    /** moq-lite and moq-transport. */
    "moq-wasm": 430 * KIB,
    /** moq-lite alone. */
    "moq-wasm-lite": 290 * KIB,
  } as Record<string, number | undefined>,
  /** `src/net` with its dependencies and wasm-bindgen's glue, minified. */
  typescript: 30 * KIB,
};

export interface Weight {
  name: string;
  rawBytes: number;
  brotliBytes: number;
  /** Brotli bytes at most, where there is a budget. */
  budgetBytes?: number;
}

/** Weighs each wasm module that is there, the TypeScript over each, and npm's library. */
export async function weigh(): Promise<Weight[]> {
  const generated = join(root, "generated");
  const variants = readdirSync(generated)
    .filter((name) => existsSync(join(generated, name, "moq_wasm.js")))
    .sort();
  const weights: Weight[] = [];
  for (const variant of variants) {
    const files = readdirSync(join(generated, variant));
    const { rawBytes, brotliBytes } = measure(join(generated, variant), files, ".wasm");
    const budgetBytes = BUDGETS.wasm[variant];
    weights.push({ name: `${variant}, wasm`, rawBytes, brotliBytes, ...(budgetBytes && { budgetBytes }) });
    const script = await weighScript(variant);
    weights.push({ name: `${variant}, TypeScript and glue`, ...script, budgetBytes: BUDGETS.typescript });
  }
  weights.push({ name: "npm @moq/net", ...(await weighScript("npm")) });
  return weights;
}

/** @param mode of size/vite.config.ts */
async function weighScript(mode: string): Promise<{ rawBytes: number; brotliBytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "moq-arcade-size-"));
  try {
    await viteBuild(["--config", "bench/net/size/vite.config.ts", "--mode", mode, "--outDir", folder]);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const { rawBytes, brotliBytes } = measure(folder, files, ".js");
    return { rawBytes, brotliBytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A sentence for each that is heavier than it may be. */
export function overBudget(weights: readonly Weight[]): string[] {
  return weights
    .filter(({ brotliBytes, budgetBytes }) => budgetBytes !== undefined && brotliBytes > budgetBytes)
    .map(
      ({ name, brotliBytes, budgetBytes = 0 }) =>
        `${name} is ${(brotliBytes / KIB).toFixed(1)} KiB, brotli; it may be ${budgetBytes / KIB} KiB.`,
    );
}
