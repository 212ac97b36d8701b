import { join } from "node:path";
import { createServer, resolveConfig, type UserConfig } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../scripts/lib/index.mjs";
import { isSource } from "./modules.ts";
import { pluginFor } from "./plugin.ts";
import type { MoqArcadeOptions } from "./settings.ts";
import { makeTree } from "./testing/tree.ts";

/** This package's own folder, with nothing to build. */
const still = {
  root,
  sources: [],
  generated: join(root, "generated"),
  build: async () => {},
  stop: async () => {},
};

function project(options: MoqArcadeOptions, config: UserConfig = {}) {
  const tree = makeTree();
  onTestFinished(() => tree.remove());
  return {
    root: tree.root,
    configFile: false as const,
    logLevel: "silent" as const,
    plugins: [pluginFor(still, options)],
    ...config,
  };
}

async function resolver(options: MoqArcadeOptions) {
  const server = await createServer({ ...project(options), server: { middlewareMode: true, ws: false } });
  onTestFinished(() => server.close());
  const importer = join(root, "src", "net", "net.test.ts");
  return async (id: string) => (await server.pluginContainer.resolveId(id, importer))?.id;
}

test("with the alias, exactly @moq/net and @moq/net/zod are ours", async () => {
  const resolve = await resolver({ alias: true });
  expect(await resolve("@moq/net")).toBe(join(root, "src/net/index.ts"));
  expect(await resolve("@moq/net/zod")).toBe(join(root, "src/net/zod.ts"));
  // Whatever else is asked for stays with npm's package, which has no such entry.
  await expect(resolve("@moq/net/other")).rejects.toThrow(/node_modules\/@moq\/net/);
  expect(await resolve("@moq/signals")).toContain("node_modules/@moq/signals/");
});

test("the alias can be for moq-lite alone", async () => {
  const resolve = await resolver({ alias: "lite" });
  expect(await resolve("@moq/net")).toBe(join(root, "src/net/lite.ts"));
  expect(await resolve("@moq/net/zod")).toBe(join(root, "src/net/zod.ts"));
});

test("without it, they are npm's", async () => {
  const resolve = await resolver({});
  expect(await resolve("@moq/net")).toContain("node_modules/@moq/net/");
});

test("a project may serve its own files and this package's", async () => {
  const config = project({});
  const { server } = await resolveConfig(config, "serve");
  expect(server.fs.allow).toContain(root);
  expect(server.fs.allow).toContain(config.root);
  const listed = await resolveConfig(project({}, { server: { fs: { allow: ["./shared"] } } }), "serve");
  expect(listed.server.fs.allow).toHaveLength(2);
});

test("pages are cross-origin isolated where that is asked for, under both servers", async () => {
  const own = { server: { headers: { "X-Own": "1" } } };
  const isolated = await resolveConfig(project({ isolate: true }, own), "serve");
  const headers = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  };
  expect(isolated.server.headers).toMatchObject({ ...headers, "X-Own": "1" });
  expect(isolated.preview.headers).toMatchObject(headers);
  expect((await resolveConfig(project({}), "serve")).server.headers).toEqual({});
});

test("wasm stays in files, and a project's own limit holds for the rest", async () => {
  const bytes = Buffer.alloc(5000);
  const limited = await resolveConfig(project({}, { build: { assetsInlineLimit: 6000 } }), "build");
  const limit = limited.build.assetsInlineLimit;
  if (typeof limit !== "function") throw new Error("the limit is no function");
  expect(limit("a.wasm", bytes)).toBe(false);
  expect(limit("a.png", bytes)).toBe(true);
  expect(limit("a.png", Buffer.alloc(7000))).toBe(false);
});

test("Workers are modules unless the project says otherwise", async () => {
  expect((await resolveConfig(project({}), "build")).worker.format).toBe("es");
  const own = project({}, { worker: { format: "iife" } });
  expect((await resolveConfig(own, "build")).worker.format).toBe("iife");
});

test("what cargo and editors leave about is no source", () => {
  const modules = { ...still, sources: ["/c/Cargo.toml", "/c/.cargo/config.toml", "/c/rust/moq-wasm"] };
  const isOne = (path: string) => isSource(modules, path);
  expect(["/c/Cargo.toml", "/c/.cargo/config.toml", "/c/rust/moq-wasm/src/lib.rs"].every(isOne)).toBe(true);
  expect(
    [
      "/c/rust/moq-wasm/target/a.rs",
      "/c/rust/moq-wasm/src/.lib.rs.swp",
      "/c/rust/moq-wasm2/lib.rs",
      "/c/README.md",
    ].some(isOne),
  ).toBe(false);
});
