/** What a subscriber asks for anew, of a publisher at the other end of a session. */
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Time, type Track } from "./index.ts";
import { throughSession } from "./testing/ends.ts";

const PATIENT: Track.Subscription = { latencyMax: 60_000 };

/** A track, and a reader of it through a session; the publisher's answer is there. */
async function setup(options: Track.Subscription = PATIENT, version = "moq-lite-06") {
  const { producer, consumer } = await throughSession(version);
  const track = producer.createTrack("t", { latencyMax: 60_000 });
  const subscriber = consumer.subscribe("t", options);
  onTestFinished(() => {
    subscriber.close();
    track.close();
  });
  await subscriber.info();
  return { track, subscriber };
}

/** Writes groups, a second apart, and waits until the newest has arrived, unread. */
async function arrive(track: Track.Producer, subscriber: Track.Subscriber, count: number): Promise<void> {
  const next = (subscriber.latest() ?? -1) + 1;
  for (let i = next; i < next + count; i++) {
    const payload = new TextEncoder().encode(`${i}`);
    track.writeFrame({ payload, timestamp: Time.Timestamp.fromMillis(i * 1000) });
  }
  await vi.waitFor(() => expect(subscriber.latest()).toBe(next + count - 1));
}

/** The texts of all groups that are there now. */
async function ready(subscriber: Track.Subscriber): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  for (let group = subscriber.tryRecvGroup(); group; group = subscriber.tryRecvGroup()) {
    texts.push(await group.readString());
    group.close();
  }
  return texts;
}

describe("an update while nobody reads", () => {
  it.each(["moq-lite-03", "moq-lite-04", "moq-lite-05", "moq-lite-06"])(
    "reaches the publisher with %s",
    async (version) => {
      const { track, subscriber } = await setup({ ...PATIENT, priority: 5 }, version);
      await vi.waitFor(() => expect(track.subscription.peek()?.priority).toBe(5));
      for (const priority of [9, 2]) {
        subscriber.update({ ...PATIENT, priority });
        await vi.waitFor(() => expect(track.subscription.peek()?.priority).toBe(priority));
      }
    },
  );

  it("leaves every group to who reads next", async () => {
    const { track, subscriber } = await setup();
    await arrive(track, subscriber, 2);
    subscriber.update({ ...PATIENT, priority: 1 });
    await arrive(track, subscriber, 2);
    subscriber.update({ ...PATIENT, priority: 2 });
    await arrive(track, subscriber, 1);
    expect(await ready(subscriber)).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("leaves a group to who waits for it since before", async () => {
    const { track, subscriber } = await setup();
    const reading = subscriber.recvGroup();
    subscriber.update({ ...PATIENT, priority: 1 });
    await arrive(track, subscriber, 1);
    expect(await (await reading)?.readString()).toBe("0");
    expect(subscriber.tryRecvGroup()).toBeUndefined();
  });

  it("leaves the groups to the bounds that are set after it", async () => {
    const { track, subscriber } = await setup();
    await arrive(track, subscriber, 6);
    subscriber.update({ ...PATIENT, priority: 1 });
    subscriber.startAt(2);
    subscriber.endAt(3);
    expect(await ready(subscriber)).toEqual(["2", "3"]);
    subscriber.endAt(4);
    expect(await ready(subscriber)).toEqual(["4"]);
    subscriber.endAt();
    expect(await ready(subscriber)).toEqual(["5"]);
  });

  it("keeps to the bounds that were set before it", async () => {
    const { track, subscriber } = await setup();
    subscriber.startAt(1);
    subscriber.endAt(2);
    await arrive(track, subscriber, 4);
    subscriber.update({ ...PATIENT, priority: 1 });
    expect(await ready(subscriber)).toEqual(["1", "2"]);
  });

  it("decides which of the groups that are there already are given", async () => {
    const { track, subscriber } = await setup();
    await arrive(track, subscriber, 6);
    subscriber.update({ ...PATIENT, startGroup: 1 });
    // A group lasts until the next one begins: the second lasts until 3 s before the newest, the third until 2 s.
    subscriber.update({ latencyMax: 2_500 });
    expect(await ready(subscriber)).toEqual(["2", "3", "4", "5"]);
  });

  it("decides by its first group which are given", async () => {
    const { track, subscriber } = await setup();
    await arrive(track, subscriber, 4);
    subscriber.update({ ...PATIENT, startGroup: 3 });
    expect(await ready(subscriber)).toEqual(["3"]);
  });

  it("does not hold up the end", async () => {
    const { track, subscriber } = await setup();
    await arrive(track, subscriber, 2);
    subscriber.update({ ...PATIENT, priority: 1 });
    track.close();
    expect(await subscriber.closed).toBeNull();
    subscriber.update({ ...PATIENT, priority: 2 });
    expect(await ready(subscriber)).toEqual(["0", "1"]);
    expect(await subscriber.recvGroup()).toBeUndefined();
  });

  it("lets go of everything with the subscription", async () => {
    const { track, subscriber } = await setup();
    await arrive(track, subscriber, 2);
    subscriber.update({ ...PATIENT, priority: 1 });
    subscriber.close();
    await vi.waitFor(() => expect(track.used.peek()).toBe(false));
    expect(subscriber.tryRecvGroup()).toBeUndefined();
  });
});
