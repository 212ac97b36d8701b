/** Reading what the far end publishes. */
import type { Library } from "./library.ts";
import type { Far, Pace, Shape } from "./page.ts";
import { type Counts, type Reading, Tally } from "./tally.ts";
import { unixMs } from "./wall-clock.ts";

/** Something that goes on until it is stopped. */
export interface Measurement {
  version: string;
  counts(): Counts;
  /** Since this was last asked, in milliseconds. */
  latencies(): number[];
  stop(): void;
}

/** Every frame is wanted, however late. */
const LATENCY_MAX_MS = 30_000;

export async function consume(
  library: Library,
  far: Far,
  { bytes, frames }: Shape,
  reading: Reading,
): Promise<Measurement> {
  const session = await library.connect(far.url, far.hash);
  const track = session.subscribe("peer", `flood/${bytes}x${frames}`, LATENCY_MAX_MS);
  const tally = new Tally(frames);
  void tally.read(track, reading);
  return {
    version: session.version,
    counts: () => tally.now(),
    latencies: () => [],
    stop() {
      track.close();
      session.close();
    },
  };
}

/** In hundredths of the period: those of the first n are spread over it, whatever n is. */
const phase = (index: number) => Math.floor(((index * 0.618_034) % 1) * 100);

export async function paced(
  library: Library,
  far: Far,
  { bytes, frames }: Shape,
  { tracks, hertz, together }: Pace,
  reading: Reading,
): Promise<Measurement> {
  const session = await library.connect(far.url, far.hash);
  const latencies: number[] = [];
  const tally = new Tally(frames, (payload) => {
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    latencies.push(unixMs() - Number(view.getBigUint64(0, true)) / 1000);
  });
  const read = Array.from({ length: tracks }, (_, index) =>
    session.subscribe(
      "peer",
      `paced/${hertz}/${bytes}x${frames}/${together ? 0 : phase(index)}/${index}`,
      LATENCY_MAX_MS,
    ),
  );
  for (const track of read) void tally.read(track, reading);
  return {
    version: session.version,
    counts: () => tally.now(),
    latencies: () => latencies.splice(0),
    stop() {
      for (const track of read) track.close();
      session.close();
    },
  };
}
