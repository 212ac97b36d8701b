import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The bench's page is built as the app is: the same target, wasm in files of its own. */
export default defineConfig(
  ({ mode }): UserConfig => ({
    root: here("."),
    build: { target: "esnext", assetsInlineLimit: 0 },
    resolve: {
      // In the mode "names" the wasm knows what its functions are called: for profiles.
      alias: mode === "names" ? { "#bindgen": here("../../../bench-results/named-wasm/moq_wasm.js") } : {},
    },
  }),
);
