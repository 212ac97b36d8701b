/** Publishing to the far end, which counts. */
import type { Measurement } from "./consume.ts";
import type { Library, TrackReader } from "./library.ts";
import type { Far, Shape } from "./page.ts";

/** By their timestamps groups are this far apart, whatever the clock says: so none gets too old to be sent. */
const GROUP_MICROS = 2_000;
/** What was not acknowledged by then is lost. */
const PATIENCE_MS = 2_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Publishes one track as fast as the far end says it has read, no more than a window's worth on the way. */
export async function publish(
  library: Library,
  far: Far,
  { bytes, frames }: Shape,
  windowFrames: number,
): Promise<Measurement> {
  const session = await library.connect(far.url, far.hash);
  const broadcast = session.publish(`page/1/${bytes}x${frames}/flood`);
  const track = broadcast.createTrack("0");
  const acks = session.subscribe("peer", "acks", 30_000);
  const counts = { frames: 0, bytes: 0, groups: 0, lost: 0 };
  const payload = Uint8Array.from({ length: bytes }, (_, at) => at);
  const acknowledged = new Acknowledged(acks);
  let running = true;

  const write = async () => {
    while (running) {
      if (counts.frames - acknowledged.frames - counts.lost + frames > windowFrames) {
        if (await acknowledged.more()) continue;
        counts.lost = counts.frames - acknowledged.frames;
      }
      const group = track.appendGroup();
      const begins = counts.groups * GROUP_MICROS;
      for (let frame = 0; frame < frames; frame++)
        group.write(payload, begins + Math.floor((frame * GROUP_MICROS) / frames));
      group.close();
      counts.groups++;
      counts.frames += frames;
      counts.bytes += bytes * frames;
    }
  };

  while (!track.used.peek()) await sleep(2);
  void write();
  return {
    version: session.version,
    counts: () => ({ atMs: performance.now(), ...counts }),
    latencies: () => [],
    stop() {
      running = false;
      acks.close();
      track.close();
      broadcast.close();
      session.close();
    },
  };
}

/** How many frames the far end has read. */
class Acknowledged {
  frames = 0;
  #wake: (() => void) | undefined;

  constructor(acks: TrackReader) {
    void this.#read(acks);
  }

  /** Resolves once more were read; with `false` where there are none for long. */
  async more(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    this.#wake = () => resolve(true);
    const more = await promise;
    clearTimeout(timer);
    return more;
  }

  async #read(acks: TrackReader): Promise<void> {
    for (;;) {
      const group = await acks.recvGroup();
      if (!group) return;
      for (let frame = await group.readFrame(); frame; frame = await group.readFrame()) {
        this.frames = Math.max(this.frames, Number(new TextDecoder().decode(frame.payload)));
        this.#wake?.();
      }
    }
  }
}
