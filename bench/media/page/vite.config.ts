import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Our player decodes in a Worker of its own: its codecs are measured there. */
const timedWatcher = (): Plugin => ({
  name: "timed-watcher",
  enforce: "pre",
  transform(code, id) {
    if (!id.split("?")[0]?.endsWith("/src/watch/worker/worker.ts")) return undefined;
    return { code: `import ${JSON.stringify(here("timed-codecs.ts"))};\n${code}`, map: null };
  },
});

/** The bench's page is built as the app is: the same target, wasm in files of its own. */
export default defineConfig({
  root: here("."),
  build: { target: "esnext", assetsInlineLimit: 0 },
  worker: { format: "es", plugins: () => [timedWatcher()] },
});
