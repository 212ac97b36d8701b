/**
 * The one door to wasm-bindgen's module: nothing outside `src/net` sees what is behind it.
 *
 * The module is ready when this one is (top-level await), so that the face above can be as synchronous as
 * `@moq/net`: a broadcast can be made before there is a connection. It loads once a realm: a page, each
 * Worker, and Node have one of their own.
 *
 * @module
 */
import * as bindgen from "#bindgen";

/** Reads the wasm from disk: Node's `fetch` knows no `file:` addresses. */
async function readUnderNode(): Promise<BufferSource | undefined> {
  if (typeof process === "undefined" || !process.versions?.node) return undefined;
  // Hidden from bundlers, which would replace it by a stub.
  const name = "node:fs/promises";
  const fs: typeof import("node:fs/promises") = await import(/* @vite-ignore */ name);
  return fs.readFile(new URL("../../generated/moq-wasm/moq_wasm_bg.wasm", import.meta.url));
}

/**
 * What the log should show, in the form of `RUST_LOG`: `localStorage.moq_log` on a page, `moq_log=…` in
 * the name of a Worker (which has no storage), `MOQ_LOG` under Node; else warnings.
 */
export function logFilter(scope: LogScope = globalThis as LogScope): string {
  try {
    const stored = scope.localStorage?.getItem("moq_log");
    if (stored) return stored;
  } catch {
    // Storage can be forbidden; the log is not worth failing for.
  }
  const named = /(?:^|[&?])moq_log=([^&]*)/.exec(scope.name ?? "")?.[1];
  return named || scope.process?.env?.MOQ_LOG || "warn";
}

interface LogScope {
  localStorage?: Pick<Storage, "getItem">;
  name?: string;
  process?: { env?: Record<string, string | undefined> };
}

await bindgen.default({ module_or_path: await readUnderNode() });
bindgen.setup(logFilter());

export * from "#bindgen";
