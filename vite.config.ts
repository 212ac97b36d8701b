import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { embeddable } from "./src/vite/embeddable.ts";
import { moqArcade } from "./src/vite/index.ts";
import { serviceWorker } from "./src/vite/service-worker.ts";

/** What is needed first is one file, however many others share parts of it: each costs a request. */
const oneFirst = { codeSplitting: { groups: [{ name: "first", tags: ["$initial" as const] }] } };

export default defineConfig({
  appType: "spa",
  plugins: [
    solid(),
    moqArcade({ isolate: true }),
    embeddable("/embed/"),
    serviceWorker({
      entry: fileURLToPath(new URL("src/app/offline/service-worker.ts", import.meta.url)),
      fileName: "sw.js",
      // All but what only a host or a clip needs: emulator cores.
      isShell: (name) => /\.(js|css|svg)$/.test(name) || /moq_wasm.*\.wasm$/.test(name),
      extraPaths: ["/config.json", "/manifest.webmanifest"],
    }),
  ],
  build: {
    target: "esnext",
    // All browsers that play have it of their own.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: oneFirst,
      treeshake: {
        // A table of contents brings nothing along: a page loads of it what it uses.
        moduleSideEffects: [
          { test: /\/src\/(app|ui|publish|formats|net(?!\/wasm))\/[^?]+\.tsx?$/, sideEffects: false },
          { test: /\/src\/arcade\/((host|clip)\/)?index\.ts$/, sideEffects: false },
          { test: /\/src\/arcade\/(chat|modes|protocol|statistics)\/[^?]+\.ts$/, sideEffects: false },
          { test: /\/emulator\/(clip\/)?[^/?]+\.ts$/, sideEffects: false },
        ],
      },
    },
  },
  worker: { rolldownOptions: { output: oneFirst } },
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
