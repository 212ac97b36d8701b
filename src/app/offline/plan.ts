/** What becomes of a request of a page's: pure, so that it is tested without a browser. */

/** What of a request matters here. */
export type Asked = Pick<Request, "url" | "method" | "mode">;

export type Plan =
  /** The network's, as if there were no service worker. */
  | "pass"
  /** A page: the network's; without one the shell that is kept. */
  | "page"
  /** A file whose name has a hash of what is in it: what is kept of it is it. */
  | "asset"
  /** A file that may change: the network's; without one what is kept. */
  | "fresh";

const FRESH = /^\/(config\.json|manifest\.webmanifest|icons\/.*|roms\/.*)$/;

export function planFor({ url, method, mode }: Asked, origin: string): Plan {
  const { origin: from, pathname } = new URL(url);
  if (method !== "GET" || from !== origin) return "pass";
  // Pages for frames have headers of their own, which decide who may hold them: the kept shell has others.
  if (mode === "navigate") return pathname.startsWith("/embed/") ? "pass" : "page";
  if (pathname.startsWith("/assets/")) return "asset";
  return FRESH.test(pathname) ? "fresh" : "pass";
}
