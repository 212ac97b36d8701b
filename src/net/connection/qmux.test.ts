/** A session over WebSocket, with npm's qmux at both ends and no network between. */
import QmuxSession from "@moq/qmux";
import { expect, it } from "vitest";
import { wasm } from "../bindgen.ts";
import { Broadcast, Connection, Path, Time } from "../index.ts";

/** As qmux asks for it: https://developer.mozilla.org/en-US/docs/Web/API/WebSocketStream, opened. */
class Socket {
  peer: Socket | undefined;
  readonly opened: Promise<unknown>;
  readonly closed: Promise<unknown>;
  #controller: ReadableStreamDefaultController | undefined;
  readonly settle: (info: unknown) => void;

  constructor(protocol: string) {
    const readable = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    const writable = new WritableStream<BufferSource | string>({
      write: (chunk) => {
        const copy = typeof chunk === "string" ? chunk : new Uint8Array(chunk as ArrayBuffer).slice();
        setTimeout(() => this.peer?.receive(copy));
      },
    });
    const closed = Promise.withResolvers<unknown>();
    this.closed = closed.promise;
    this.settle = closed.resolve;
    this.opened = Promise.resolve({ readable, writable, protocol, extensions: "" });
  }

  receive(chunk: Uint8Array | string): void {
    this.#controller?.enqueue(chunk);
  }

  close(): void {
    for (const socket of [this, this.peer]) socket?.settle({ closeCode: 1000, reason: "" });
  }
}

/** Together several times what a session may have on its way, a megabyte. */
const ROUNDS = 20;
const FRAME_BYTES = 30_000;

it("reads on after many subscriptions that were closed while groups arrived", async () => {
  const protocol = wasm.protocols("moq-lite-06");
  const sockets = [new Socket(`qmux-02.${protocol}`), new Socket(`qmux-02.${protocol}`)] as const;
  [sockets[0].peer, sockets[1].peer] = [sockets[1], sockets[0]];
  const Qmux = QmuxSession as unknown as {
    new (socket: Socket): WebTransport;
    accept(socket: Socket): WebTransport;
  };
  const client = new Qmux(sockets[0]);
  const server = Qmux.accept(sockets[1]);
  await Promise.all([client.ready, server.ready]);
  const url = new URL("https://relay.test");
  const [publisher, consumer] = await Promise.all([
    Connection.connect(url, { transport: client }),
    Connection.accept(server, url),
  ]);
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("t", { latencyMax: 60_000 });
  publisher.publish(Path.from("b"), broadcast);
  const remote = consumer.consume(Path.from("b"));
  for (let round = 0; round < ROUNDS; round++) {
    const subscriber = remote.subscribe("t", { latencyMax: 60_000 });
    await subscriber.info();
    const timestamp = Time.Timestamp.fromMillis(round);
    for (let i = 0; i < 8; i++) {
      const group = track.appendGroup();
      for (let i = 0; i < 2; i++) group.writeFrame({ payload: new Uint8Array(FRAME_BYTES), timestamp });
      group.close();
    }
    const group = await subscriber.recvGroup();
    expect((await group?.readFrame())?.payload.byteLength).toBe(FRAME_BYTES);
    group?.close();
    subscriber.close();
  }
  remote.close();
  track.close();
  broadcast.close();
  publisher.close();
  consumer.close();
}, 20_000);
