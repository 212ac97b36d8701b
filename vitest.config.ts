import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

const never = ["**/node_modules/**", "e2e/**", "dist/**", "generated/**"];

/** Until something counts as hanging, in milliseconds. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          testTimeout,
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
          testTimeout,
          include: ["src/**/*.test.tsx"],
          setupFiles: ["src/ui/testing-cleanup.ts"],
          exclude: never,
        },
      },
    ],
  },
});
