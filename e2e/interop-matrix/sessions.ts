/** Sessions of either library over a transport that speaks one version. */
import type { Connection } from "@moq/net";
import QmuxSession from "@moq/qmux";
import { type End, type TransportName, titleOf, VERSIONS } from "./cells.ts";
import { LIBRARIES } from "./library.ts";

/** The certificate's hash of a development relay, by its address. */
const hashes = new Map<string, Promise<ArrayBuffer>>();

async function fetchHash(relay: URL): Promise<ArrayBuffer> {
  const hex = (await (await fetch(new URL("/certificate.sha256", relay))).text()).trim();
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)).buffer;
}

/** A transport that offers nothing but one protocol. */
export async function openTransport(relay: URL, transport: TransportName, protocol: string) {
  if (transport === "websocket") {
    const address = new URL(relay);
    address.protocol = "ws:";
    const options = { protocols: [protocol], versions: { [protocol]: null }, requireProtocol: true };
    const session = new QmuxSession(address, options);
    session.closed.catch(() => {});
    await session.ready;
    return session;
  }
  const hash = hashes.get(relay.href) ?? fetchHash(relay);
  hashes.set(relay.href, hash);
  const address = new URL(relay);
  address.protocol = "https:";
  const options = {
    allowPooling: false,
    congestionControl: "low-latency",
    serverCertificateHashes: [{ algorithm: "sha-256", value: await hash }],
    protocols: [protocol],
  };
  const session = new WebTransport(address, options as WebTransportOptions);
  session.closed.catch(() => {});
  await session.ready;
  return session;
}

/** How long the two may take to agree. */
const HANDSHAKE_MS = 5_000;

/** A session of its own. Which version it speaks, the caller checks. */
export async function connect(relay: string, transport: TransportName, prefix: string, end: End) {
  const version = VERSIONS.find(({ name }) => name === end.version);
  if (!version) throw new Error(`the relay does not speak ${end.version}`);
  const url = new URL(relay);
  const opened = await openTransport(url, transport, version.protocol);
  const { Connection } = LIBRARIES[end.library];
  // What ours knows besides: of those that share a protocol, the one to agree upon; and what to be told of, which
  // takes a round trip each in moq-transport before draft 16.
  const extra = end.library === "ours" ? { versions: [end.version], interest: [prefix] } : {};
  const signal = AbortSignal.timeout(HANDSHAKE_MS);
  return Connection.connect(url, { transport: opened as WebTransport, signal, ...extra });
}

/** Sessions that are opened once and shared, for as long as they stand. */
export class Sessions {
  #relay: string;
  #transport: TransportName;
  #prefix: string;
  #open = new Map<string, Promise<Connection.Established>>();

  /** @param prefix where their broadcasts are */
  constructor(relay: string, transport: TransportName, prefix: string) {
    this.#relay = relay;
    this.#transport = transport;
    this.#prefix = prefix;
  }

  get(role: "publisher" | "consumer", end: End): Promise<Connection.Established> {
    const key = `${role} ${titleOf(end)}`;
    const open = this.#open.get(key);
    if (open) return open;
    const opening = connect(this.#relay, this.#transport, this.#prefix, end);
    this.#open.set(key, opening);
    const forget = () => {
      if (this.#open.get(key) === opening) this.#open.delete(key);
    };
    opening.then(({ closed }) => closed.then(forget, forget), forget);
    return opening;
  }

  async close(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    for (const session of await Promise.allSettled(all))
      if (session.status === "fulfilled") session.value.close();
  }
}
