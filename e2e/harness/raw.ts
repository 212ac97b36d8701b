/** The bindings themselves: a session that opens WebTransport on its own. */
import "../../src/net/index.ts";
import * as Wasm from "#bindgen";

/** Two sessions, each opening WebTransport itself: what the one publishes the other reads. */
export async function rawRoundTrip(relay: string, hash: number[], path: string): Promise<[string, string]> {
  const open = async () => {
    const options = new Wasm.ConnectOptions(relay, [], []);
    return (await Wasm.Session.connect(options, [Uint8Array.from(hash)])) as Wasm.Session;
  };
  const publisher = await open();
  const subscriber = await open();
  try {
    const broadcast = new Wasm.BroadcastProducer();
    const track = broadcast.create_track("raw", 1_000_000, 5_000, 0);
    publisher.publish(path, broadcast);
    const group = track.append_group();
    group.write_frame(1_234, 1_000_000, new TextEncoder().encode("by itself"));
    group.finish();

    const consumer = (await subscriber.origin().consume(path)) as Wasm.BroadcastConsumer;
    const options = new Wasm.SubscribeOptions(0, 5_000);
    const subscription = (await consumer.subscribe("raw", options)) as Wasm.TrackSubscriber;
    const received = (await subscription.recv_group()) as Wasm.GroupConsumer;
    const [, , payload] = (await received.next_frames()) as [number, number, Uint8Array];
    broadcast.close();
    return [subscriber.version, new TextDecoder().decode(payload)];
  } finally {
    publisher.close();
    subscriber.close();
  }
}

/** What a session says that is to trust another certificate than the relay's. */
export async function rawRefused(relay: string): Promise<string> {
  try {
    const options = new Wasm.ConnectOptions(relay, [], []);
    await Wasm.Session.connect(options, [new Uint8Array(32)]);
    return "";
  } catch (error) {
    return String(error);
  }
}
