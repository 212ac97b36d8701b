/**
 * The certificate of a page that this machine serves to its own network. Nobody vouches for it: whoever opens the page
 * has to say once that they trust it, and so it is kept for as long as it will do.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname } from "node:path";

const DAY_MS = 86_400_000;
/** The longest that browsers take without asking questions. */
const VALID_MS = 397 * DAY_MS;
/** A device whose clock is a little behind takes it too. */
const BEFORE_MS = DAY_MS;
const RENEW_MS = 30 * DAY_MS;

/**
 * @param {string} pem
 * @param {readonly string[]} names
 * @param {Date} now
 * @returns {boolean} whether a certificate, with its key, is good for all the names and a while yet
 */
export function isGood(pem, names, now) {
  try {
    const certificate = new X509Certificate(pem);
    const leftMs = Date.parse(certificate.validTo) - now.getTime();
    return (
      leftMs > RENEW_MS &&
      certificate.checkPrivateKey(createPrivateKey(pem)) &&
      names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)))
    );
  } catch {
    return false;
  }
}

/**
 * @param {readonly string[]} names
 * @param {Date} now
 * @returns {Promise<string>} PEM: the private key, and the certificate
 */
async function issue(names, now) {
  // Installed by the set-up, so not there when this file is loaded.
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: "moq-arcade" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(now.getTime() - BEFORE_MS),
    notAfterDate: new Date(now.getTime() - BEFORE_MS + VALID_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  return `${made.private.trim()}\n${made.cert.trim()}\n`;
}

/** @param {string} file @returns {string} "" where there is none */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * The certificate that is kept in a file, issued anew where there is none, a name is missing or its end is near. Only
 * this user may read the file: the private key is in it.
 * @param {{ file: string, names: readonly string[], now?: Date }} options `names`: and addresses
 * @returns {Promise<{ pem: string, isNew: boolean }>} PEM: the private key, and the certificate
 */
export async function ensureCertificate({ file, names, now = new Date() }) {
  const kept = read(file);
  if (isGood(kept, names, now)) {
    chmodSync(file, 0o600);
    return { pem: kept, isNew: false };
  }
  const pem = await issue(names, now);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Renamed into place, so that nobody reads half of it.
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, pem, { mode: 0o600 });
  renameSync(beside, file);
  return { pem, isNew: true };
}
