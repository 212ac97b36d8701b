import { X509Certificate } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureCertificate } from "./certificate.mjs";

const NAMES = ["192.168.1.5", "fd00::2", "laptop.local", "localhost", "127.0.0.1"];
const DAY_MS = 86_400_000;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "moq-arcade-certificate-"));
  file = join(folder, "lan", "certificate.pem");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("it is for every name and address, by ECDSA, and its key is nobody else's to read", async () => {
  const { pem, isNew } = await ensureCertificate({ file, names: NAMES });
  expect(isNew).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(pem);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "lan"))).toEqual(["certificate.pem"]);
  const certificate = new X509Certificate(pem);
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  expect(certificate.ca).toBe(false);
  for (const name of ["laptop.local", "localhost"]) expect(certificate.checkHost(name)).toBe(name);
  for (const address of ["192.168.1.5", "fd00::2"]) expect(certificate.checkIP(address)).toBe(address);
  expect(certificate.checkIP("192.168.1.6")).toBeUndefined();
});

test("a server has it, and who trusts it gets an answer", async () => {
  const { pem } = await ensureCertificate({ file, names: NAMES });
  const server = createServer({ key: pem, cert: pem }, (_request, response) => response.end("here"));
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const status = await new Promise((resolve, reject) => {
      get(`https://127.0.0.1:${port}/`, { ca: pem, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once("error", reject);
    });
    expect(status).toBe(200);
  } finally {
    server.close();
  }
});

test("it is kept while it will do", async () => {
  const first = await ensureCertificate({ file, names: NAMES });
  chmodSync(file, 0o644);
  const again = await ensureCertificate({ file, names: NAMES.slice(1) });
  expect(again).toEqual({ pem: first.pem, isNew: false });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("it is issued anew for an address that it does not have, near its end, and where it is damaged", async () => {
  const first = await ensureCertificate({ file, names: NAMES });
  const moved = await ensureCertificate({ file, names: [...NAMES, "10.0.0.7"] });
  expect(moved.isNew).toBe(true);
  const later = new Date(Date.parse(new X509Certificate(moved.pem).validTo) - 10 * DAY_MS);
  const renewed = await ensureCertificate({ file, names: NAMES, now: later });
  expect(renewed.isNew).toBe(true);
  writeFileSync(file, renewed.pem.replace(/-----BEGIN PRIVATE[\s\S]+?-----END PRIVATE KEY-----\n/, ""));
  expect((await ensureCertificate({ file, names: NAMES, now: later })).isNew).toBe(true);
  const other = /-----BEGIN CERTIFICATE[\s\S]+/.exec(first.pem)?.[0] ?? "";
  // Another certificate's key.
  writeFileSync(file, readFileSync(file, "utf8").replace(/-----BEGIN CERTIFICATE[\s\S]+/, other));
  expect((await ensureCertificate({ file, names: NAMES })).isNew).toBe(true);
});
