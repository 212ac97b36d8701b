/**
 * The one door to wasm-bindgen's module: nothing outside `src/net` sees what is behind it.
 *
 * There are two builds of it, and `wasm/` has a module for each that loads it. It is ready when that module is
 * (top-level await), so that the face above can be as synchronous as `@moq/net`: a broadcast can be made before
 * there is a connection. It loads once a realm: a page, each Worker, and Node have one of their own.
 *
 * @module
 */
import type * as Build from "#bindgen";
import { receiver } from "./receiver.ts";

export type {
  Announced,
  BroadcastConsumer,
  Given,
  GroupConsumer,
  OriginConsumer,
  TrackRequest,
  TrackSubscriber,
} from "#bindgen";

export type BroadcastProducer = Build.BroadcastProducer;
export type GroupProducer = Build.GroupProducer;
export type Session = Build.Session;
export type TrackProducer = Build.TrackProducer;

/** What is called by name. */
type Called = { init: typeof Build.default } & Pick<
  typeof Build,
  | "BroadcastProducer"
  | "GroupProducer"
  | "Session"
  | "TrackProducer"
  | "ended"
  | "failed"
  | "protocols"
  | "set_receiver"
  | "setup"
  | "told"
  | "version_name"
>;

/** The build that was loaded. */
export let wasm: Called = new Proxy({} as Called, {
  get() {
    throw new Error("no build of the wasm is loaded: import moq-arcade/net or moq-arcade/net/lite first");
  },
});

let loading: Promise<void> | undefined;

/**
 * Loads a build, unless one is there already: wasm objects of two modules would not know each other.
 * @param file where its wasm is, for Node: a bundler sees to it by itself
 */
export function load(build: Called, file: URL): Promise<void> {
  loading ??= (async () => {
    await build.init({ module_or_path: await readUnderNode(file) });
    wasm = build;
    build.set_receiver(receiver);
    build.setup(logFilter());
  })();
  return loading;
}

/** Reads the wasm from disk: Node's `fetch` knows no `file:` addresses. */
async function readUnderNode(file: URL): Promise<BufferSource | undefined> {
  if (typeof process === "undefined" || !process.versions?.node) return undefined;
  // Hidden from bundlers, which would replace it by a stub.
  const name = "node:fs/promises";
  const fs: typeof import("node:fs/promises") = await import(/* @vite-ignore */ name);
  return fs.readFile(file);
}

/**
 * What the log should show, in the form of `RUST_LOG`: `localStorage.moq_log` on a page, `moq_log=…` in
 * the name of a Worker (which has no storage), `MOQ_LOG` under Node; else warnings.
 */
export function logFilter(scope: LogScope = globalThis as LogScope): string {
  try {
    const stored = scope.localStorage?.getItem("moq_log");
    if (stored) return stored;
  } catch {
    // Storage can be forbidden; the log is not worth failing for.
  }
  const named = /(?:^|[&?])moq_log=([^&]*)/.exec(scope.name ?? "")?.[1];
  return named || scope.process?.env?.MOQ_LOG || "warn";
}

interface LogScope {
  localStorage?: Pick<Storage, "getItem">;
  name?: string;
  process?: { env?: Record<string, string | undefined> };
}
