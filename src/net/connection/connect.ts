/** Connecting to a relay, and answering one who connects. */
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { toError } from "../error.ts";
import type * as Path from "../path.ts";
import { PolledSession } from "../polled/index.ts";
import { Established } from "./established.ts";
import { type Opened, open, type TransportProps } from "./transport.ts";

/** How to connect. */
export interface ConnectProps extends TransportProps {
  /** A WebTransport that is open already; it is then the session's, and closed with it. */
  transport?: WebTransport;
  /** Whether the relay announces what there is; by default it does, but for those known not to. */
  discovery?: boolean;
  /** Gives the attempt up. Of no effect once connected. */
  signal?: AbortSignal;
  /**
   * The prefixes whose announcements are wanted; all if not given. Nothing outside of them can be consumed.
   * Not in `@moq/net`: a viewer of one game need not hear of every viewer of every game.
   */
  interest?: Path.Valid[];
}

/**
 * Connects to the relay at `url`. An `http:` address is a development relay's: its certificate's hash is
 * fetched and pinned, and the session is secure all the same.
 */
export async function connect(url: URL, props: ConnectProps = {}): Promise<Established> {
  const signal = props.signal ?? new AbortController().signal;
  const opened: Opened = props.transport
    ? { kind: "webtransport", session: props.transport, url }
    : await open(url, props, signal);
  try {
    const session = handshake("over", opened, props);
    const discovery = props.discovery ?? announces(opened.url);
    const established = await establish(session, opened, discovery, signal);
    // A WebSocket's peer that is gone is told of by TCP. Who brings a transport knows how to open another; we do not.
    if (opened.kind === "webtransport" && !props.transport)
      established.watch((end) => reach(url, props, end));
    return established;
  } catch (error) {
    opened.session.close();
    throw toError(error);
  }
}

/** Whether a new session to the same address could be had: resolves if so. */
async function reach(url: URL, props: ConnectProps, signal: AbortSignal): Promise<void> {
  const { session } = await open(url, { ...props, websocket: { enabled: false } }, signal);
  session.close();
}

/** How to answer. */
export interface AcceptProps {
  /** The number on the wire of the version to speak, where the transport does not name one; else the newest. */
  version?: number;
  /** Whether this side announces what there is; see {@link Established.discovery}. Default true. */
  discovery?: boolean;
}

/**
 * Answers a client: the server's half of the handshake, over a transport that is open. The transport is then the
 * session's, and closed with it.
 */
export async function accept(
  transport: WebTransport,
  url: URL,
  props: AcceptProps = {},
): Promise<Established> {
  const opened: Opened = { kind: "webtransport", session: transport, url };
  try {
    const versions = props.version === undefined ? [] : [named(props.version)];
    const session = handshake("accept", opened, { versions });
    return await establish(session, opened, props.discovery ?? true, new AbortController().signal);
  } catch (error) {
    transport.close();
    throw toError(error);
  }
}

function named(version: number): string {
  const name = wasm.version_name(version);
  if (name === undefined) throw new Error(`there is no version 0x${version.toString(16)} of MoQ here`);
  return name;
}

/** Relays that announce nothing, by the end of their host names, as `@moq/net` knows them. */
const SILENT_HOSTS = ["mediaoverquic.com"];

function announces(url: URL): boolean {
  return !SILENT_HOSTS.some((host) => url.hostname.endsWith(host));
}

/** One half of the handshake. */
function handshake(
  half: "over" | "accept",
  { session }: Opened,
  { versions = [], interest = [] }: Pick<ConnectProps, "versions" | "interest">,
): Promise<Wasm.Session> {
  return wasm.Session[half](versions.join(), [...interest], new PolledSession(session));
}

/** The session, once the peer has answered. One that does not is waited for until `signal` ends it. */
async function establish(
  session: Promise<Wasm.Session>,
  opened: Opened,
  discovery: boolean,
  signal: AbortSignal,
): Promise<Established> {
  const given = Promise.withResolvers<never>();
  const giveUp = () => given.reject(signal.reason);
  signal.addEventListener("abort", giveUp);
  try {
    signal.throwIfAborted();
    const answered = await Promise.race([session, given.promise]);
    signal.throwIfAborted();
    return new Established(answered, opened, discovery);
  } catch (error) {
    // It may be answered yet.
    session.then(
      (late) => {
        late.close();
        late.free();
      },
      () => {},
    );
    throw error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
