/**
 * TypeScript of a package that was installed: Node strips types from a checkout's files by itself, and refuses to for
 * whatever lies below a node_modules. So there it is done here, by Node's own means, for this package alone.
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

const PACKAGE = new URL("../../", import.meta.url).href;

/** Whether this package lies where Node leaves TypeScript alone. */
const isInstalled = PACKAGE.includes("/node_modules/");

/** @param {string} url */
const isOwn = (url) =>
  url.startsWith(PACKAGE) && url.endsWith(".ts") && !url.slice(PACKAGE.length).includes("node_modules/");

if (isInstalled) {
  // Node says once that the function is experimental, which is nothing to whoever typed a command.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  stripTypeScriptTypes("");
  process.emitWarning = emitWarning;
  registerHooks({
    load(url, context, next) {
      if (!isOwn(url)) return next(url, context);
      const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
      return { format: "module", shortCircuit: true, source };
    },
  });
}
