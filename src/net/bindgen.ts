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
  GroupConsumer,
  OriginConsumer,
  TrackRequest,
  TrackSubscriber,
} from "#bindgen";

export type BroadcastProducer = Build.BroadcastProducer;
export type ConnectOptions = Build.ConnectOptions;
export type Given = Build.Given;
export type GroupProducer = Build.GroupProducer;
export type Session = Build.Session;
export type SubscribeOptions = Build.SubscribeOptions;
export type TrackProducer = Build.TrackProducer;

function missing(): never {
  throw new Error("no build of the wasm is loaded: import moq-arcade/net or moq-arcade/net/lite first");
}

// What is called by name, of the build that was loaded.
export let BroadcastProducer: typeof Build.BroadcastProducer = missing as never;
export let ConnectOptions: typeof Build.ConnectOptions = missing as never;
export let Given: typeof Build.Given = missing as never;
export let GroupProducer: typeof Build.GroupProducer = missing as never;
export let Session: typeof Build.Session = missing as never;
export let SubscribeOptions: typeof Build.SubscribeOptions = missing as never;
export let TrackProducer: typeof Build.TrackProducer = missing as never;
export let ended: typeof Build.ended = missing as never;
export let failed: typeof Build.failed = missing as never;
export let protocols: typeof Build.protocols = missing as never;
export let setup: typeof Build.setup = missing as never;
export let told: typeof Build.told = missing as never;
export let version_name: typeof Build.version_name = missing as never;
export let versions: typeof Build.versions = missing as never;

let loading: Promise<void> | undefined;

/**
 * Loads a build, unless one is there already: wasm objects of two modules would not know each other.
 * @param file where its wasm is, for Node: a bundler sees to it by itself
 */
export function load(build: typeof Build, file: URL): Promise<void> {
  loading ??= (async () => {
    await build.default({ module_or_path: await readUnderNode(file) });
    ({ BroadcastProducer, ConnectOptions, Given, GroupProducer, Session, SubscribeOptions } = build);
    ({ TrackProducer, ended, failed, protocols, setup, told, version_name, versions } = build);
    build.set_receiver(receiver);
    setup(logFilter());
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
