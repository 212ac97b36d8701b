import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, createServer, type ViteDevServer } from "vite";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { pluginFor } from "./plugin.ts";
import { Page } from "./testing/page.ts";
import { makeTree, type Tree } from "./testing/tree.ts";

vi.setConfig({ testTimeout: 60_000 });

let tree: Tree;
beforeEach(() => {
  tree = makeTree();
  onTestFinished(() => tree.remove());
});

const inline = () => ({
  root: tree.root,
  configFile: false as const,
  logLevel: "silent" as const,
  plugins: [pluginFor(tree)],
});

async function serve(): Promise<ViteDevServer> {
  const server = await createServer({ ...inline(), server: { port: 0, host: "localhost" } });
  onTestFinished(() => server.close());
  return server.listen();
}

const ANSWER = "/generated/answer/answer.js";
const WASM = "/generated/answer/answer.wasm";

/** What the module that is served returns. */
async function served(page: Page): Promise<unknown> {
  const response = await page.get(WASM);
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
  return (instance.exports.n as () => number)();
}

test("a page's modules are built before it is served, and a change reloads it with the new ones", async () => {
  const server = await serve();
  const page = await Page.open(server);
  expect((await page.get("/page.js")).status).toBe(200);
  const script = await page.get(ANSWER);
  const wasm = await page.get(WASM);
  expect(await script.text()).toContain("answer = 1");
  expect(await served(page)).toBe(1);

  tree.edit("2");
  await page.next("full-reload");
  // As a browser asks that keeps what it got: with what it knows of the old files.
  const again = await page.get(ANSWER, script.headers.get("etag"));
  expect(await again.text()).toContain("answer = 2");
  expect((await page.get(WASM, wasm.headers.get("etag"))).status).toBe(200);
  expect(await served(page)).toBe(2);
});

test("sources that do not build are told of over the page, which keeps its modules until they are mended", async () => {
  const server = await serve();
  const page = await Page.open(server);
  tree.edit("one");
  const { err } = await page.next("error");
  expect(err.message).toContain("error: expected a number, found `one`");
  expect(err.loc).toEqual({ file: join(tree.root, "source/answer.txt"), line: 1, column: 1 });
  expect(await served(page)).toBe(1);

  const later = await Page.open(server);
  expect((await later.next("error")).err.message).toContain("found `one`");

  // Back to what it was: no module is another, yet the overlay has to go.
  tree.edit("1");
  await Promise.all([page.next("full-reload"), later.next("full-reload")]);
  const last = await Page.open(server);
  tree.edit("3");
  expect(await last.next("full-reload")).toEqual({ type: "full-reload", path: "*" });
});

test("a server starts although nothing builds, and its first page says why", async () => {
  tree.edit("none");
  const server = await serve();
  const page = await Page.open(server);
  expect((await page.next("error")).err.message).toContain("found `none`");
  tree.edit("4");
  await page.next("full-reload");
  expect(await served(page)).toBe(4);
});

test("modules that another process has built reload the page too", async () => {
  const server = await serve();
  const page = await Page.open(server);
  const { builds } = tree;
  await tree.replace("5");
  await page.next("full-reload");
  expect(await served(page)).toBe(5);
  expect(tree.builds).toBe(builds);
});

test("a page that is still loading when modules are replaced is reloaded too", async () => {
  const server = await serve();
  const { builds } = tree;
  tree.edit("6");
  await vi.waitUntil(
    () => tree.builds > builds && readFileSync(join(tree.root, ANSWER), "utf8").includes("6"),
    { timeout: 20_000 },
  );
  const page = await Page.open(server);
  await page.next("full-reload");
});

test("a change during a build is built after it", async () => {
  const server = await serve();
  const page = await Page.open(server);
  tree.edit("forever");
  const pid = await vi.waitUntil(() => tree.compiling(), { timeout: 20_000 });
  tree.edit("6");
  // The first has seen the old source, and never ends by itself.
  process.kill(-pid, "SIGKILL");
  await page.next("full-reload");
  expect(await served(page)).toBe(6);
});

test("a server that closes ends the build that runs, and leaves the modules whole", async () => {
  const server = await serve();
  const before = readdirSync(join(tree.generated, "answer"));
  tree.edit("forever");
  const pid = await vi.waitUntil(() => tree.compiling(), { timeout: 20_000 });
  await server.close();
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  expect(readdirSync(join(tree.generated, "answer"))).toEqual(before);
});

test("a restarted server still builds", async () => {
  const server = await serve();
  await server.restart();
  const page = await Page.open(server);
  tree.edit("7");
  await page.next("full-reload");
  expect(await served(page)).toBe(7);
});

test("a production build has the modules built, its wasm in files however small", async () => {
  tree.edit("8");
  await build(inline());
  const assets = readdirSync(join(tree.root, "dist", "assets"));
  expect(assets.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
});

test("a production build of what does not build fails with what the compiler says", async () => {
  tree.edit("nine");
  await expect(build(inline())).rejects.toThrow(/error: expected a number, found `nine`/);
  expect(existsSync(join(tree.root, "dist"))).toBe(false);
});
