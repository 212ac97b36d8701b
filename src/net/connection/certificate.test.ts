import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { certificateHash, fromHex, hashByAddress, normalize } from "./certificate.ts";

const der = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) & 255);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

/** As openssl writes it. */
function pem(bytes: Uint8Array, newline = "\n"): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join(newline);
}

describe("fromHex", () => {
  it("reads every byte, in either case", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const hex = Buffer.from(bytes).toString("hex");
    expect(fromHex(hex)).toEqual(bytes);
    expect(fromHex(hex.toUpperCase())).toEqual(bytes);
  });

  it.each(["", "a", "abc", "zz", "0x12", "12 34", "<!doctype html>"])("refuses %j, and says so", (text) => {
    expect(() => fromHex(text)).toThrow("is not a hash in hexadecimal");
  });

  it("does not repeat a whole page that came in place of a hash", () => {
    expect(() => fromHex("x".repeat(100_000))).toThrow(/^.{1,200}$/);
  });
});

describe("certificateHash", () => {
  it("is the SHA-256 of the certificate, given as DER or as PEM", async () => {
    const expected = new Uint8Array(sha256(der));
    expect(await certificateHash(der)).toEqual(expected);
    expect(await certificateHash(pem(der))).toEqual(expected);
    expect(await certificateHash(pem(der, "\r\n"))).toEqual(expected);
    // Of a chain, the first is the server's own.
    expect(await certificateHash(`subject: x\n${pem(der)}${pem(der.subarray(1))}`)).toEqual(expected);
  });

  it("refuses text that is no PEM", async () => {
    await expect(certificateHash("hello")).rejects.toThrow("BEGIN and END lines are missing");
  });
});

describe("normalize", () => {
  it("leaves options without a certificate as they are", async () => {
    expect(await normalize()).toEqual({});
    expect(await normalize({ requireUnreliable: true })).toEqual({ requireUnreliable: true });
    expect(await normalize({ serverCertificateHashes: [] })).toEqual({});
  });

  it("makes bytes of every way to pin one", async () => {
    const value = new Uint8Array([1, 2, 3]);
    const options = await normalize({
      allowPooling: false,
      serverCertificateHashes: [{ value: "0a0b" }, { algorithm: "sha-256", value }],
      serverCertificate: pem(der),
    });
    expect(options).toEqual({
      allowPooling: false,
      serverCertificateHashes: [
        { algorithm: "sha-256", value: new Uint8Array([10, 11]) },
        { algorithm: "sha-256", value },
        { algorithm: "sha-256", value: new Uint8Array(sha256(der)) },
      ],
    });
  });
});

describe("hashByAddress", () => {
  const HASH = "ab".repeat(32);
  const bytes = new Uint8Array(32).fill(0xab);
  let server: Server;
  /** By https the same server is only said to be there: what is fetched is looked at, not how it is sealed. */
  let relay: URL;
  let answer: { status: number; body: string };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const isAsked = request.url === "/certificate.sha256";
      response.writeHead(isAsked ? answer.status : 500).end(answer.body);
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    relay = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/room`);
  });

  afterEach(() => vi.unstubAllGlobals());
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The page's own server, by https, as `fetch` sees it. */
  function asPage(origin: string): string[] {
    const { fetch } = globalThis;
    const asked: string[] = [];
    vi.stubGlobal("origin", origin);
    vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
      asked.push(url.href);
      return fetch(new URL(url.pathname, relay), init);
    });
    return asked;
  }

  it("is a development relay's own word, by http", async () => {
    answer = { status: 200, body: `${HASH}\n` };
    expect(await hashByAddress(relay)).toEqual(bytes);
    answer = { status: 404, body: "" };
    await expect(hashByAddress(relay)).rejects.toThrow(/answered 404: is a relay/);
  });

  it("is asked of the page's own server for a relay at its origin", async () => {
    answer = { status: 200, body: HASH };
    const asked = asPage("https://192.168.1.5:5173");
    expect(await hashByAddress(new URL("https://192.168.1.5:5173/"))).toEqual(bytes);
    expect(asked).toEqual(["https://192.168.1.5:5173/certificate.sha256"]);
  });

  it("is nobody's for a relay elsewhere, which is not asked", async () => {
    const asked = asPage("https://192.168.1.5:5173");
    expect(await hashByAddress(new URL("https://192.168.1.5:4443/"))).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it.each([
    { status: 404, body: HASH },
    { status: 200, body: "<!doctype html>" },
  ])("leaves it to the browser where the page's server says $status $body", async (said) => {
    answer = said;
    asPage("https://site.example");
    expect(await hashByAddress(new URL("https://site.example/"))).toBeUndefined();
  });
});
