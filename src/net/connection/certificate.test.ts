import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { certificateHash, fromHex, normalize } from "./certificate.ts";

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
