/**
 * The service worker: keeps the app's shell, so that it opens without a network and says that there is none.
 *
 * It is no cache to be fast with: pages come from the network wherever there is one, so a new build is there with the
 * next page that is opened. What it serves without asking are files with a hash in their name, which never change.
 */
import { planFor } from "./plan.ts";

/** Put in by the build (`src/vite/service-worker.ts`): a hash of it, and the paths that the shell is made of. */
declare const __SHELL__: { build: string; paths: readonly string[] };

/** What of a service worker's types is not in the page's. */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
}

const scope = self as unknown as Scope;
const SHELL = __SHELL__;
const PREFIX = "moq-arcade-";
const CACHE = `${PREFIX}${SHELL.build}`;
/** Every page of the app is this one. */
const SHELL_PAGE = "/";

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (planFor(request, location.origin)) {
    case "page":
      event.respondWith(fetch(request).catch(() => kept(SHELL_PAGE)));
      break;
    case "asset":
      event.respondWith(
        caches.match(request, { ignoreVary: true }).then((response) => response ?? fetchAndKeep(request)),
      );
      break;
    case "fresh":
      event.respondWith(fetchAndKeep(request).catch(() => kept(request)));
      break;
    case "pass":
      break;
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const isHashed = (path: string) => path.startsWith("/assets/");
  // What has no hash is asked for anew: another build's must not be among this one's.
  await cache.addAll(
    SHELL.paths.map((path) => new Request(path, { cache: isHashed(path) ? "default" : "no-cache" })),
  );
  await scope.skipWaiting();
}

/** Takes over. The build before is kept too: a page of it that is open may still ask for a part of itself. */
async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function fetchAndKeep(request: Request): Promise<Response> {
  const response = await fetch(request);
  // Of a server that answers every address with a page, what should be a file is none.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (response.status === 200 && !isPage) {
    const copy = response.clone();
    const cache = await caches.open(CACHE);
    // Full or forbidden: it is not kept.
    await cache.put(request, copy).catch(() => {});
  }
  return response;
}

async function kept(request: Request | string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? Response.error();
}
