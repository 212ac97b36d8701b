import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

/** What a page needs to be cross-origin isolated, and so to share memory between Worker and sound. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export default defineConfig({
  appType: "spa",
  plugins: [solid()],
  build: {
    target: "esnext",
    // The wasm modules are streamed as files of their own, never put into the script.
    assetsInlineLimit: (file) => (file.endsWith(".wasm") ? false : undefined),
  },
  worker: { format: "es" },
  server: {
    headers: isolation,
    fs: { allow: ["."] },
    watch: {
      ignored: [
        "**/.moq-arcade/**",
        "**/bench-results/**",
        "**/dist/**",
        "**/docs/**",
        "**/e2e/**",
        "**/emulator/core/**",
        "**/emulator/games/**",
        "**/rust/**",
        "**/target/**",
        "**/test-results/**",
      ],
    },
  },
  preview: { headers: isolation },
  optimizeDeps: {
    // Workers import packages that a scan of the page does not see. Were one found late, Vite would bundle
    // anew and reload every page in the middle of its game: so these are named, and none is looked for.
    noDiscovery: true,
    include: [
      "@moq/qmux",
      "@moq/signals",
      "@moq/signals/solid",
      "fflate",
      "solid-js",
      "solid-js/store",
      "solid-js/web",
      "zod",
      "zod/mini",
    ],
  },
});
