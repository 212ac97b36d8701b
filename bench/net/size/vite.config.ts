import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A library alone, as it is in an app's build. The mode says which: `npm`, or a folder in `generated/`. */
export default defineConfig(
  ({ mode }): UserConfig => ({
    root: here("."),
    build: {
      target: "esnext",
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: here(`${mode}.ts`),
        preserveEntrySignatures: "strict",
        // In one piece, also what is only loaded where a WebSocket is needed: it is all of it that is weighed.
        output: { codeSplitting: false },
      },
    },
  }),
);
