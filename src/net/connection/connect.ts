/** Connecting to a relay. */
import * as Wasm from "../bindgen.ts";
import { toError } from "../error.ts";
import type * as Path from "../path.ts";
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
  /** The protocol versions to offer, by name; all if not given. Not in `@moq/net`. */
  versions?: string[];
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
    return await establish(opened, props, signal);
  } catch (error) {
    opened.session.close();
    throw toError(error);
  }
}

/** Relays that announce nothing, by the end of their host names, as `@moq/net` knows them. */
const SILENT_HOSTS = ["mediaoverquic.com"];

function announces(url: URL): boolean {
  return !SILENT_HOSTS.some((host) => url.hostname.endsWith(host));
}

/** The session over a transport. A peer that does not answer is waited for until `signal` ends it. */
async function establish(opened: Opened, props: ConnectProps, signal: AbortSignal): Promise<Established> {
  signal.throwIfAborted();
  const options = new Wasm.ConnectOptions(opened.url.href, props.versions ?? [], props.interest ?? []);
  const session = Wasm.Session.over(options, opened.session) as Promise<Wasm.Session>;
  options.free();
  const given = Promise.withResolvers<never>();
  const giveUp = () => given.reject(signal.reason);
  signal.addEventListener("abort", giveUp);
  try {
    const answered = await Promise.race([session, given.promise]);
    signal.throwIfAborted();
    return new Established(answered, opened, props.discovery ?? announces(opened.url));
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
