import "../wasm/full.ts";
import { describe, expect, it } from "vitest";
import { Producer } from "../broadcast/producer.ts";
import * as Path from "../path.ts";
import { transportPair } from "../testing/pair.ts";
import { silent } from "../testing/silent.ts";
import { accept, connect } from "./connect.ts";

const URL_ANY = new URL("https://relay.example/");

describe("connecting over a transport that is open", () => {
  it("to a peer that hangs ends when it is given up, and closes the transport", async () => {
    const { transport, closed } = silent();
    const stop = new AbortController();
    const attempt = connect(URL_ANY, { transport, signal: stop.signal });
    stop.abort(new Error("given up"));
    await expect(attempt).rejects.toThrow("given up");
    expect(closed()).toBe(true);
  });

  it("closes the transport where it was given up before", async () => {
    const { transport, closed } = silent();
    const signal = AbortSignal.abort(new Error("given up"));
    await expect(connect(URL_ANY, { transport, signal })).rejects.toThrow("given up");
    expect(closed()).toBe(true);
  });

  it("closes the transport where the versions are not known, and names those that are", async () => {
    const { transport, closed } = silent();
    await expect(connect(URL_ANY, { transport, versions: ["moq-lite-99"] })).rejects.toThrow(
      /moq-lite-99.*there are: .*moq-lite/,
    );
    expect(closed()).toBe(true);
  });
});

it("a relay that announces nothing is not waited for without end", { timeout: 20_000 }, async () => {
  const { client, server } = transportPair("moq-lite-06");
  const [session, peer] = await Promise.all([
    connect(URL_ANY, { transport: client, discovery: false }),
    accept(server, URL_ANY),
  ]);
  const subscriber = session.consume(Path.from("nothing")).subscribe("t");
  await expect(subscriber.recvGroup()).rejects.toThrow("reads none that is not announced");
  // One that announces after all is read.
  const broadcast = new Producer();
  const track = broadcast.createTrack("t");
  peer.publish(Path.from("there"), broadcast);
  const reader = session.consume(Path.from("there")).subscribe("t");
  track.writeString("here");
  expect(await reader.readString()).toBe("here");
  for (const handle of [reader, track, broadcast, session, peer]) handle.close();
});
