import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort, startRelay } from "./index.mjs";
import { portTaken, whoHas } from "./ports.mjs";
import { launchRelay, requirePort } from "./relay.mjs";

test("a relay on a free port answers with its certificate's hash, and gives the port back", async () => {
  const relay = await startRelay();
  const response = await fetch(`${relay.url}/certificate.sha256`);
  expect(await response.text()).toMatch(/^[0-9a-f]{64}$/);
  expect(await whoHas(relay.port)).toMatch(/^moq-arcade-relay \(process \d+\)$/);
  const use = { what: "the relay", option: "--relay-port", udp: true };
  await expect(requirePort(relay.port, use)).rejects.toThrow(
    new RegExp(`Port ${relay.port}, .*moq-arcade-relay.* npm start -- --relay-port ${relay.port + 1}`),
  );
  await relay.close();
  await relay.close();
  expect(await portTaken(relay.port, { udp: true })).toBeUndefined();
}, 60_000);

test("a relay asked for a port is on that port", async () => {
  const port = await freePort();
  const relay = await startRelay({ port });
  expect(relay.url).toBe(`http://localhost:${port}`);
  await relay.close();
}, 60_000);

/** A program that ends the first times that it is started, as a relay whose port is taken does, and answers after that. */
async function failing(times: number) {
  const folder = await mkdtemp(join(tmpdir(), "moq-arcade-relay-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "relay.cjs");
  const tried = join(folder, "ports");
  await appendFile(tried, "");
  const program = String.raw`#!${process.execPath}
    const { appendFileSync, readFileSync } = require("node:fs");
    const [, port] = process.argv.at(process.argv.indexOf("--web-http-listen") + 1).match(/:(\d+)$/);
    appendFileSync(${JSON.stringify(tried)}, port + "\n");
    if (readFileSync(${JSON.stringify(tried)}, "utf8").split("\n").length - 1 <= ${times}) process.exit(1);
    require("node:http").createServer((_, response) => response.end("00")).listen(Number(port));`;
  await writeFile(path, program, { mode: 0o755 });
  const ports = async () => (await readFile(tried, "utf8")).trim().split("\n").map(Number);
  return { path, ports, logFile: join(folder, "relay.log") };
}

test("a relay whose free port is another's when it starts is started on the next, and not for ever", async () => {
  const twice = await failing(2);
  const relay = await launchRelay(twice);
  const ports = await twice.ports();
  expect(ports).toHaveLength(3);
  expect(ports.at(-1)).toBe(relay.port);
  await relay.close();

  const always = await failing(100);
  await expect(launchRelay(always)).rejects.toThrow("The relay ended while it was starting.");
  expect(await always.ports()).toHaveLength(3);
}, 60_000);

test("a relay asked for a port is not started on another", async () => {
  const once = await failing(1);
  const port = await freePort();
  await expect(launchRelay({ ...once, port })).rejects.toThrow("The relay ended while it was starting.");
  expect(await once.ports()).toEqual([port]);
}, 60_000);
