/** What Vite has to know about this package: settings that a project would otherwise copy. */
import { join, resolve } from "node:path";
import { searchForWorkspaceRoot, type UserConfig } from "vite";

export interface MoqArcadeOptions {
  /**
   * Runs everything that imports `@moq/net`, packages included, on `moq-arcade/net` instead; `"lite"`: on
   * `moq-arcade/net/lite`, which speaks moq-lite alone and is a third smaller.
   * @default false
   */
  alias?: boolean | "lite";
  /**
   * Serves pages cross-origin isolated (COOP, COEP and CORP headers, from `vite` and `vite preview`), so that a Worker
   * and the sound share memory. What a page loads from other origins must then allow it.
   * @default false
   */
  isolate?: boolean;
}

const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

type InlineLimit = NonNullable<UserConfig["build"]>["assetsInlineLimit"];

/** The project's own limit for everything but wasm, which browsers compile while it streams in from a file. */
function exceptWasm(limit: InlineLimit): InlineLimit {
  return (file, content) => {
    if (file.endsWith(".wasm")) return false;
    if (typeof limit === "number") return content.length < limit;
    return limit?.(file, content);
  };
}

/**
 * Exactly the two modules that stand in for `@moq/net`; there is no third.
 * @param entry the file for the first
 * @param packageRoot this package's folder
 */
function aliases(entry: string, packageRoot: string) {
  return [
    { find: /^@moq\/net$/, replacement: join(packageRoot, "src", "net", entry) },
    { find: /^@moq\/net\/zod$/, replacement: join(packageRoot, "src", "net", "zod.ts") },
  ];
}

/**
 * The settings to merge into a project's.
 * @param user the project's own configuration
 * @param packageRoot this package's folder
 */
export function settings(options: MoqArcadeOptions, user: UserConfig, packageRoot: string): UserConfig {
  const entry = options.alias === "lite" ? "lite.ts" : "index.ts";
  const headers = options.isolate ? ISOLATION : {};
  // A list of the project's own is added to; a list where it has none would take the place of Vite's default.
  const allow = user.server?.fs?.allow ? [] : [searchForWorkspaceRoot(resolve(user.root ?? "."))];
  return {
    build: { assetsInlineLimit: exceptWasm(user.build?.assetsInlineLimit) },
    // Modules that await at top level, as those that load wasm do, are refused by Vite's default.
    worker: { format: user.worker?.format ?? "es" },
    server: { headers, fs: { allow: [...allow, packageRoot] } },
    preview: { headers },
    // Bundled beforehand, a module would look for its wasm next to the bundle, and miss every rebuild.
    optimizeDeps: { exclude: ["moq-arcade", ...(options.alias ? ["@moq/net", "@moq/net/zod"] : [])] },
    ...(options.alias && { resolve: { alias: aliases(entry, packageRoot) } }),
  };
}
