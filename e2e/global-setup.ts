/**
 * What all browser tests share: the built app and the harness on servers, a relay, and browsers. A browser draws all its
 * pages in one thread: so files that are run at the same time have one each.
 */
import type { TestProject } from "vitest/node";
import { ensureAll, startRelay } from "../scripts/lib/index.mjs";
import { launchBrowserServer } from "./lib/browser.ts";
import { buildAll, serve } from "./lib/build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The app's origin. */
    app: string;
    /** The folder that the app was built in. */
    appFolder: string;
    /** The harness's origin. */
    harness: string;
    /** The relay's address. */
    relay: string;
    /** Where to connect to a browser: one for each file that is run at the same time. */
    browsers: string[];
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureAll({ only: ["packages", "wasm", "core", "relay", "chromium"] });
  const builds = await buildAll({ harness: true });
  const app = await serve(builds.app);
  const harness = await serve(builds.harness);
  const relay = await startRelay();
  const atOnce = Math.max(...project.vitest.projects.map(({ config }) => config.maxWorkers));
  const browsers = await Promise.all(Array.from({ length: atOnce }, () => launchBrowserServer()));
  project.provide("app", app.origin);
  project.provide("appFolder", builds.app);
  project.provide("harness", harness.origin);
  project.provide("relay", relay.url);
  project.provide(
    "browsers",
    browsers.map((browser) => browser.wsEndpoint()),
  );
  return async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await Promise.all([relay.close(), app.close(), harness.close()]);
    builds.remove();
  };
}
