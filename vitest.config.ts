import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/lib/longest-first.ts";

const never = ["**/node_modules/**", "e2e/**", "dist/**", "generated/**"];

/** Until a test counts as hanging, and what it waits for as not coming. */
const patience = { testTimeout: 30_000, hookTimeout: 30_000, expect: { poll: { timeout: 10_000 } } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          ...patience,
          include: ["{src,emulator,scripts,bench}/**/*.test.{ts,mjs}"],
          exclude: never,
          // Some of npm's packages import folders, which Node by itself does not.
          server: { deps: { inline: [/@moq\//] } },
        },
      },
      {
        plugins: [solid({ hot: false })],
        test: {
          name: "components",
          environment: "jsdom",
          // A document for each worker, and modules for each file: a document for each file took most of the time.
          pool: "vmThreads",
          ...patience,
          include: ["src/**/*.test.tsx"],
          setupFiles: ["src/ui/testing-cleanup.ts"],
          exclude: never,
        },
      },
    ],
  },
});
