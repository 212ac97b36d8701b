/** An established session. */
import { type Getter, Signal } from "@moq/signals";
import { consumerOf as announcedOf } from "../announce/consumer.ts";
import { Queue, type Source } from "../announce/queue.ts";
import * as Announce from "../announce.ts";
import type * as Wasm from "../bindgen.ts";
import { consumerOf } from "../broadcast/consumer.ts";
import { Remote } from "../broadcast/remote.ts";
import type * as Broadcast from "../broadcast.ts";
import { CLOSES, expectClose } from "../dropped.ts";
import { toError } from "../error.ts";
import * as Path from "../path.ts";
import { keepAsking, ReplacedError } from "./heartbeat.ts";
import { RoundTrip } from "./round-trip.ts";
import { type Probe, type Stats, transportStats } from "./stats.ts";
import type { Opened, Transport } from "./transport.ts";

/** How long a relay that is taken to announce nothing is waited for. */
export const SILENCE_MS = 5_000;

/** A session: what is published through it and consumed from it ends with it. */
export class Established {
  readonly url: URL;
  /** The protocol version that was agreed upon. */
  readonly version: string;
  readonly transport: Transport;
  /** Whether the relay announces what there is. Where it does not, {@link announced} gives nothing. */
  readonly discovery: boolean;
  /** Resolves when the session has ended. */
  readonly closed: Promise<void>;
  /** Why the session ended, once it has, if it was not closed in the ordinary way. */
  error: Error | undefined;
  #session: Wasm.Session | undefined;
  #published = new Set<Broadcast.Producer>();
  #origin: Wasm.OriginConsumer | undefined;
  #webtransport: WebTransport;
  #probe = new Signal<Probe>({});
  #roundTrip = new RoundTrip();
  #stopAsking: (() => void) | undefined;

  /** @internal Owns the session and the transport under it. */
  constructor(session: Wasm.Session, opened: Opened, discovery = true) {
    this.discovery = discovery;
    this.url = opened.url;
    this.transport = opened.kind;
    this.version = session.version;
    this.#session = session;
    this.#origin = session.origin();
    this.#webtransport = opened.session;
    this.closed = session.closed().then((reason: unknown) => {
      if (reason !== undefined) this.error ??= toError(reason);
      this.close();
    });
    void this.#watchProbe(session);
  }

  /** What the peer measures: empty until it has said so, and with versions that have no PROBE. */
  get probe(): Getter<Probe> {
    return this.#probe;
  }

  /**
   * @internal Ends the session, with an error, once the peer answers anew and no longer here.
   * @param reach opens another connection to the same address, and closes it
   */
  watch(reach: (signal: AbortSignal) => Promise<void>): void {
    if (!this.#session) return;
    const lost = () => {
      this.error = new ReplacedError(`the relay at ${this.url.host} does not know this session any more`);
      // Only the transport, so that all there is in the session ends as it does with a connection that is lost.
      this.#webtransport.close();
    };
    this.#stopAsking = keepAsking(this.#webtransport, reach, lost, (tookMs) => this.#roundTrip.add(tookMs));
  }

  /** What is announced under a prefix. */
  announced(prefix: Path.Valid = Path.empty()): Announce.Consumer {
    const { origin } = this.#open();
    if (!this.discovery) return announcedOf(new Queue(), prefix);
    const stream = origin.announced(prefix);
    const source: Source = {
      async next() {
        const next = (await stream.next()) as [string, boolean] | undefined;
        return next && { path: Path.from(next[0]), active: next[1] };
      },
      close() {
        expectation.meet();
        CLOSES.release(stream);
      },
    };
    const consumer = announcedOf(source, prefix);
    const expectation = expectClose(consumer, "the announcements of", prefix, CLOSES, stream);
    return consumer;
  }

  /** Announces a broadcast at a path, until the broadcast or the session ends. */
  publish(path: Path.Valid, broadcast: Broadcast.Producer): void {
    this.#open().session.publish(Path.encode(path), broadcast.handle);
    // Held for as long as it is announced: a caller who lets it go has not closed it.
    this.#published.add(broadcast);
    void broadcast.closed.then(() => this.#published.delete(broadcast));
  }

  /**
   * The broadcast at a path; what is read from it waits until somebody announces it. With a relay that is known to
   * announce nothing reads fail after {@link SILENCE_MS}: moq-net subscribes to what is announced alone.
   */
  consume(path: Path.Valid): Broadcast.Consumer {
    const ready = this.#open().origin.consume(Path.encode(path)) as Promise<Wasm.BroadcastConsumer>;
    return consumerOf(new Remote(this.discovery ? ready : unlessSilent(ready, this.url)));
  }

  /** The broadcast at a path, as a signal that holds it while it is announced. Closed by the caller. */
  announcedBroadcast(path: Path.Valid): Announce.Broadcast {
    return new Announce.Broadcast({ connection: this, path });
  }

  /** What the transport counts, asked for now. A round trip that it does not tell is measured. */
  async stats(): Promise<Stats> {
    if (!this.#session) return {};
    const stats = await transportStats(this.#webtransport);
    const rtt = stats.rtt ?? this.#roundTrip.ms;
    return rtt === undefined ? stats : { ...stats, rtt };
  }

  /** Ends the session. Idempotent. */
  close(): void {
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    this.#stopAsking?.();
    this.#published.clear();
    session.close();
    this.#origin?.free();
    this.#origin = undefined;
    session.free();
  }

  async #watchProbe(session: Wasm.Session): Promise<void> {
    do {
      const estimatedRecvRate = session.estimated_recv_rate;
      this.#probe.set(estimatedRecvRate === undefined ? {} : { estimatedRecvRate });
    } while ((await session.estimated_recv_rate_changed()) && this.#session);
    this.#probe.set({});
  }

  #open(): { session: Wasm.Session; origin: Wasm.OriginConsumer } {
    if (!this.#session || !this.#origin) throw new Error("the session is closed");
    return { session: this.#session, origin: this.#origin };
  }
}

/** Fails where nothing has come by then; what comes later is let go of. */
function unlessSilent(ready: Promise<Wasm.BroadcastConsumer>, url: URL): Promise<Wasm.BroadcastConsumer> {
  const sentence = `${url.host} has not announced the broadcast, and this library reads none that is not announced: use npm's @moq/net with a relay that announces nothing`;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(sentence));
      ready.then(
        (late) => late.free(),
        () => {},
      );
    }, SILENCE_MS);
    ready.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
