import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort, inodesOf, portTaken, programName, whoHas } from "./ports.mjs";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

test("a free port is free for TCP and UDP", async () => {
  expect(await portTaken(await freePort(), { udp: true })).toBeUndefined();
});

test("a port that only one loopback address listens on is taken, and its holder known", async () => {
  const server = createServer().listen(await freePort(), "127.0.0.1");
  open.push(server);
  await once(server, "listening");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  expect(await portTaken(port)).toBe("EADDRINUSE");
  expect(await whoHas(port)).toContain(`(process ${process.pid})`);
});

test("a port that is taken for UDP alone is taken where UDP counts", async () => {
  const port = await freePort();
  const socket = createSocket("udp4").bind(port, "127.0.0.1");
  open.push(socket);
  await once(socket, "listening");
  expect(await portTaken(port)).toBeUndefined();
  expect(await portTaken(port, { udp: true })).toBe("EADDRINUSE");
});

test("of the kernel's TCP table only listening sockets count", () => {
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 0100007F:115B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7001 1",
    "   1: 0100007F:115B 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 7002 1",
    "   2: 0100007F:1435 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7003 1",
  ].join("\n");
  expect(inodesOf(table, 4443, true)).toEqual(["7001"]);
});

test("a Node program is called by its script", () => {
  expect(programName("/usr/bin/node\0/home/x/vite.js\0--port\0")).toBe("node vite.js");
  expect(programName("/opt/moq-arcade-relay\0--listen\0")).toBe("moq-arcade-relay");
});
