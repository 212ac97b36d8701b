/** A connection that comes back. */
import { Effect, type Getter, Signal } from "@moq/signals";
import { consumerOf } from "../announce/consumer.ts";
import { Queue } from "../announce/queue.ts";
import * as Announce from "../announce.ts";
import { toError } from "../error.ts";
import * as Path from "../path.ts";
import type { WebTransportProps } from "./certificate.ts";
import { type ConnectProps, connect } from "./connect.ts";
import type { Established } from "./established.ts";
import { ReplacedError } from "./heartbeat.ts";
import type { Probe, Stats } from "./stats.ts";
import type { WebSocketOptions } from "./transport.ts";

/** The waits between attempts. */
export type ReloadDelay = {
  /** The first wait in milliseconds. Default 1000. */
  initial: DOMHighResTimeStamp;
  /** What each wait is multiplied by for the next. Default 2. */
  multiplier: number;
  /** The longest wait in milliseconds. Default 5000. */
  max: DOMHighResTimeStamp;
  /** How long to go on without success, in milliseconds. Default 10000; 0 is for ever. */
  timeout?: DOMHighResTimeStamp;
};

export type ReloadProps = Omit<ConnectProps, "signal"> & {
  enabled?: boolean | Signal<boolean>;
  url?: URL | Signal<URL | undefined>;
  delay?: ReloadDelay;
};

export type ReloadStatus = "connecting" | "connected" | "disconnected";

const DEFAULT_DELAY: ReloadDelay = { initial: 1000, multiplier: 2, max: 5000 };
const DEFAULT_TIMEOUT_MS = 10_000;

/** How long an attempt may take. */
const HANDSHAKE_MAX_MS = 10_000;

/**
 * How long to wait after the `failures`-th failure in a row: exponential, with jitter so that a crowd cut
 * off together does not come back together.
 */
export function backoffMs(delay: ReloadDelay, failures: number, random: number): number {
  const full = Math.min(delay.initial * delay.multiplier ** (failures - 1), delay.max);
  return full * (0.5 + random / 2);
}

/** Keeps a session to a relay, connecting again with growing waits when it ends. */
export class Reload {
  /** Where to connect; a change connects anew. */
  url: Signal<URL | undefined>;
  /** Whether to be connected at all. */
  enabled: Signal<boolean>;
  status = new Signal<ReloadStatus>("disconnected");
  established = new Signal<Established | undefined>(undefined);
  /** Why the last attempt failed or the last session ended, if for a reason. Not in `@moq/net`. */
  error = new Signal<Error | undefined>(undefined);
  /** What the peer of the current session measures, or `undefined` while there is none. */
  readonly probe: Getter<Probe | undefined>;
  /** For the next attempt. */
  webtransport?: WebTransportProps;
  /** For the next attempt. */
  websocket: WebSocketOptions | undefined;
  /** For the next attempt; see {@link ConnectProps.discovery}. */
  discovery?: boolean;
  /** For the next wait. */
  delay: ReloadDelay;
  /** Resolves with {@link close}; rejects when it gives up. */
  closed: Promise<void>;
  #props: Pick<ConnectProps, "transport" | "interest" | "versions">;
  #effect = new Effect();
  #settle: PromiseWithResolvers<void>;
  /** Ends the current attempt, session or wait; a new one for each run. */
  #run: AbortController | undefined;
  #done = false;
  #dispose: (() => void)[];

