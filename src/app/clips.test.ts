import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CLIP_MAX_BYTES } from "../../emulator/clip/index.ts";
import { fetchClip } from "./clips.ts";

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { url } = request;
    if (url === "/clip.mqclip") response.end(Buffer.from([1, 2, 3]));
    else if (url === "/page.mqclip") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end("<p>the app");
    } else if (url === "/broken.mqclip") {
      response.statusCode = 503;
      response.end();
    } else if (url === "/cut.mqclip") {
      response.setHeader("content-length", "100");
      response.write("abc");
      setTimeout(() => response.destroy(), 50);
    } else if (url === "/endless.mqclip") {
      const chunk = Buffer.alloc(1024 * 1024);
      const send = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", send);
      send();
    } else {
      response.statusCode = 404;
      response.end();
    }
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

test("fetches a clip from this server and from a whole address", async () => {
  expect(await fetchClip("/clip.mqclip")).toEqual(Uint8Array.of(1, 2, 3));
  expect(await fetchClip(`${location.origin}/clip.mqclip`)).toEqual(Uint8Array.of(1, 2, 3));
});

test.each([
  ["/none.mqclip", /The clip is not there/],
  ["/page.mqclip", /The clip is not there/],
  ["/broken.mqclip", /127\.0\.0\.1:\d+ says 503/],
  ["/cut.mqclip", /came only in part/],
  ["http://127.0.0.1:1/a.mqclip", /does not answer, or lets no other site read it/],
  ["javascript:alert(1)", /is no address of a clip/],
  ["data:,MQCL", /is no address of a clip/],
  ["http://", /is no address of a clip/],
])("of %s it says what is wrong", async (address, sentence) => {
  await expect(fetchClip(address)).rejects.toThrow(sentence);
});

test(`reads no more than ${CLIP_MAX_BYTES / 1024 / 1024} MiB, however much comes`, async () => {
  await expect(fetchClip("/endless.mqclip")).rejects.toThrow(/longer than a clip may be, 16 MiB/);
});
