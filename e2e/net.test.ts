/** The wasm bindings and `src/net`: between a page, a Worker and Node, over WebTransport and WebSocket. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import type { Calls } from "./harness/calls.ts";
import * as node from "./harness/peer.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const REALMS = ["page", "worker", "node"] as const;
type Realm = (typeof REALMS)[number];

/** Calls one of the harness's functions in a realm. */
async function call<Name extends keyof Calls>(
  page: Page,
  realm: Realm,
  name: Name,
  ...args: Parameters<Calls[Name]>
): Promise<Awaited<ReturnType<Calls[Name]>>> {
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the harness calls by name in every realm
  if (realm === "node") return (await (node[name] as (...args: unknown[]) => unknown)(...args)) as never;
  return (await page.evaluate(
    ({ realm, name, args }) => (window.harness[realm][name] as (...args: unknown[]) => unknown)(...args),
    { realm, name, args },
  )) as never;
}

/** Node has no WebTransport. */
const transportOf = (realm: Realm) => (realm === "node" ? "websocket" : "webtransport");

test.for(REALMS)("what a %s publishes, a page, a Worker and Node read", async (from) => {
  const page = await stage.harness();
  const relay = inject("relay");
  const prefix = `net-${process.pid}-${from}`;
  const path = `${prefix}/ticks`;
  const publisher = await call(page, from, "publish", relay, path, from);
  expect(publisher).toEqual({ transport: transportOf(from), version: "moq-lite-06" });
  for (const to of REALMS) {
    const read = await call(page, to, "read", relay, path, 10);
    expect(read.transport).toBe(transportOf(to));
    expect(read.version).toBe("moq-lite-06");

    // Each as it was published, with its own time.
    const first = Number(/^\w+-(\d+)$/.exec(read.texts[0] ?? "")?.[1]);
    expect(read.texts).toEqual(Array.from({ length: 10 }, (_, i) => `${from}-${first + i}`));
    expect(read.timestamps).toEqual(Array.from({ length: 10 }, (_, i) => (first + i) * 20));
    await expect.poll(() => call(page, to, "announced", relay, prefix)).toEqual(["ticks"]);
  }
  await call(page, from, "unpublish", path);
  for (const to of REALMS) await expect.poll(() => call(page, to, "announced", relay, prefix)).toEqual([]);
});

test("a WebTransport that the page has opened is taken, and a certificate that is pinned is the only one trusted", async () => {
  const page = await stage.harness();
  const relay = inject("relay");
  const hex = (await (await fetch(new URL("/certificate.sha256", relay))).text()).trim();
  const secure = relay.replace(/^http:/, "https:");
  const hash = [...Buffer.from(hex, "hex")];
  const args = { secure, hash, path: `pinned-${process.pid}` };
  const result = await page.evaluate(
    ({ secure, hash, path }) => window.harness.pinnedRoundTrip(secure, hash, path),
    args,
  );
  expect(result).toEqual(["moq-lite-06", "by itself"]);
  expect(await page.evaluate((secure) => window.harness.pinnedElsewhere(secure), secure)).not.toBe("");
});
