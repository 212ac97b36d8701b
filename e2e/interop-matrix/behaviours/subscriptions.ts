/** What is asked of a track, and what comes of it. */
import type { Track } from "@moq/net";
import { pause, type Scene, same } from "../scene.ts";

/** Writes groups of one frame, each its own sequence as text. */
function write(track: Track.Producer, count: number, from = 0): void {
  for (let i = 0; i < count; i++) track.writeString(`${track.name} ${from + i}`);
}

/**
 * Writes groups until one comes, and lets go of them: only then is it certain which ones follow. Before moq-lite-06
 * a subscription begins with what is newest when the relay takes it up.
 * @returns the sequence of the next group
 */
async function begin(scene: Scene, track: Track.Producer, reader: Track.Subscriber): Promise<number> {
  const first = scene.within("the first group", reader.recvGroup());
  let came = false;
  const come = first.then((group) => {
    came = true;
    group?.close();
  });
  let next = 0;
  while (!came) {
    write(track, 1, next++);
    await Promise.race([come, pause(100)]);
  }
  reader.startAt(next);
  return next;
}

/** Groups until there are as many, sorted: they may come in any order. */
async function readGroups(scene: Scene, reader: Track.Subscriber, count: number): Promise<number[]> {
  const sequences: number[] = [];
  while (sequences.length < count) {
    const group = await scene.within(`group ${sequences.length + 1} of ${count}`, reader.recvGroup());
    if (!group) break;
    const text = await scene.within(`the frame of group ${group.sequence}`, group.readString());
    same("a group's frame", text, `${reader.name} ${group.sequence}`);
    sequences.push(group.sequence);
  }
  return sequences.sort((a, b) => a - b);
}

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

/** The properties that the publisher gave the track. */
export async function trackInfo(scene: Scene): Promise<void> {
  const { Timescale } = scene.publisher.library.Time;
  const given = { timescale: Timescale(90_000), latencyMax: 7_000, priority: 3 };
  const { reader } = await scene.track({}, given);
  const { timescale, latencyMax, priority } = await scene.within("the properties", reader.info());
  same("the properties", { timescale, latencyMax, priority }, given);
}

/** Tracks of one broadcast do not mix. */
export async function severalTracks(scene: Scene): Promise<void> {
  const names = ["video", "audio", "status", "catalog.json", "an/odd name"];
  const broadcast = scene.publish();
  const tracks = names.map((name) => broadcast.createTrack(name));
  const consumer = await scene.consume();
  const readers = names.map((name) => consumer.subscribe(name, { latencyMax: 10_000 }));
  for (const opened of [...tracks, ...readers]) scene.later(() => opened.close());
  await scene.until("the subscriptions", () => tracks.every((track) => track.used.peek()));
  await Promise.all(readers.map((reader) => scene.answered(reader)));
  const begun = await Promise.all(
    tracks.map(async (track, i) => {
      const reader = readers[i];
      if (!reader) throw new Error("a track without a reader");
      return { track, reader, from: await begin(scene, track, reader) };
    }),
  );
  for (let i = 0; i < 10; i++) for (const { track, from } of begun) write(track, 1, from + i);
  for (const { reader, from } of begun)
    same(reader.name, await readGroups(scene, reader, 10), upTo(10, from));
}

/** What was written before anybody asked: all that is kept, where it is asked for. */
export async function catchingUp(scene: Scene): Promise<void> {
  const track = scene.publish().createTrack("track", { latencyMax: 30_000 });
  scene.later(() => track.close());
  write(track, 5);
  const consumer = await scene.consume();
  const reader = consumer.subscribe("track", { startGroup: 0, latencyMax: 30_000 });
  scene.later(() => reader.close());
  same("the groups", await readGroups(scene, reader, 5), upTo(5));
}

/** Where the reader itself begins and ends, whatever comes. */
export async function bounds(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const from = await begin(scene, track, reader);
  reader.startAt(from + 3);
  reader.endAt(from + 5);
  write(track, 10, from);
  same("within the bounds", await readGroups(scene, reader, 3), upTo(3, from + 3));
  await pause(20);
  same("beyond them", reader.tryRecvGroup()?.sequence, undefined);
  reader.endAt(from + 7);
  same("after they were widened", await readGroups(scene, reader, 2), upTo(2, from + 6));
}

/** The groups that the publisher is asked for, before it has any: it hears of it, and those come. */
export async function range(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track({ startGroup: 3, endGroup: 5 });
  const { startGroup, endGroup } = track.subscription.peek() ?? {};
  write(track, 10);
  same("the groups", await readGroups(scene, reader, 3), [3, 4, 5]);
  same("what the publisher hears", { startGroup, endGroup }, { startGroup: 3, endGroup: 5 });
}

/** What changes while a track is read: the publisher hears of it. */
export async function updates(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track({ priority: 5 });
  const reading = reader.recvGroup();
  reading.catch(() => {});
  await hears(scene, track, 5);
  reader.update({ priority: 9, latencyMax: 10_000 });
  await hears(scene, track, 9);
  track.writeString("read");
  const group = await scene.within("the group", reading);
  same("the group", group && (await scene.within("the frame", group.readString())), "read");
}

/** What changes while nobody waits for a group: the publisher hears of it too. */
export async function idleUpdates(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track({ priority: 5 });
  await hears(scene, track, 5);
  reader.update({ priority: 9, latencyMax: 10_000 });
  await hears(scene, track, 9);
}

async function hears(scene: Scene, track: Track.Producer, priority: number): Promise<void> {
  // Asked for once: it is watched from then on.
  const { subscription } = track;
  await scene.until(`priority ${priority}`, () => subscription.peek()?.priority === priority);
}

/** One group by its sequence, of those that are not the newest. */
export async function fetches(scene: Scene): Promise<void> {
  const track = scene.publish().createTrack("track", { latencyMax: 30_000 });
  scene.later(() => track.close());
  write(track, 6);
  const consumer = await scene.consume();
  for (const sequence of [2, 4]) {
    const group = await scene.within("the group", consumer.fetchGroup("track", sequence));
    same("the sequence", group.sequence, sequence);
    same("its frame", await scene.within("its frame", group.readString()), `track ${sequence}`);
    same("its end", await scene.within("its end", group.readFrame()), undefined);
  }
}
