import type { Plugin, ResolvedConfig } from "vite";
import { Development, LOGGED } from "./development.ts";
import { buildFailure, failureText } from "./failure.ts";
import { isWithin, ownModules, type WasmModules } from "./modules.ts";
import { lineReporter } from "./reporter.ts";
import { type MoqArcadeOptions, settings } from "./settings.ts";
import { stoppable } from "./stopping.ts";

export type { MoqArcadeOptions };

/**
 * Makes a Vite project run on this package: `vite` and `vite build` have the wasm modules built where they are not up
 * to date, and `vite` builds them again whenever their Rust changes and then reloads the pages. Where they do not
 * build, pages show what the compiler says and go on with the modules they have; `vite build` fails.
 */
export function moqArcade(options: MoqArcadeOptions = {}): Plugin {
  return pluginFor(ownModules, options);
}

/** {@link moqArcade} for any modules: the tests have small ones. */
export function pluginFor(modules: WasmModules, options: MoqArcadeOptions = {}): Plugin {
  // A restart makes the next server before it closes the last one, with this same plugin.
  const servers = new Map<ResolvedConfig, Development>();
  return {
    name: "moq-arcade",
    config: (user) => settings(options, user, modules.root),
    async buildStart() {
      const { command, logger } = this.environment.getTopLevelConfig();
      if (command !== "build") return;
      const report = lineReporter((line) => logger.info(line, LOGGED));
      try {
        await stoppable(
          () => modules.build(report),
          () => modules.stop(),
        );
      } catch (error) {
        this.error({ message: failureText(buildFailure(error)), stack: "" });
      }
    },
    async configureServer(server) {
      const development = new Development(modules, server);
      servers.set(server.config, development);
      // Here and not in `buildStart`, which a server that closes would wait for to the end.
      await development.start();
    },
    // A module is several files; the pages are reloaded when all of them have been replaced.
    hotUpdate: ({ file }) => (isWithin(modules.generated, file) ? [] : undefined),
    async closeBundle() {
      const config = this.environment.getTopLevelConfig();
      const development = servers.get(config);
      servers.delete(config);
      await development?.close();
    },
  };
}
