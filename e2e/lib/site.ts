/** A plain static server for a build of the app, which knows nothing but what a deployment's configuration says. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { SiteRules } from "./deploy.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

export interface StaticSite {
  /** Without a slash at its end. */
  origin: string;
  close(): Promise<void>;
}

export interface StaticSiteOptions {
  folder: string;
  rules: SiteRules;
  /** What /config.json says in place of the build's own. */
  config?: object;
  /** PEM files, for https. */
  tls?: { cert: string; key: string };
}

export async function serveStatic({ folder, rules, config, tls }: StaticSiteOptions): Promise<StaticSite> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = normalize(decodeURI(new URL(request.url ?? "/", "http://localhost").pathname));
    const own = join(folder, path);
    const isFile = existsSync(own) && statSync(own).isFile();
    const isAsset = path.startsWith("/assets/");
    const mustBeFile = rules.files.some((pattern) =>
      pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
    );
    const place = path.startsWith("/embed/") ? rules.embed : rules.page;
    const headers = { ...rules.always, ...place, ...(isAsset ? (isFile ? rules.asset : {}) : rules.other) };
    if (!isFile && mustBeFile) {
      response.writeHead(404, headers).end();
      return;
    }
    const file = isFile ? own : join(folder, "index.html");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const isConfig = path === "/config.json" && config !== undefined;
    response.writeHead(200, { ...headers, "content-type": type });
    response.end(isConfig ? JSON.stringify(config) : readFileSync(file));
  };
  const server = tls
    ? createHttps({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, answer)
    : createHttp(answer);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? "https" : "http"}://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
