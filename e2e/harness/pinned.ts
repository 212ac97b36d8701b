/** Certificates pinned by hash: of a WebTransport that the page opens itself, and of one that is opened for it. */
import { Broadcast, Connection, Path } from "../../src/net/index.ts";

/** Two sessions, each over a WebTransport opened here: what the one publishes the other reads. */
export async function pinnedRoundTrip(
  relay: string,
  hash: number[],
  path: string,
): Promise<[string, string | undefined]> {
  const open = async () => {
    const transport = new WebTransport(relay, {
      serverCertificateHashes: [{ algorithm: "sha-256", value: Uint8Array.from(hash) }],
      protocols: ["moq-lite-06"],
    } as WebTransportOptions);
    await transport.ready;
    return Connection.connect(new URL(relay), { transport });
  };
  const publisher = await open();
  const subscriber = await open();
  const broadcast = new Broadcast.Producer();
  try {
    const track = broadcast.createTrack("pinned");
    publisher.publish(Path.from(path), broadcast);
    const group = track.appendGroup();
    group.writeString("by itself");
    group.close();

    const subscription = subscriber.consume(Path.from(path)).subscribe("pinned", { latencyMax: 5_000 });
    const received = await subscription.nextGroup();
    const text = await received?.readString();
    subscription.close();
    return [subscriber.version, text];
  } finally {
    broadcast.close();
    publisher.close();
    subscriber.close();
  }
}

/** What a session says that is to trust another certificate than the relay's. */
export async function pinnedElsewhere(relay: string): Promise<string> {
  const serverCertificateHashes = [{ value: new Uint8Array(32) }];
  try {
    const connection = await Connection.connect(new URL(relay), {
      webtransport: { serverCertificateHashes },
      websocket: { enabled: false },
    });
    connection.close();
    return "";
  } catch (error) {
    return String(error);
  }
}
