import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In the mode "names" the wasm knows what its functions are called: for profiles. */
const NAMED = [
  { find: "#bindgen/lite", replacement: here("../../../bench-results/named-wasm/moq_wasm.js") },
  { find: "#bindgen", replacement: here("../../../bench-results/named-wasm/moq_wasm.js") },
];

/** The bench's page is built as the app is: the same target, wasm in files of its own. */
export default defineConfig(
  ({ mode }): UserConfig => ({
    root: here("."),
    build: { target: "esnext", assetsInlineLimit: 0 },
    resolve: { alias: mode === "names" ? NAMED : [] },
  }),
);
