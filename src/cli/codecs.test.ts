import { beforeAll, expect, test } from "vitest";
import { Hang } from "../formats/index.ts";
import { Broadcast, type Group } from "../net/lite.ts";
import { VideoPublisher, videoRendition } from "../publish/encode.ts";
import { loadCodecs, NODE_ENCODER } from "./codecs.ts";

beforeAll(loadCodecs);

const FRAMES = 150;

/** Microseconds. */
const FRAME_US = 16_743;

/** A square that moves over a chequered ground. */
function picture(frame: number, codedWidth: number, codedHeight: number): VideoFrame {
  const planes = new Uint8Array((codedWidth * codedHeight * 3) / 2).fill(128);
  for (let y = 0; y < codedHeight; y += 1)
    for (let x = 0; x < codedWidth; x += 1) {
      const isSquare = x >= 2 * frame && x < 2 * frame + 32 && y >= 64 && y < 96;
      planes[y * codedWidth + x] = isSquare ? 230 : ((x >> 4) ^ (y >> 4)) & 1 ? 60 : 90;
    }
  return new VideoFrame(planes, { format: "I420", codedWidth, codedHeight, timestamp: frame * FRAME_US });
}

/** The three bytes behind the header of a sequence parameter set: profile, constraints, level. */
function parameters(annexB: Uint8Array): string {
  const bytes = Buffer.from(annexB);
  const at = bytes.indexOf(Buffer.from([0, 0, 1, 0x67]));
  expect(at).toBeGreaterThanOrEqual(0);
  return bytes.subarray(at + 4, at + 7).toString("hex");
}

async function framesOf(group: Group.Consumer): Promise<Hang.MediaFrame[]> {
  const frames: Hang.MediaFrame[] = [];
  for (;;) {
    const frame = await group.readFrame();
    if (!frame) return frames;
    frames.push(Hang.Legacy.decodeFrame(frame.payload.slice()));
  }
}

test.each([
  ["Game Boy", 320, 288],
  ["NES", 512, 480],
])(
  "pictures of a %s come out one by one, a keyframe each second, as the catalog says",
  async (_, width, height) => {
    const broadcast = new Broadcast.Producer();
    const track = broadcast.createTrack("video", { latencyMax: 60_000 });
    const framerate = 1e6 / FRAME_US;
    const settings = {
      width,
      height,
      framerate,
      bitrate: 2_000_000,
      keyframeInterval: 60,
      ...NODE_ENCODER,
    };
    const publisher = new VideoPublisher(track, settings, (error) => {
      throw error;
    });
    const subscriber = broadcast.consume().subscribe("video", { latencyMax: 60_000 });
    await subscriber.info();

    for (let frame = 0; frame < FRAMES; frame += 1) {
      publisher.encode(picture(frame, width, height));
      // Before there is another one to push it out.
      await expect.poll(() => publisher.counts.encoded, { interval: 1 }).toBe(frame + 1);
    }
    publisher.close();

    const firsts: number[] = [];
    for (;;) {
      const group = await subscriber.nextGroup();
      if (!group) break;
      const [keyframe = expect.unreachable()] = await framesOf(group);
      firsts.push(keyframe.timestampUs / FRAME_US);
      expect(`avc1.${parameters(keyframe.data)}`).toBe(videoRendition(settings).codec);
    }
    expect(firsts).toEqual([0, 60, 120]);
    broadcast.close();
  },
);
