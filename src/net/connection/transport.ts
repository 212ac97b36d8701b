/**
 * Transports: WebTransport where there is one, WebTransport over WebSocket where it is blocked or missing.
 */
import { wasm } from "../bindgen.ts";
import { hashByAddress, NoRelayError, normalize, type WebTransportProps } from "./certificate.ts";

/** What a session runs over. */
export type Transport = "webtransport" | "websocket";

/** The WebSocket fallback. */
export interface WebSocketOptions {
  enabled?: boolean;
  /** Another address than the session's. */
  url?: URL;
  /** The head start of WebTransport, in milliseconds. Default 500; 0 where WebSocket won before. */
  delay?: DOMHighResTimeStamp;
}

export interface TransportProps {
  webtransport?: WebTransportProps;
  websocket?: WebSocketOptions;
  /** The protocol versions to offer, by name; all if not given. Not in `@moq/net`. */
  versions?: string[];
}

/** A transport that is ready to use. Owned by whoever opened it. */
export interface Opened {
  kind: Transport;
  session: WebTransport;
  /** The address to speak of: https, also where http was asked for. */
  url: URL;
}

const HEAD_START_MS = 500;

/** Where WebSocket won: WebTransport is likely to be blocked there, and is given no head start again. */
const websocketWon = new Set<string>();

/** Whether this realm has WebTransport. */
export function isWebTransportSupported(): boolean {
  return typeof globalThis.WebTransport !== "undefined";
}

/** Opens the first transport that works. The loser is closed. */
export async function open(url: URL, props: TransportProps, signal: AbortSignal): Promise<Opened> {
  signal.throwIfAborted();
  const offered = wasm.protocols((props.versions ?? []).join()).split(",");
  const race = new AbortController();
  const stop = AbortSignal.any([signal, race.signal]);
  const attempts: Promise<Opened>[] = [];
  if (isWebTransportSupported()) attempts.push(openWebTransport(url, props.webtransport, offered, stop));
  if (props.websocket?.enabled !== false) {
    const headStart = attempts.length === 0 || websocketWon.has(url.origin) ? 0 : props.websocket?.delay;
    const address = props.websocket?.url ?? url;
    attempts.push(openWebSocket(address, headStart ?? HEAD_START_MS, offered, stop, attempts[0]));
  }
  if (attempts.length === 0)
    throw new Error("this browser has no WebTransport, and the WebSocket fallback is off");
  let winner: Opened | undefined;
  try {
    winner = await Promise.any(attempts);
    if (winner.kind === "websocket") websocketWon.add(url.origin);
    return winner;
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof AggregateError ? combine(url, error.errors) : error;
  } finally {
    race.abort();
    // Whatever opens after the race is not wanted.
    for (const attempt of attempts)
      void attempt.then(
        (late) => {
          if (late !== winner) late.session.close();
        },
        () => {},
      );
  }
}

async function openWebTransport(
  url: URL,
  props: WebTransportProps | undefined,
  offered: string[],
  stop: AbortSignal,
): Promise<Opened> {
  const options = await normalize(props);
  const secure = new URL(url);
  if (url.protocol === "http:") secure.protocol = "https:";
  if (!options.serverCertificateHashes) {
    const value = await hashByAddress(url, stop);
    if (value) options.serverCertificateHashes = [{ algorithm: "sha-256", value }];
  }
  stop.throwIfAborted();
  const session = new WebTransport(secure, {
    allowPooling: false,
    congestionControl: "low-latency",
    ...options,
    protocols: offered,
  } as WebTransportOptions);
  return ready("webtransport", session, secure, stop);
}

async function openWebSocket(
  url: URL,
  headStartMs: number,
  offered: string[],
  stop: AbortSignal,
  other: Promise<Opened> | undefined,
): Promise<Opened> {
  if (headStartMs > 0) {
    // The head start ends early where the other has failed.
    const failed = other?.then(
      () => new Promise<void>(() => {}),
      () => {},
    );
    await Promise.race([sleep(headStartMs), failed ?? sleep(headStartMs)]);
  }
  stop.throwIfAborted();
  // Loaded by who needs it: with WebTransport, nearly nobody does.
  const { default: QmuxSession } = await import("@moq/qmux");
  stop.throwIfAborted();
  const address = new URL(url);
  address.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
  // `null`: each protocol over whichever version of qmux the relay likes best.
  const versions = Object.fromEntries(offered.map((protocol) => [protocol, null]));
  const session = new QmuxSession(address, { protocols: offered, versions }) as unknown as WebTransport;
  return ready("websocket", session, url, stop);
}

/** Waits until the session is ready; closes it if it is not wanted any more by then. */
async function ready(kind: Transport, session: WebTransport, url: URL, stop: AbortSignal): Promise<Opened> {
  const close = () => {
    try {
      session.close();
    } catch {
      // One that never opened may refuse to be closed.
    }
  };
  // Its end is seen through the MoQ session; here it is only kept from being "unhandled".
  void Promise.resolve(session.closed).catch(() => {});
  const stopped = new Promise<never>((_, reject) =>
    stop.addEventListener("abort", () => reject(stop.reason), { once: true }),
  );
  try {
    await Promise.race([session.ready, stopped]);
    stop.throwIfAborted();
    return { kind, session, url };
  } catch (error) {
    close();
    throw error;
  }
}

/** One sentence for all the ways that failed. */
function combine(url: URL, errors: unknown[]): Error {
  const cause = new AggregateError(errors);
  // Where nobody answers at all, how each transport noticed says nothing more.
  const silent = errors.find((error) => error instanceof NoRelayError);
  if (silent) return new Error((silent as Error).message, { cause });
  const reasons = errors.map((error) => (error instanceof Error && error.message) || String(error));
  return new Error(`could not reach the relay at ${url.origin}: ${[...new Set(reasons)].join("; ")}`, {
    cause,
  });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
