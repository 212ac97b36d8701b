/** Builds the app's service worker: the app's own, and no part of what `moqArcade()` gives to other projects. */
import { createHash } from "node:crypto";
import { build, type Plugin } from "vite";

export interface ServiceWorkerOptions {
  /** Its source. */
  entry: string;
  /** What it is called in the build: at the root, so that it serves all of the site. */
  fileName: string;
  /** Which files of the build are the shell; of others one by one is kept when it is first used. */
  isShell: (fileName: string) => boolean;
  /** Paths of files beside the build that are of the shell too. */
  extraPaths: readonly string[];
}

/** Adds the service worker to a build. `vite` itself serves none. */
export function serviceWorker({ entry, fileName, isShell, extraPaths }: ServiceWorkerOptions): Plugin {
  return {
    name: "moq-arcade:service-worker",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const files = Object.values(bundle).toSorted((one, other) =>
          one.fileName < other.fileName ? -1 : 1,
        );
        const hash = createHash("sha256");
        for (const file of files) {
          // Names of assets have a hash of what is in them; the page's has none.
          hash.update(`${file.fileName}\n`);
          if (file.type === "asset" && file.fileName.endsWith(".html")) hash.update(file.source);
        }
        const assets = files.map((file) => file.fileName).filter(isShell);
        const shell = {
          build: hash.digest("hex").slice(0, 16),
          paths: ["/", ...extraPaths, ...assets.map((name) => `/${name}`)],
        };
        this.emitFile({ type: "asset", fileName, source: await compile(entry, shell) });
      },
    },
  };
}

/** One classic script: browsers differ in whether a service worker may be a module. */
async function compile(entry: string, shell: object): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __SHELL__: JSON.stringify(shell) },
    build: {
      write: false,
      target: "esnext",
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: "iife" } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((one) => ("output" in one ? one.output : []));
  const chunk = chunks.find((one) => one.type === "chunk" && one.isEntry);
  if (chunk?.type !== "chunk") throw new Error(`${entry} gave no script.`);
  return chunk.code;
}
