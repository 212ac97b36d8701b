/** What all browser tests share: the built app and the harness on servers, a relay, and a browser. */
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
    /** Where to connect to the browser. */
    browser: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureAll({ only: ["packages", "wasm", "core", "relay", "chromium"] });
  const builds = await buildAll({ harness: true });
  const app = await serve(builds.app);
  const harness = await serve(builds.harness);
  const relay = await startRelay();
  const browser = await launchBrowserServer();
  project.provide("app", app.origin);
  project.provide("appFolder", builds.app);
  project.provide("harness", harness.origin);
  project.provide("relay", relay.url);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await Promise.all([relay.close(), app.close(), harness.close()]);
    builds.remove();
  };
}
