import { describe, expect, it, onTestFinished } from "vitest";
import { Hang, Json } from "../formats/index.ts";
import { Broadcast, type Group, Time, type Track } from "../net/index.ts";
import { ContainerProducer, h264Codec, isKeyframeDue, JsonPublisher, videoRendition } from "./encode.ts";

function setup(info?: Partial<Track.Info>) {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("t", { latencyMax: 60_000, ...info });
  const consumer = broadcast.consume();
  onTestFinished(() => {
    consumer.close();
    track.close();
    broadcast.close();
  });
  const subscribe = async (options: Track.Subscription = {}) => {
    const subscriber = consumer.subscribe("t", options);
    await subscriber.info();
    return subscriber;
  };
  return { track, subscribe };
}

async function until<T>(signal: { peek(): T; changed(): Promise<T> }, value: T): Promise<void> {
  while (signal.peek() !== value) await signal.changed();
}

/** All that the group holds, once it has ended. */
async function frames(group: Group.Consumer | undefined): Promise<Group.Frame[]> {
  const all: Group.Frame[] = [];
  for (;;) {
    const frame = await group?.readFrame();
    if (!frame) return all;
    all.push(frame);
  }
}

/** The values that a subscriber sees, up to one or to the end. */
async function values(subscriber: Track.Subscriber, last?: Json.Json): Promise<Json.Json[]> {
  const all: Json.Json[] = [];
  for (;;) {
    const group = await subscriber.nextGroup();
    if (!group) return all;
    const decoder = new Json.Snapshot.Decoder();
    for (let count = 0; ; count++) {
      const frame = await group.readFrame();
      if (!frame) break;
      if (count === 0) decoder.snapshot(frame.payload);
      else decoder.delta(frame.payload);
      all.push(decoder.decode() as Json.Json);
      if (last !== undefined && Json.equal(all.at(-1) as Json.Json, last)) return all;
    }
  }
}

describe("a JSON publisher", () => {
  it("lets a subscriber see every state", async () => {
    const { track, subscribe } = setup();
    const publisher = new JsonPublisher(track);
    const subscriber = await subscribe({ latencyMax: 60_000 });
    await until(track.used, true);
    const states = Array.from({ length: 100 }, (_, i) => ({ count: i, fixed: "x".repeat(50) }));
    for (const state of states) publisher.update(state);
    publisher.close();
    expect(await values(subscriber)).toEqual(states);
  });

  it("writes nothing where the value is the same", async () => {
    const { track, subscribe } = setup();
    const publisher = new JsonPublisher(track);
    const subscriber = await subscribe({ latencyMax: 60_000 });
    await until(track.used, true);
    publisher.update({ a: 1, b: [1, 2] });
    publisher.update({ b: [1, 2], a: 1 });
    publisher.update({ a: 2, b: [1, 2] });
    publisher.update({ a: 2, b: [1, 2] });
    publisher.close();
    expect(await values(subscriber)).toEqual([
      { a: 1, b: [1, 2] },
      { a: 2, b: [1, 2] },
    ]);
  });

  it("gives whoever comes late a whole value, and then the changes", async () => {
    const { track, subscribe } = setup();
    const publisher = new JsonPublisher(track);
    for (let i = 0; i < 5; i++) publisher.update({ count: i });
    const first = await subscribe();
    expect((await values(first, { count: 4 })).at(-1)).toEqual({ count: 4 });
    first.close();
    await until(track.used, false);
    publisher.update({ count: 5 });
    const second = await subscribe();
    const seen = values(second, { count: 6 });
    await until(track.used, true);
    publisher.update({ count: 6 });
    expect((await seen).at(-1)).toEqual({ count: 6 });
    // Also beside one that is there already.
    const third = await subscribe();
    expect((await values(third, { count: 6 })).at(-1)).toEqual({ count: 6 });
    publisher.close();
  });

  it("writes nothing for nobody", async () => {
    const { track, subscribe } = setup();
    const publisher = new JsonPublisher(track);
    for (let i = 0; i < 1_000; i++) publisher.update({ count: i });
    const subscriber = await subscribe({ latencyMax: 60_000 });
    expect(await values(subscriber, { count: 999 })).toEqual([{ count: 999 }]);
    publisher.close();
  });

  it("ends its track, once, and then writes no more", async () => {
    const { track, subscribe } = setup();
    const publisher = new JsonPublisher(track);
    const subscriber = await subscribe({ latencyMax: 60_000 });
    await until(track.used, true);
    publisher.update(1);
    publisher.close();
    publisher.close();
    publisher.update(2);
    expect(await track.closed).toBeNull();
    expect(await values(subscriber)).toEqual([1]);
  });
});

