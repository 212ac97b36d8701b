/** A link to a relay that can be slow, or cut: UDP and TCP, on a port of its own. */
import { createSocket, type Socket as Datagrams } from "node:dgram";
import { createServer, connect as openTcp } from "node:net";
import { freePort } from "../../scripts/lib/index.mjs";
import { anyAddress } from "../../scripts/lib/ports.mjs";

/** Nobody at its ends hears of what becomes of the other: a port where nobody listens is silent here. */
export class Link {
  /** The relay, as it is reached over this link. */
  readonly url: string;
  /** How long a datagram takes, one way. TCP takes no time: only the certificate's hash is fetched over it. */
  delayMs = 0;
  /** Whether datagrams are lost. */
  cut = false;
  /** The relay's port on this machine: another is in its place from the next datagram and connection on. */
  to: number;
  #close: () => void;

  private constructor(url: string, to: number, close: () => void) {
    this.url = url;
    this.to = to;
    this.#close = close;
  }

  /** @param to the relay's port on this machine */
  static async to(to: number): Promise<Link> {
    const host = await anyAddress();
    const [family, here] = host === "::" ? (["udp6", "::1"] as const) : (["udp4", "127.0.0.1"] as const);
    const port = await freePort();
    const front = createSocket(family);
    const backs = new Map<number, Datagrams>();
    const tcp = createServer((socket) => {
      const other = openTcp(link.to, here);
      socket.pipe(other).pipe(socket);
      for (const one of [socket, other]) one.on("error", () => [socket, other].map((each) => each.destroy()));
    });
    const link = new Link(`http://localhost:${port}`, to, () => {
      // What is on its way arrives nowhere any more.
      link.cut = true;
      tcp.close();
      front.close();
      for (const back of backs.values()) back.close();
      backs.clear();
    });
    const carry = (send: () => void) => {
      if (!link.cut) setTimeout(() => !link.cut && send(), link.delayMs);
    };
    front.on("message", (datagram, from) => {
      let back = backs.get(from.port);
      if (!back) {
        back = createSocket(family);
        backs.set(from.port, back);
        back.on("message", (answer) => carry(() => front.send(answer, from.port, from.address)));
        back.on("error", () => {});
      }
      const socket = back;
      carry(() => socket.send(datagram, link.to, here));
    });
    await new Promise<void>((resolve) => front.bind(port, host, resolve));
    await new Promise<void>((resolve) => tcp.listen(port, host, resolve));
    return link;
  }

  close(): void {
    this.#close();
  }
}
