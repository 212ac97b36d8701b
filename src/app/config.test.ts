import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fetchSiteConfig } from "./config.ts";

let server: Server;
/** What the site's server answers with. */
let answer: { status?: number; type?: string; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    const { status = 200, type = "application/json", body } = answer;
    response.writeHead(request.url === "/config.json" ? status : 500, { "content-type": type }).end(body);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal("location", { origin: `http://127.0.0.1:${port}` });
});

afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

test.each([
  {},
  { origin: "https://192.168.1.5:5173/" },
  { relay: "https://relay.example/" },
  { relay: "https://r.example/", prefix: "room" },
])("reads %j", async (config) => {
  answer = { body: JSON.stringify(config) };
  expect(await fetchSiteConfig()).toEqual(config);
});

test.each([
  [{ status: 404, body: "" }, /is not on this server.*Put it beside index\.html/],
  [{ type: "text/html; charset=utf-8", body: "<p>the app" }, /is not on this server/],
  [{ status: 503, body: "" }, /the server says 503/],
  [{ body: "relay: https://relay.example" }, /is damaged/],
  [{ body: '{ "relay": 4443 }' }, /is damaged/],
  [{ body: '{ "realy": "https://relay.example/" }' }, /is damaged.*"relay", "prefix" and "origin"/],
  [{ body: '{ "origin": "arcade.example" }' }, /is damaged/],
  [{ body: '{ "origin": "javascript:alert(1)" }' }, /is damaged/],
  [{ body: '{ "__proto__": "x" }' }, /is damaged/],
  [{ body: '{ "toString": "x" }' }, /is damaged/],
  [{ body: "null" }, /is damaged/],
  [{ body: "[]" }, /is damaged/],
])("of %j it says what is wrong", async (wrong, sentence) => {
  answer = wrong;
  await expect(fetchSiteConfig()).rejects.toThrow(sentence);
});

test("says that nobody answers", async () => {
  vi.stubGlobal("location", { origin: "http://127.0.0.1:1" });
  await expect(fetchSiteConfig()).rejects.toThrow(/the app's server does not answer/);
});
