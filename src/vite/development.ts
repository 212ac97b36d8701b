/** The modules of one development server: built, watched, built again, and the pages reloaded. */
import type { ErrorPayload, ViteDevServer } from "vite";
import { buildFailure, failurePayload, failureText } from "./failure.ts";
import {
  isSource,
  isStamp,
  isWithin,
  readStamps,
  replaced,
  type Stamps,
  type WasmModules,
} from "./modules.ts";
import { RebuildQueue } from "./queue.ts";
import { lineReporter } from "./reporter.ts";
import { settled, stoppable } from "./stopping.ts";

/** What the logger prefixes each line with. */
export const LOGGED = { timestamp: true, environment: "(moq-arcade)" };

export class Development {
  readonly #modules: WasmModules;
  readonly #server: ViteDevServer;
  readonly #queue = new RebuildQueue(() => this.#build());
  /** The modules that the pages have, or will have when they next load. */
  #served: Stamps;
  /** Why the sources as they are now did not build. */
  #failure: ErrorPayload | undefined;
  /** From here on there may be pages. */
  #started = false;
  #closed = false;

  constructor(modules: WasmModules, server: ViteDevServer) {
    this.#modules = modules;
    this.#server = server;
    this.#served = readStamps(modules.generated);
  }

  /** @returns settles when the modules are there, or could not be built: then pages say so, and a change helps */
  async start(): Promise<void> {
    const { watcher, ws } = this.#server;
    watcher.add([...this.#modules.sources, this.#modules.generated]);
    watcher.on("all", (_event, path) => {
      if (isSource(this.#modules, path)) this.#queue.changed();
      // Another process can replace modules as well. While we build, what was replaced is looked up at the end.
      else if (isStamp(this.#modules, path) && !this.#queue.running) this.#reload();
    });
    // A page that is loaded between a failure and its mending has the old module, and is told so.
    ws.on("vite:client:connect", (_data, client) => {
      if (this.#failure) client.send(this.#failure);
    });
    await this.#queue.now();
    this.#started = true;
  }

  async #build(): Promise<void> {
    const { logger } = this.#server.config;
    const report = lineReporter((line) => logger.info(line, LOGGED));
    try {
      await stoppable(
        () => this.#modules.build(report),
        () => this.#modules.stop(),
      );
    } catch (error) {
      if (!this.#closed) this.#fail(error);
      return;
    }
    if (this.#closed) return;
    const mended = this.#failure !== undefined;
    this.#failure = undefined;
    this.#reload(mended);
  }

  #fail(error: unknown): void {
    const failure = buildFailure(error);
    this.#failure = failurePayload(failure, this.#modules.root);
    this.#server.config.logger.error(failureText(failure), LOGGED);
    // Kept by Vite for a page to come, it would be out of date by then.
    if (this.#server.ws.clients.size > 0) this.#server.ws.send(this.#failure);
  }

  /**
   * Reloads the pages where a module is another than theirs.
   * @param always also where none is: an overlay is to go
   */
  #reload(always = false): void {
    const now = readStamps(this.#modules.generated);
    const names = replaced(this.#served, now);
    this.#served = now;
    if (names.length === 0 && !always) return;
    for (const { moduleGraph } of Object.values(this.#server.environments))
      for (const module of moduleGraph.idToModuleMap.values())
        if (module.file && isWithin(this.#modules.generated, module.file))
          moduleGraph.invalidateModule(module);
    if (!this.#started) return;
    const { ws, config } = this.#server;
    // Where no page is connected, Vite keeps this for the first that is: it may be loading just now, with old modules.
    ws.send({ type: "full-reload", path: "*" });
    config.logger.info(`page reload ${names.join(", ")}`.trimEnd(), LOGGED);
  }

  /** Breaks off a build that runs, and starts no other. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const ended = this.#queue.close();
    if (!this.#queue.running) return;
    await this.#modules.stop();
    await settled(ended);
  }
}
