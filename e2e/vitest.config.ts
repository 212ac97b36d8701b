import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "../scripts/lib/longest-first.ts";

/**
 * What looks at how evenly a page is drawn, how fast a tab is that comes last, how soon a page is there, or a session
 * back or given up: beside nothing else.
 */
const ALONE = [
  "e2e/alive.test.ts",
  "e2e/backlog.test.ts",
  "e2e/hidden-tab.test.ts",
  "e2e/opening.test.ts",
  "e2e/relay-killed.test.ts",
];

/** The browser tests: they wait more than they work, so there are two files at a time. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    environment: "node",
    globalSetup: ["e2e/global-setup.ts"],
    // Until something counts as hanging.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    silent: "passed-only",
    sequence: { sequencer: LongestFirst },
    expect: { poll: { timeout: 20_000, interval: 50 } },
    projects: [
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e-alone",
          include: ALONE,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
