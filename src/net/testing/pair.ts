/** Two WebTransports that are each other's peers, within one process. */

/** What a stream holds before a writer is made to wait, in chunks. */
const QUEUE = { highWaterMark: 256 };

type Chunk = Uint8Array<ArrayBuffer>;

class Channel {
  readonly readable: ReadableStream<Chunk>;
  readonly writable: WritableStream<Chunk>;

  constructor() {
    // A network does not share memory with who writes to it: the chunk is copied.
    const transform = (chunk: Chunk, to: TransformStreamDefaultController<Chunk>) =>
      to.enqueue(chunk.slice());
    ({ readable: this.readable, writable: this.writable } = new TransformStream({ transform }, QUEUE, QUEUE));
  }
}

/** Where values arrive that the peer sends. */
class Inbox<T> {
  readonly readable: ReadableStream<T>;
  #controller: ReadableStreamDefaultController<T> | undefined;

  constructor() {
    this.readable = new ReadableStream<T>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
  }

  push(value: T): void {
    this.#controller?.enqueue(value);
  }

  end(): void {
    try {
      this.#controller?.close();
    } catch {
      // Ended before.
    }
    this.#controller = undefined;
  }
}

class End {
  readonly protocol: string;
  readonly ready = Promise.resolve();
  readonly #closed = Promise.withResolvers<WebTransportCloseInfo>();
  readonly closed = this.#closed.promise;
  readonly #uni = new Inbox<ReadableStream<Chunk>>();
  readonly #bidi = new Inbox<{ readable: ReadableStream<Chunk>; writable: WritableStream<Chunk> }>();
  readonly #datagrams = new Inbox<Chunk>();
  readonly incomingUnidirectionalStreams = this.#uni.readable;
  readonly incomingBidirectionalStreams = this.#bidi.readable;
  readonly datagrams = {
    readable: this.#datagrams.readable,
    writable: new WritableStream<Chunk>({ write: (chunk) => this.#open().#datagrams.push(chunk.slice()) }),
    maxDatagramSize: 1200,
  };
  peer: End | undefined;

  constructor(protocol: string) {
    this.protocol = protocol;
  }

  async createUnidirectionalStream(): Promise<WritableStream<Chunk>> {
    const channel = new Channel();
    this.#open().#uni.push(channel.readable);
    return channel.writable;
  }

  async createBidirectionalStream() {
    const there = new Channel();
    const back = new Channel();
    this.#open().#bidi.push({ readable: there.readable, writable: back.writable });
    return { readable: back.readable, writable: there.writable };
  }

  close(info: WebTransportCloseInfo = {}): void {
    const peer = this.peer;
    if (!peer) return;
    this.peer = undefined;
    peer.close(info);
    this.#closed.resolve({ closeCode: info.closeCode ?? 0, reason: info.reason ?? "" });
    for (const inbox of [this.#uni, this.#bidi, this.#datagrams]) inbox.end();
  }

  #open(): End {
    if (!this.peer) throw new Error("the transport is closed");
    return this.peer;
  }
}

/**
 * A pair over which both have agreed on `protocol`, such as `moq-lite-06`. Owned by the caller; closing one closes
 * the other.
 */
export function transportPair(protocol: string): { client: WebTransport; server: WebTransport } {
  const [client, server] = [new End(protocol), new End(protocol)];
  client.peer = server;
  server.peer = client;
  return { client: client as unknown as WebTransport, server: server as unknown as WebTransport };
}
