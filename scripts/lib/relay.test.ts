import { expect, test } from "vitest";
import { freePort, startRelay } from "./index.mjs";
import { portTaken, whoHas } from "./ports.mjs";
import { requirePort } from "./relay.mjs";

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
