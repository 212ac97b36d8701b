/** Pictures from a source to the sizes that are offered: their shape is watched, and each is given its time. */
import { isSameShape, type PictureShape } from "../catalog.ts";
import { SourceClock } from "../clock.ts";
import { type VideoFamily, videoCodec } from "../codecs.ts";
import { makeLadder, type Rung, videoBitrate } from "../ladder.ts";
import { canEncodeVideo, type VideoSettings } from "../video.ts";
import type { CaptureBroadcast } from "./broadcast.ts";

/** The longest time without a keyframe: what a late viewer waits at most where nothing is kept for it. */
const KEYFRAME_INTERVAL_US = 1_000_000;

/** What TypeScript's DOM library does not have yet. */
type Turned = VideoFrame & { rotation?: number; flip?: boolean };

export interface PictureOptions {
  sizes: readonly number[];
  families: readonly VideoFamily[];
}

/** The settings of a size, or `undefined` where none of the codecs does. */
async function chooseSettings(
  rung: Rung,
  families: readonly VideoFamily[],
): Promise<VideoSettings | undefined> {
  const { width, height, framerate } = rung;
  for (const family of families) {
    let codec: string;
    try {
      codec = videoCodec(family, width, height, framerate);
    } catch {
      // It has no level that holds this size.
      continue;
    }
    const settings: VideoSettings = {
      codec,
      width,
      height,
      framerate,
      bitrate: videoBitrate(rung, family),
      keyframeInterval: Number.POSITIVE_INFINITY,
      keyframeIntervalUs: KEYFRAME_INTERVAL_US,
    };
    if (await canEncodeVideo(settings)) return settings;
  }
  return undefined;
}

const shapeOf = (frame: Turned): PictureShape => ({
  width: frame.visibleRect?.width ?? frame.codedWidth,
  height: frame.visibleRect?.height ?? frame.codedHeight,
  displayWidth: frame.displayWidth,
  displayHeight: frame.displayHeight,
  rotation: frame.rotation ?? 0,
  flip: frame.flip ?? false,
});

/** The pictures of one source. */
export class Pictures {
  /** How many have come. */
  count = 0;
  #broadcast: CaptureBroadcast;
  #options: PictureOptions;
  #framerate: number;
  #onProblem: (text: string | undefined) => void;
  #clock = new SourceClock();
  #shape: PictureShape | undefined;
  /** Whether the broadcast is set up for the shape. */
  #isReady = false;
  #run = 0;

  /** @param framerate what the source says of itself, in frames a second */
  constructor(
    broadcast: CaptureBroadcast,
    options: PictureOptions,
    framerate: number,
    onProblem: (text: string | undefined) => void,
  ) {
    this.#broadcast = broadcast;
    this.#options = options;
    this.#framerate = framerate;
    this.#onProblem = onProblem;
  }

  /** Takes a picture, and closes it. `nowUs` is the broadcast's clock, in microseconds. */
  take(frame: VideoFrame, nowUs: number): void {
    try {
      this.count++;
      const timestampUs = this.#clock.map(frame.timestamp, nowUs);
      const shape = shapeOf(frame);
      if (!this.#shape || !isSameShape(shape, this.#shape)) {
        this.#shape = shape;
        void this.#setUp();
      }
      if (this.#isReady) this.#broadcast.picture(frame, timestampUs);
    } finally {
      frame.close();
    }
  }

  setOptions(options: PictureOptions): void {
    this.#options = options;
    if (this.#shape) void this.#setUp();
  }

  /** Takes no more pictures. What is offered stays until another source says what it has. */
  close(): void {
    this.#run++;
    this.#isReady = false;
  }

  /** Chooses what to offer. Pictures that come meanwhile are let go: they are of a shape without a decoder. */
  async #setUp(): Promise<void> {
    const shape = this.#shape;
    if (!shape) return;
    const run = ++this.#run;
    this.#isReady = false;
    const { families, sizes } = this.#options;
    const rungs = makeLadder({ width: shape.width, height: shape.height, framerate: this.#framerate }, sizes);
    const chosen = await Promise.all(
      rungs.map(async (rung) => ({ name: rung.name, settings: await chooseSettings(rung, families) })),
    );
    if (run !== this.#run) return;
    const offered = chosen.flatMap(({ name, settings }) => (settings ? [{ name, settings }] : []));
    this.#onProblem(
      offered.length > 0
        ? undefined
        : `This browser does not encode ${families.join(" or ")} at ${shape.width} × ${shape.height}. Choose another source or browser.`,
    );
    this.#broadcast.setVideo(shape, offered);
    this.#isReady = true;
  }
}
