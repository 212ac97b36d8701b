/** How groups and tracks end, in order and not. */
import { abortion } from "../library.ts";
import { codeOf, pause, type Scene, same } from "../scene.ts";

/** An application's own: they begin at 64. Chromium sends none above 255. */
const CODE = 64 + 100;

/** A track that is closed ends for its reader, behind what was written. */
export async function trackEnd(scene: Scene): Promise<void> {
  // Where the end is not told for certain, late groups are waited for, as long as they are wanted.
  const { track, reader } = await scene.track({ latencyMax: 300 });
  track.writeString("last");
  const group = await scene.within("the last group", reader.recvGroup());
  same("the last group", group && (await scene.within("its frame", group.readString())), "last");
  track.close();
  same("what follows", await scene.within("the end", reader.recvGroup()), undefined);
  same("why", await scene.within("the reason", reader.closed), null);
}

/** A group that is broken off: what was read of it stays, and the reader sees the code. */
export async function groupReset(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const group = track.appendGroup();
  group.writeString("first");
  const read = await scene.within("the group", reader.recvGroup());
  same("the first frame", read && (await scene.within("the first frame", read.readString())), "first");
  group.close(abortion(scene.publisher.name, scene.transport, CODE));
  // The track goes on; until it does, moq-net waits for another route to the rest of the group.
  track.writeString("next");
  const code = codeOf(scene.consumer, read?.readFrame() ?? Promise.resolve());
  code.catch(() => {});
  same("the next group", await scene.next(reader), "next");
  same("the code", await scene.within("the reset", code), CODE);
}

/** A track that is broken off: the reader sees the code. */
export async function trackReset(scene: Scene): Promise<void> {
  const { track, reader, broadcast } = await scene.track();
  track.writeString("first");
  same("the first frame", await scene.next(reader), "first");
  track.close(abortion(scene.publisher.name, scene.transport, CODE));
  await pause(50);
  // As long as the broadcast is announced, moq-net waits for another route to the track.
  broadcast.close();
  // The group that was read from may be given again.
  const code = codeOf(
    scene.consumer,
    reader.recvGroup().then((group) => group && reader.recvGroup()),
  );
  same("the code", await scene.within("the reset", code), CODE);
}

/** A track that is refused: the reader sees the code. */
export async function refusal(scene: Scene): Promise<void> {
  const broadcast = scene.publish();
  const consumer = await scene.consume();
  const reader = consumer.subscribe("none such");
  scene.later(() => reader.close());
  const request = await scene.within("the request", broadcast.requested());
  request?.reject(abortion(scene.publisher.name, scene.transport, CODE));
  const code = codeOf(scene.consumer, reader.recvGroup());
  same("the code", await scene.within("the refusal", code), CODE);
}
