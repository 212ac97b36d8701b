import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The browser tests: serially, since each of them has a game to run at full speed. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    name: "e2e",
    environment: "node",
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/global-setup.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    silent: "passed-only",
    expect: { poll: { timeout: 20_000, interval: 50 } },
  },
});