describe("a container's producer", () => {
  const bytes = (...data: number[]) => new Uint8Array(data);

  it("writes a group from keyframe to keyframe, each frame with its timestamp", async () => {
    const { track, subscribe } = setup({ timescale: Time.Timescale.MICRO });
    const subscriber = await subscribe({ latencyMax: 60_000 });
    const producer = new ContainerProducer(track);
    producer.write(bytes(1), 1_000_000, true);
    producer.write(bytes(2), 1_016_743, false);
    producer.write(bytes(3), 1_033_486, true);
    producer.close();
    const groups = [await frames(await subscriber.nextGroup()), await frames(await subscriber.nextGroup())];
    expect(
      groups.map((group) =>
        group.map(({ payload, timestamp }) => {
          const frame = Hang.Legacy.decodeFrame(payload);
          return [frame.timestampUs, timestamp.asMicros(), ...frame.data];
        }),
      ),
    ).toEqual([
      [
        [1_000_000, 1_000_000, 1],
        [1_016_743, 1_016_743, 2],
      ],
      [[1_033_486, 1_033_486, 3]],
    ]);
    expect(await subscriber.nextGroup()).toBeUndefined();
  });

  it("lets go of what comes before a keyframe, after a pause as well", async () => {
    const { track, subscribe } = setup();
    const subscriber = await subscribe({ latencyMax: 60_000 });
    const producer = new ContainerProducer(track);
    producer.write(bytes(1), 1, false);
    producer.pause();
    producer.write(bytes(2), 2, true);
    producer.pause();
    producer.pause();
    producer.write(bytes(3), 3, false);
    producer.write(bytes(4), 4, true);
    producer.close();
    const groups: number[][] = [];
    for (;;) {
      const group = await subscriber.nextGroup();
      if (!group) break;
      groups.push((await frames(group)).map(({ payload }) => Hang.Legacy.decodeFrame(payload).timestampUs));
    }
    // A pause is one empty group, and none where there was nothing to pause.
    expect(groups).toEqual([[2], [], [4]]);
  });

  it("whose track has ended takes frames and pauses without a word", () => {
    const { track } = setup();
    const producer = new ContainerProducer(track);
    producer.write(bytes(1), 1, true);
    track.close();
    producer.write(bytes(2), 2, true);
    producer.pause();
    producer.close();
    producer.close();
  });
});

describe("the codec of H.264", () => {
  it.each<[number, number, number, string]>([
    // Level by level: ITU-T H.264, table A-1.
    [160, 144, 30, "avc1.42e00b"],
    [160, 144, 59.7275, "avc1.42e00d"],
    [320, 288, 59.7275, "avc1.42e01e"],
    [320, 288, 50, "avc1.42e015"],
    [640, 480, 30, "avc1.42e01e"],
    [640, 576, 59.7275, "avc1.42e01f"],
    [1280, 720, 30, "avc1.42e01f"],
    [1920, 1080, 30, "avc1.42e028"],
    [3840, 2160, 30, "avc1.42e033"],
  ])("of %i × %i at %f is %s", (width, height, framerate, codec) => {
    expect(h264Codec(width, height, framerate)).toBe(codec);
  });

  it("refuses what no level holds", () => {
    expect(() => h264Codec(7680, 4320, 60)).toThrow("beyond H.264 level 5.1");
  });

  it("is what the catalog says, in a form that the catalog takes", () => {
    const settings = { width: 320, height: 288, framerate: 60, bitrate: 1_000_000, keyframeInterval: 60 };
    const catalog = { video: { renditions: { video: videoRendition(settings) } } };
    const read = Hang.CatalogSchema.parse(JSON.parse(JSON.stringify(catalog)));
    expect(read.video?.renditions.video).toMatchObject({ codec: "avc1.42e01e", codedWidth: 320 });
  });
});

describe("a keyframe", () => {
  const settings = { keyframeInterval: 60, keyframeIntervalUs: 1_000_000 };
  const since = { frames: 1, us: 33_000, isRequested: false };

  it("comes first, when it is asked for, and at the longest interval in frames or in time", () => {
    expect(isKeyframeDue(since, settings)).toBe(false);
    expect(isKeyframeDue({ ...since, frames: 0 }, settings)).toBe(true);
    expect(isKeyframeDue({ ...since, isRequested: true }, settings)).toBe(true);
    expect(isKeyframeDue({ ...since, frames: 59 }, settings)).toBe(false);
    expect(isKeyframeDue({ ...since, frames: 60 }, settings)).toBe(true);
    expect(isKeyframeDue({ ...since, us: 999_999 }, settings)).toBe(false);
    expect(isKeyframeDue({ ...since, us: 1_000_000 }, settings)).toBe(true);
    expect(isKeyframeDue({ ...since, us: 1_000_000 }, { keyframeInterval: 60 })).toBe(false);
  });
});
