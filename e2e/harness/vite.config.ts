import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

/** The harness is built as the app is: the same target, wasm in files of its own. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // <moq-boy> is made of components.
  plugins: [solid()],
  build: {
    target: "esnext",
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ["index", "watch"].map((page) => fileURLToPath(new URL(`${page}.html`, import.meta.url))),
    },
  },
  worker: { format: "es" },
});