  constructor(props: ReloadProps = {}) {
    const { enabled, url, delay, webtransport, websocket, discovery, ...rest } = props;
    this.#props = rest;
    this.webtransport = webtransport;
    this.websocket = websocket;
    this.discovery = discovery;
    this.probe = this.#effect.computed((effect) => {
      const session = effect.get(this.established);
      return session && effect.get(session.probe);
    });
    this.url = Signal.from(url);
    this.enabled = Signal.from(enabled ?? false);
    this.delay = delay ?? DEFAULT_DELAY;
    this.#settle = Promise.withResolvers<void>();
    this.closed = this.#settle.promise;
    // Nobody need wait for it.
    this.closed.catch(() => {});
    const restart = () => this.#restart();
    this.#dispose = [this.url.subscribe(restart), this.enabled.subscribe(restart)];
    restart();
  }

  /** Announcements that outlast the connection: all are taken back when it is lost, and given again. */
  announced(prefix: Path.Valid = Path.empty()): Announce.Consumer {
    const active = new Set<Path.Valid>();
    const queue = new Queue(() => stop());
    let current: Announce.Consumer | undefined;
    let followed: Established | undefined;
    let stopped = false;
    const follow = (connection: Established | undefined) => {
      // The first call comes by a microtask: it may be late, or say what another has said.
      if (stopped || connection === followed) return;
      followed = connection;
      current?.close();
      for (const path of active) queue.push({ path, active: false });
      active.clear();
      try {
        current = connection?.announced(prefix);
      } catch {
        // It has ended meanwhile: there will be another.
        current = undefined;
      }
      if (current) void pump(current);
    };
    const pump = async (source: Announce.Consumer) => {
      for (;;) {
        const event = await source.next().catch(() => undefined);
        if (!event || source !== current) return;
        if (event.active) active.add(event.path);
        else active.delete(event.path);
        queue.push(event);
      }
    };
    const dispose = this.established.watch(follow);
    const stop = () => {
      stopped = true;
      dispose();
      current?.close();
      current = undefined;
    };
    return consumerOf(queue, prefix);
  }

  /** A broadcast as a signal that holds it while a session announces it. Closed by the caller. */
  announcedBroadcast(path: Path.Valid): Announce.Broadcast {
    return new Announce.Broadcast({ connection: this.established, path });
  }

  /** What the current transport counts, or `undefined` while there is none. */
  async stats(): Promise<Stats | undefined> {
    return this.established.peek()?.stats();
  }

  /** Ends the connection for good. Idempotent. */
  close(): void {
    if (this.#done) return;
    this.#done = true;
    for (const dispose of this.#dispose) dispose();
    this.#run?.abort();
    this.#effect.close();
    this.established.set(undefined);
    this.status.set("disconnected");
    this.#settle.resolve();
  }

  #restart(): void {
    this.#run?.abort();
    if (this.#done) return;
    const url = this.url.peek();
    if (!url || !this.enabled.peek()) {
      this.status.set("disconnected");
      return;
    }
    const run = new AbortController();
    this.#run = run;
    void this.#loop(new URL(url), run.signal);
  }

  async #loop(url: URL, stop: AbortSignal): Promise<void> {
    let failures = 0;
    let failingSince = performance.now();
    while (!stop.aborted) {
      this.status.set("connecting");
      const connectedAt = await this.#session(url, stop);
      if (stop.aborted) return;
      this.status.set("disconnected");
      const now = performance.now();
      // A session that ended at once counts as a failure, or a peer that hangs up is called without end.
      if (connectedAt !== undefined && now - connectedAt >= this.delay.initial) {
        failures = 0;
        failingSince = now;
      }
      failures++;
      // The relay was reached already, and each of a crowd has noticed at its own time: there is nothing to wait for.
      if (failures === 1 && this.error.peek() instanceof ReplacedError) continue;
      const timeout = this.delay.timeout ?? DEFAULT_TIMEOUT_MS;
      if (timeout > 0 && now - failingSince >= timeout) {
        this.#settle.reject(this.error.peek() ?? new Error(`could not reconnect to ${url.origin}`));
        return;
      }
      await sleep(backoffMs(this.delay, failures, Math.random()), stop);
    }
  }

  /** One attempt; a peer that takes the call and then says nothing is given up. */
  async #connect(url: URL, stop: AbortSignal): Promise<Established> {
    const patience = new AbortController();
    const give = () => patience.abort(new Error(`the relay at ${url.origin} does not answer`));
    const timer = setTimeout(give, HANDSHAKE_MAX_MS);
    try {
      const { webtransport, websocket, discovery } = this;
      const props = { ...this.#props, webtransport, websocket, discovery };
      return await connect(url, { ...props, signal: AbortSignal.any([stop, patience.signal]) });
    } finally {
      clearTimeout(timer);
    }
  }

  /** One session from its attempt to its end; when it stood, if it did. Never rejects. */
  async #session(url: URL, stop: AbortSignal): Promise<number | undefined> {
    let connection: Established | undefined;
    try {
      connection = await this.#connect(url, stop);
      const connectedAt = performance.now();
      if (stop.aborted) return undefined;
      this.error.set(undefined);
      this.established.set(connection);
      this.status.set("connected");
      await until(connection.closed, stop);
      if (!stop.aborted) this.error.set(connection.error);
      return connectedAt;
    } catch (error) {
      if (!stop.aborted) this.error.set(toError(error));
      return undefined;
    } finally {
      connection?.close();
      if (this.established.peek() === connection) this.established.set(undefined);
    }
  }
}

/** Waits for `event`, or for the end. Leaves no listener behind: a run may last for weeks. */
async function until(event: Promise<void>, stop: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<void>();
  const end = () => ended.resolve();
  if (stop.aborted) return;
  stop.addEventListener("abort", end);
  await Promise.race([event, ended.promise]);
  stop.removeEventListener("abort", end);
}

async function sleep(ms: number, stop: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await until(slept, stop);
  clearTimeout(timer);
}
