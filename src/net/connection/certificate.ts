/**
 * Which certificate to trust: pinned by hash, by the certificate itself, or by a relay's own word.
 */

/** A hash of a certificate: bytes, or hexadecimal. */
export interface CertificateHash {
  algorithm?: "sha-256";
  value: BufferSource | string;
}

/** WebTransport's options, with friendlier ways to pin a certificate. */
export interface WebTransportProps extends Omit<WebTransportOptions, "serverCertificateHashes"> {
  serverCertificateHashes?: CertificateHash[];
  /** The certificate itself: PEM, or DER. */
  serverCertificate?: string | BufferSource;
}

/** Nobody answers where a relay should be. */
export class NoRelayError extends Error {}

/** The SHA-256 of a certificate given as PEM or DER. */
export async function certificateHash(certificate: string | BufferSource): Promise<Uint8Array<ArrayBuffer>> {
  const der = typeof certificate === "string" ? fromPem(certificate) : certificate;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", der));
}

/** Options as WebTransport takes them. */
export async function normalize(props: WebTransportProps = {}): Promise<WebTransportOptions> {
  const { serverCertificate, serverCertificateHashes = [], ...options } = props;
  const hashes: WebTransportHash[] = serverCertificateHashes.map(({ algorithm = "sha-256", value }) => ({
    algorithm,
    value: typeof value === "string" ? fromHex(value) : value,
  }));
  if (serverCertificate !== undefined)
    hashes.push({ algorithm: "sha-256", value: await certificateHash(serverCertificate) });
  return hashes.length > 0 ? { ...options, serverCertificateHashes: hashes } : options;
}

/**
 * The hash that a development relay gives of its own certificate, at `/certificate.sha256` over plain
 * http. Good for a machine one trusts (one's own) and for nothing else.
 */
export async function fetchHash(url: URL, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const address = new URL("/certificate.sha256", url);
  const response = await fetch(address, { signal: signal ?? null }).catch((cause: unknown) => {
    throw new NoRelayError(`no relay answers at ${url.origin}`, { cause });
  });
  if (!response.ok) throw new Error(`${address} answered ${response.status}: is a relay at ${url.origin}?`);
  return fromHex((await response.text()).trim());
}

/**
 * The hash that pins a relay's certificate where its address alone says how to come by one: a development relay's by
 * http, or that of a relay at the origin of the page itself, whose server may stand before it and know. Nothing is
 * trusted that was not before: that server has sent the page's very script. `undefined`: browsers are to judge.
 */
export async function hashByAddress(
  url: URL,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (url.protocol === "http:") return fetchHash(url, signal);
  if (url.origin !== globalThis.origin) return undefined;
  // There may be no such file, or another page in its place.
  return fetchHash(url, signal).catch(() => undefined);
}

/** Bytes from hexadecimal. Throws where it is none. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) throw new Error(`"${hex.slice(0, 80)}" is not a hash in hexadecimal`);
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromPem(pem: string): Uint8Array<ArrayBuffer> {
  const base64 = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(pem)?.[1];
  if (!base64) throw new Error("the certificate is not PEM: its BEGIN and END lines are missing");
  return Uint8Array.from(atob(base64.replace(/\s+/g, "")), (char) => char.charCodeAt(0));
}
