/** A session's streams and datagrams. */
import { wasm } from "../bindgen.ts";
import { nothing, tellFailure } from "./failure.ts";
import { PolledReceiveStream } from "./receive.ts";
import { PolledSendStream, Writer } from "./send.ts";

type Bidirectional = WebTransportBidirectionalStream;
/** Both halves of a stream, as wasm takes them. */
type Halves = [PolledSendStream, PolledReceiveStream];

/** How many streams are accepted, and how many datagrams received, before they are taken. */
const AHEAD = 64;

/** How many streams of which nothing has arrived yet are kept back. */
const UNREADY_MAX = 1024;

/** A stream that the peer has no credit for yet is waited for. TypeScript does not know the member, nor browsers yet. */
const WAIT = { waitUntilAvailable: true } as WebTransportSendStreamOptions;
/** A datagram that waits is late: none is queued behind one that is on its way. */
const ONE_AT_A_TIME = 1;
const NOTHING = new Uint8Array(0);

/** What a peer opens or sends, in the order in which there is something of it. */
class Incoming<T, U> {
  readonly #key: number;
  readonly #reader: ReadableStreamDefaultReader<T>;
  readonly #prepare: (value: T, ready: (prepared: U) => void) => void;
  readonly #queue: U[] = [];
  readonly #got = (result: ReadableStreamReadResult<T>) => this.#accept(result);
  readonly #broke = (error: unknown) => tellFailure(this.#key, error);
  readonly #ready = (prepared: U) => {
    this.#queue.push(prepared);
    wasm.told(this.#key, 1);
  };
  #reading = false;

  /** @param prepare makes of it what is taken, and hands that over once there is something of it */
  constructor(
    stream: ReadableStream<T>,
    key: number,
    prepare: (value: T, ready: (prepared: U) => void) => void,
  ) {
    this.#key = key;
    this.#prepare = prepare;
    this.#reader = stream.getReader();
    this.#read();
  }

  take(): U | undefined {
    const next = this.#queue.shift();
    if (!this.#reading) this.#read();
    return next;
  }

  #read(): void {
    this.#reading = true;
    this.#reader.read().then(this.#got, this.#broke);
  }

  #accept({ done, value }: ReadableStreamReadResult<T>): void {
    if (done) {
      wasm.ended(this.#key);
      return;
    }
    this.#reading = false;
    this.#prepare(value, this.#ready);
    if (this.#queue.length < AHEAD) this.#read();
  }
}

/** What is taken as it comes. */
function asIs<T>(value: T, ready: (prepared: T) => void): void {
  ready(value);
}

/**
 * Streams are taken once there is something to read of them: told of with it, they cost wasm one look and not two.
 * @param drains as {@link PolledReceiveStream} has it
 */
function readFirst(drains: boolean) {
  let unready = 0;
  return (stream: ReadableStream<Uint8Array>, ready: (prepared: PolledReceiveStream) => void): void => {
    if (unready >= UNREADY_MAX) {
      ready(new PolledReceiveStream(stream, drains));
      return;
    }
    unready += 1;
    const opened = new PolledReceiveStream(stream, drains, () => {
      unready -= 1;
      ready(opened);
    });
  };
}

/** A stream that was asked for. Tells its key when it is there. Owned by wasm. */
class Opening<T> {
  #opened: T | undefined;
  #abandoned = false;
  readonly #let: (opened: T) => void;

  /** @param letGo ends a stream that nobody wants any more */
  constructor(open: () => Promise<T>, key: number, letGo: (opened: T) => void) {
    this.#let = letGo;
    // One that is closed may throw in place of giving a promise that rejects.
    void (async () => open())().then(
      (opened) => {
        if (this.#abandoned) {
          letGo(opened);
          return;
        }
        this.#opened = opened;
        wasm.told(key, 1);
      },
      (error) => {
        if (!this.#abandoned) tellFailure(key, error);
      },
    );
  }

  take(): T | undefined {
    const opened = this.#opened;
    this.#opened = undefined;
    return opened;
  }

  /** Nobody waits for it any more. */
  abandon(): void {
    this.#abandoned = true;
    const opened = this.take();
    if (opened) this.#let(opened);
  }
}

/** A transport that is ready. Owned by wasm, and with it the transport. */
export class PolledSession {
  readonly #transport: WebTransport;
  /** Whether the browser made it: what it is known to do is relied upon. */
  readonly #isNative: boolean;
  #uni: Incoming<ReadableStream<Uint8Array>, PolledReceiveStream> | undefined;
  #bi: Incoming<Bidirectional, Bidirectional> | undefined;
  #datagrams: Incoming<Uint8Array, Uint8Array> | undefined;
  #outgoing: Writer | undefined;

  constructor(transport: WebTransport) {
    this.#transport = transport;
    this.#isNative = typeof WebTransport !== "undefined" && transport instanceof WebTransport;
  }

