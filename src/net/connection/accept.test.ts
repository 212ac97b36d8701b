/** Both ends of a session in one process: ours with ours, and ours with npm's. */

import * as Npm from "@moq/net";
import { describe, expect, it, onTestFinished } from "vitest";
import { versions } from "#bindgen";
import { wasm } from "../bindgen.ts";
import * as Ours from "../index.ts";
import { transportPair } from "../testing/pair.ts";

const URL_ = new URL("https://relay.test/room");

interface Library {
  connect(url: URL, props: { transport: WebTransport }): Promise<Npm.Connection.Established>;
  accept(transport: WebTransport, url: URL): Promise<Npm.Connection.Established>;
  Producer: typeof Npm.Broadcast.Producer;
}

const ours = { ...Ours.Connection, Producer: Ours.Broadcast.Producer } as unknown as Library;
const npm: Library = { ...Npm.Connection, Producer: Npm.Broadcast.Producer };

async function sessions(client: Library, server: Library, protocol: string) {
  const pair = transportPair(protocol);
  const [one, other] = await Promise.all([
    client.connect(URL_, { transport: pair.client }),
    server.accept(pair.server, URL_),
  ]);
  onTestFinished(() => {
    one.close();
    other.close();
  });
  return { client: one, server: other };
}

/** Publishes on one end and reads on the other. */
async function through(
  from: Npm.Connection.Established,
  library: Library,
  to: Npm.Connection.Established,
): Promise<string> {
  const broadcast = new library.Producer();
  onTestFinished(() => broadcast.close());
  const track = broadcast.createTrack("words");
  const group = track.appendGroup();
  group.writeString("from end to end");
  group.close();
  from.publish(Npm.Path.from("room/talk"), broadcast);
  const announced = to.announced();
  const event = await announced.next();
  announced.close();
  expect(event).toEqual({ path: "room/talk", active: true });
  const consumer = to.consume(Npm.Path.from("room/talk"));
  const subscriber = consumer.subscribe("words", { latencyMax: 5_000 as never });
  const read = await (await subscriber.nextGroup())?.readString();
  subscriber.close();
  consumer.close();
  return read ?? "";
}

describe("a server of ours answers", () => {
  it.each(versions().split(","))("a client of ours with %s", async (version) => {
    const protocol = wasm.protocols(version);
    const { client, server } = await sessions(ours, ours, protocol);
    expect(client.version).toBe(server.version);
    expect(await through(client, ours, server)).toBe("from end to end");
    expect(await through(server, ours, client)).toBe("from end to end");
  });

  it.each(["moq-lite-03", "moq-lite-04", "moq-lite-05"])("npm's client with %s", async (protocol) => {
    const { client, server } = await sessions(npm, ours, protocol);
    expect(await through(client, npm, server)).toBe("from end to end");
    expect(await through(server, ours, client)).toBe("from end to end");
  });
});

it("a client of ours is answered by npm's server", async () => {
  const { client, server } = await sessions(ours, npm, "moq-lite-05");
  expect(await through(client, ours, server)).toBe("from end to end");
  expect(await through(server, npm, client)).toBe("from end to end");
});

it("a transport that speaks something else is refused and closed", async () => {
  const { server } = transportPair("smtp");
  await expect(Ours.Connection.accept(server, URL_)).rejects.toThrow();
  await server.closed;
});

it("a version that there is not is refused", async () => {
  const { server } = transportPair("moql");
  await expect(Ours.Connection.accept(server, URL_, { version: 7 })).rejects.toThrow("no version 0x7");
});

it("a group that is reset gives the publisher's code, under Node too", async () => {
  const protocol = wasm.protocols("moq-lite-06");
  const { client, server } = await sessions(ours, ours, protocol);
  const broadcast = new Ours.Broadcast.Producer();
  onTestFinished(() => broadcast.close());
  const track = broadcast.createTrack("words");
  onTestFinished(() => track.close());
  server.publish(Npm.Path.from("room/talk"), broadcast as unknown as Npm.Broadcast.Producer);
  const subscriber = client.consume(Npm.Path.from("room/talk")).subscribe("words");
  onTestFinished(() => subscriber.close());
  const group = track.appendGroup();
  group.writeString("begun");
  const read = await subscriber.nextGroup();
  expect(await read?.readString()).toBe("begun");
  group.close(new Ours.RemoteError(164));
  // Until the track goes on, moq-net waits for another route to the rest of the group.
  track.writeString("next");
  await expect(read?.readFrame()).rejects.toEqual(new Ours.RemoteError(164));
});
