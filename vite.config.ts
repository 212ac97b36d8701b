import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { moqArcade } from "./src/vite/index.ts";

export default defineConfig({
  appType: "spa",
  plugins: [solid(), moqArcade({ isolate: true })],
  build: { target: "esnext" },
  server: {
    watch: {
      ignored: [
        "**/.moq-arcade/**",
        "**/bench-results/**",
        "**/dist/**",
        "**/docs/**",
        "**/e2e/**",
        "**/emulator/games/**",
        "**/rust/!(moq-wasm)/**",
        "**/target/**",
        "**/test-results/**",
      ],
    },
  },
  optimizeDeps: {
    // Workers import packages that a scan of the page does not see. Were one found late, Vite would bundle
    // anew and reload every page in the middle of its game: so these are named, and none is looked for.
    noDiscovery: true,
    include: [
      "@moq/qmux",
      "@moq/signals",
      "@moq/signals/solid",
      "solid-js",
      "solid-js/store",
      "solid-js/web",
      "zod",
      "zod/mini",
    ],
  },
});
