import { describe, expect, it } from "vitest";
import { Broadcast, Time, type Track } from "./index.ts";

function pair(options: Track.Subscription = {}): { producer: Track.Producer; subscriber: Track.Subscriber } {
  const broadcast = new Broadcast.Producer();
  const producer = broadcast.createTrack("t", { timescale: Time.Timescale.MICRO });
  return { producer, subscriber: broadcast.consume().subscribe("t", options) };
}

describe("datagrams and groups of one track", () => {
  it("are read beside each other, whichever is waited for first", async () => {
    const { producer, subscriber } = pair();
    await subscriber.info();
    const datagram = subscriber.recvDatagram();
    const group = subscriber.recvGroup();
    producer.writeString("in a group");
    expect(await (await group)?.readString()).toBe("in a group");
    const sequence = producer.appendDatagram(Time.Timestamp.fromMicros(7), new Uint8Array([1, 2]));
    expect(await datagram).toEqual({
      sequence,
      timestamp: Time.Timestamp.fromMicros(7),
      payload: new Uint8Array([1, 2]),
    });
  });

  it("end a datagram that is waited for with the subscription", async () => {
    const { subscriber } = pair();
    await subscriber.info();
    const datagram = subscriber.recvDatagram();
    subscriber.close();
    expect(await datagram).toBeUndefined();
  });
});

describe("a range of groups", () => {
  it("holds at its end, itself included, until the end is moved", async () => {
    const { producer, subscriber } = pair();
    subscriber.endAt(1);
    await subscriber.info();
    for (const text of ["0", "1", "2", "3"]) producer.writeString(text);
    const next = async () => (await subscriber.recvGroup())?.readString();
    expect([await next(), await next()]).toEqual(["0", "1"]);
    const third = next();
    const early = await Promise.race([
      third,
      new Promise((resolve) => setTimeout(resolve, 20, "nothing yet")),
    ]);
    expect(early).toBe("nothing yet");
    subscriber.endAt(2);
    expect(await third).toBe("2");
  });
});
