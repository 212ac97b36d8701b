import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Vite wraps each import() in what fetches a chunk's style sheets and chunks ahead. An app has that once, whatever it
 * imports; in one piece there are no chunks, and it is no part of a library.
 */
const noPreloading: Plugin = {
  name: "no-preloading",
  enforce: "pre",
  load: (id) =>
    id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : undefined,
};

/** A library alone, as it is in an app's build. The mode says which: `npm`, or a folder in `generated/`. */
export default defineConfig(
  ({ mode }): UserConfig => ({
    root: here("."),
    plugins: [noPreloading],
    build: {
      target: "esnext",
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: here(`${mode}.ts`),
        preserveEntrySignatures: "strict",
        // In one piece, also what is only loaded where a WebSocket is needed: it is all of it that is weighed.
        output: { codeSplitting: false },
      },
    },
  }),
);