  /** The protocol agreed upon, empty where there was nothing to agree upon. */
  get protocol(): string {
    return attempt(() => (this.#transport as { protocol?: string }).protocol) ?? "";
  }

  /** In bytes; 0 where there are none, or it is not known yet. */
  get maxDatagramSize(): number {
    return attempt(() => this.#transport.datagrams.maxDatagramSize) ?? 0;
  }

  /** Tells `key` of each stream that the peer opens to send. */
  acceptUni(key: number): void {
    const prepare = readFirst(!this.#isNative);
    this.#uni = this.#incoming(key, (transport) => transport.incomingUnidirectionalStreams, prepare);
  }

  /** The next of them, told of by `key` from now on. */
  takeUni(key: number): PolledReceiveStream | undefined {
    return this.#uni?.take()?.attach(key);
  }

  /** Tells `key` of each stream that the peer opens to send and to be answered. */
  acceptBi(key: number): void {
    this.#bi = this.#incoming(key, (transport) => transport.incomingBidirectionalStreams, asIs);
  }

  /** The next of them, told of by these keys from now on. */
  takeBi(sendKey: number, receiveKey: number): Halves | undefined {
    const stream = this.#bi?.take();
    return stream && attempt(() => this.#halves(stream, sendKey, receiveKey));
  }

  /** Tells `key` of each datagram. */
  acceptDatagrams(key: number): void {
    this.#datagrams = this.#incoming(key, (transport) => transport.datagrams.readable, asIs);
  }

  takeDatagram(): Uint8Array | undefined {
    return this.#datagrams?.take();
  }

  /** As {@link Writer.write}. @param key is told each time, the first call's */
  sendDatagram(key: number, bytes: Uint8Array): boolean {
    try {
      this.#outgoing ??= new Writer(datagramWriter(this.#transport), key, ONE_AT_A_TIME);
      return this.#outgoing.write(bytes, NOTHING);
    } catch {
      // Where there are none, one is lost: as any may be.
      return true;
    }
  }

  /** Opens a stream to send. */
  openUni(key: number): Opening<WritableStream<Uint8Array>> {
    const open = () => this.#transport.createUnidirectionalStream(WAIT);
    return new Opening<WritableStream<Uint8Array>>(open, key, (stream) => void stream.abort().catch(nothing));
  }

  /** What was opened, told of by `key` from now on. */
  openedUni(opening: Opening<WritableStream<Uint8Array>>, key: number): PolledSendStream | undefined {
    const stream = opening.take();
    return stream && attempt(() => new PolledSendStream(stream, key, this.#isNative));
  }

  /** Opens a stream to send and to be answered. */
  openBi(key: number): Opening<Bidirectional> {
    const open = () => this.#transport.createBidirectionalStream(WAIT);
    return new Opening<Bidirectional>(open, key, ({ readable, writable }) => {
      readable.cancel().catch(nothing);
      writable.abort().catch(nothing);
    });
  }

  /** What was opened, told of by these keys from now on. */
  openedBi(opening: Opening<Bidirectional>, sendKey: number, receiveKey: number): Halves | undefined {
    const stream = opening.take();
    return stream && attempt(() => this.#halves(stream, sendKey, receiveKey));
  }

  close(code: number, reason: string): void {
    try {
      this.#transport.close({ closeCode: code, reason });
    } catch {
      // It has ended already.
    }
  }

  /** Tells `key` of the end, which is always a failure, if only of code 0. */
  watchClosed(key: number): void {
    Promise.resolve(attempt(() => this.#transport.closed)).then(
      (info) => wasm.failed(key, true, info?.closeCode ?? 0, info?.reason ?? ""),
      (error) => tellFailure(key, error),
    );
  }

  #halves({ writable, readable }: Bidirectional, sendKey: number, receiveKey: number): Halves {
    return [
      new PolledSendStream(writable, sendKey, this.#isNative),
      new PolledReceiveStream(readable, !this.#isNative).attach(receiveKey),
    ];
  }

  #incoming<T, U>(
    key: number,
    of: (transport: WebTransport) => ReadableStream<T>,
    prepare: (value: T, ready: (prepared: U) => void) => void,
  ): Incoming<T, U> | undefined {
    try {
      return new Incoming<T, U>(of(this.#transport), key, prepare);
    } catch (error) {
      queueMicrotask(() => tellFailure(key, error));
      return undefined;
    }
  }
}

/** Nothing, where it throws: a transport of another's may have what it likes. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** The standard's `createWritable`, or the `writable` that it had before. */
function datagramWriter(transport: WebTransport): WritableStreamDefaultWriter<Uint8Array> {
  const datagrams = transport.datagrams as { createWritable?: () => WritableStream } & {
    writable: WritableStream;
  };
  return (datagrams.createWritable?.() ?? datagrams.writable).getWriter();
}
