import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** The bench's page is built as the app is: the same target, wasm in files of its own. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  build: { target: "esnext", assetsInlineLimit: 0 },
});
