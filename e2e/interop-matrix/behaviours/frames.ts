/** Frames and groups of every size. */
import type { Group } from "@moq/net";
import { type Scene, same } from "../scene.ts";

const MANY = 250;
const HUGE_BYTES = 4 * 1024 * 1024;

const text = (value: string) => new TextEncoder().encode(value);

async function nextGroup(
  scene: Scene,
  reader: { recvGroup(): Promise<Group.Consumer | undefined> },
): Promise<Group.Consumer> {
  const group = await scene.within("a group", reader.recvGroup());
  if (!group) throw new Error("the track has ended");
  return group;
}

async function readAll(scene: Scene, group: Group.Consumer): Promise<Group.Frame[]> {
  const frames: Group.Frame[] = [];
  for (;;) {
    const frame = await scene.within(`frame ${frames.length}`, group.readFrame());
    if (!frame) return frames;
    frames.push(frame);
  }
}

/** Many frames in one group come in order. */
export async function manyFrames(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const { Timestamp } = scene.publisher.library.Time;
  const group = track.appendGroup();
  for (let i = 0; i < MANY; i++)
    group.writeFrame({ payload: text(`frame ${i}`), timestamp: Timestamp.fromMillis(i) });
  group.close();
  const frames = await readAll(scene, await nextGroup(scene, reader));
  same("how many", frames.length, MANY);
  const decoder = new TextDecoder();
  frames.forEach(({ payload }, i) => {
    same("a frame", decoder.decode(payload), `frame ${i}`);
  });
}

/** Every value of a byte, alone in a frame. */
export async function tinyFrames(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const { Timestamp } = scene.publisher.library.Time;
  const group = track.appendGroup();
  for (let i = 0; i < 256; i++)
    group.writeFrame({ payload: Uint8Array.of(i), timestamp: Timestamp.fromMillis(i) });
  group.close();
  const frames = await readAll(scene, await nextGroup(scene, reader));
  const seen = frames.map(({ payload }) => [...payload]);
  same(
    "the bytes",
    seen,
    Array.from({ length: 256 }, (_, i) => [i]),
  );
}

let huge: { payload: Uint8Array; hash: string } | undefined;

async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes that no part of is like another. */
async function makeHuge() {
  const words = new Uint32Array(HUGE_BYTES / 4);
  let state = 0x9e3779b9;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  const payload = new Uint8Array(words.buffer);
  return { payload, hash: await hashOf(payload) };
}

/** Four mebibytes in one frame, with a small one behind it. */
export async function hugeFrame(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const { Timestamp } = scene.publisher.library.Time;
  huge ??= await makeHuge();
  const group = track.appendGroup();
  group.writeFrame({ payload: huge.payload, timestamp: Timestamp.fromMillis(0) });
  group.writeFrame({ payload: text("behind"), timestamp: Timestamp.fromMillis(1) });
  group.close();
  const [first, second] = await readAll(scene, await nextGroup(scene, reader));
  same("the size", first?.payload.byteLength, HUGE_BYTES);
  same("the hash", first && (await hashOf(first.payload)), huge.hash);
  same("what is behind it", second && new TextDecoder().decode(second.payload), "behind");
}

/** Frames without a byte are frames. */
export async function emptyFrames(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const { Timestamp } = scene.publisher.library.Time;
  const group = track.appendGroup();
  const sizes = [0, 3, 0, 0, 1];
  for (const size of sizes)
    group.writeFrame({ payload: new Uint8Array(size), timestamp: Timestamp.fromMillis(0) });
  group.close();
  const frames = await readAll(scene, await nextGroup(scene, reader));
  same(
    "the sizes",
    frames.map(({ payload }) => payload.byteLength),
    sizes,
  );
}

/** A group without a frame is a group, and those behind it come. */
export async function emptyGroups(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const read = async () => {
    const group = await nextGroup(scene, reader);
    return [group.sequence, (await readAll(scene, group)).length];
  };
  track.appendGroup().close();
  const first = await read();
  track.writeString("something");
  const second = await read();
  track.appendGroup().close();
  same(
    "the groups",
    [first, second, await read()],
    [
      [0, 0],
      [1, 1],
      [2, 0],
    ],
  );
}

/** Timestamps come as they were given, in the track's own scale. */
export async function timestamps(scene: Scene): Promise<void> {
  const { Timescale, Timestamp } = scene.publisher.library.Time;
  const { track, reader } = await scene.track({}, { timescale: Timescale.MICRO });
  const micros = [0, 1, 16_743, 16_742, 4_294_967_297, 1_700_000_000_000_000];
  const group = track.appendGroup();
  for (const us of micros)
    group.writeFrame({ payload: Uint8Array.of(1), timestamp: Timestamp.fromMicros(us) });
  group.close();
  const frames = await readAll(scene, await nextGroup(scene, reader));
  same(
    "the timestamps",
    frames.map(({ timestamp }) => timestamp.asMicros()),
    micros,
  );
}
