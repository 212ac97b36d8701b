/**
 * `npm run build:wasm` and `npm run build:relay`: one part of the set-up by name.
 */
import { ensureAll } from "./lib/index.mjs";
import { main } from "./lib/main.mjs";
import { createReporter, PlainError } from "./lib/report.mjs";

/** @type {Record<string, import("./lib/index.mjs").Part[]>} */
const PARTS = { wasm: ["wasm", "core"], core: ["core"], relay: ["relay"] };

await main(async ([name = ""]) => {
  const only = PARTS[name];
  if (!only) throw new PlainError(`Say what to build: ${Object.keys(PARTS).join(", ")}.`);
  const { relay } = await ensureAll({ only, report: createReporter() });
  if (relay) process.stdout.write(`${relay}\n`);
  return 0;
});
