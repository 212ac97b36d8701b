/** Production builds of the app and of the harness, and a server for them. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewServer, preview } from "vite";
import { run } from "../../scripts/lib/children.mjs";
import { ensureAll, root } from "../../scripts/lib/index.mjs";

/** Vite as a program of its own: a test runner's environment would make another build of it. */
export async function viteBuild(args: string[]): Promise<void> {
  const env = { ...process.env };
  for (const name of Object.keys(env))
    if (/^(VITE|VITEST|NODE_ENV|DEV|PROD|MODE|SSR|TEST)/.test(name)) delete env[name];
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const failure = "The production build failed: its last lines are below.";
  await run(process.execPath, [vite, "build", ...args, "--logLevel", "warn", "--emptyOutDir"], {
    cwd: root,
    env,
    failure,
  });
}

export interface Builds {
  /** The app as it is deployed: a folder. */
  app: string;
  /** The harness: a folder. */
  harness: string;
  /** Removes both, and what was made of them. */
  remove(): void;
}

/** Builds the app and, where it is wanted, the harness, after what they need; for this run alone. */
export async function buildAll({ harness }: { harness: boolean }): Promise<Builds> {
  await ensureAll({ only: ["packages", "wasm", "core"] });
  const folder = mkdtempSync(join(tmpdir(), "moq-arcade-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const builds = { app: join(folder, "app"), harness: join(folder, "harness"), remove };
  process.once("exit", remove);
  await viteBuild(["--outDir", builds.app]);
  if (harness) await viteBuild(["--config", "e2e/harness/vite.config.ts", "--outDir", builds.harness]);
  return builds;
}

export interface Served {
  /** Such as `http://localhost:40123`, without a slash at its end. */
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves a build on a free port, with the headers of the app's own configuration.
 * @param onRequest hears of each path that is asked for; the answer waits where that gives a promise
 */
export async function serve(folder: string, onRequest?: (path: string) => unknown): Promise<Served> {
  if (!existsSync(join(folder, "index.html"))) throw new Error(`there is no build in ${folder}`);
  const listener = {
    name: "requests",
    configurePreviewServer({ middlewares }: PreviewServer) {
      middlewares.use(async (request, _response, next) => {
        await onRequest?.(new URL(request.url ?? "/", "http://localhost").pathname);
        next();
      });
    },
  };
  const server: PreviewServer = await preview({
    configFile: join(root, "vite.config.ts"),
    root,
    logLevel: "error",
    plugins: [listener],
    build: { outDir: folder },
    preview: { port: 0, host: "localhost", allowedHosts: true },
  });
  const address = server.httpServer.address();
  if (!address || typeof address === "string") throw new Error("the server has no port");
  return { origin: `http://localhost:${address.port}`, close: () => server.close() };
}

/**
 * A copy of a build whose pages and Workers find some globals missing, as in a browser that never had them.
 * (Altered on the way to the browser, a Worker's script would count as not being local, and so may not reach a
 * relay that is.)
 */
export function without(build: string, globals: string[]): string {
  const folder = `${build}-without-${globals.join("-")}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(build, folder, { recursive: true });
  const assets = join(folder, "assets");
  for (const name of readdirSync(assets).filter((name) => /^(index|worker|first)-.*\.js$/.test(name))) {
    const file = join(assets, name);
    const script = globals.map((name) => `delete globalThis.${name};`).join("");
    writeFileSync(file, `${script}${readFileSync(file, "utf8")}`);
  }
  return folder;
}
