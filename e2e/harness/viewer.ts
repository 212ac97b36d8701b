/**
 * A broadcast as `src/net` reads it and WebCodecs decodes it, for what is published to be judged by.
 *
 * @module
 */
import { Hang, Json } from "../../src/formats/index.ts";
import { type Broadcast, Connection, Path, type Track } from "../../src/net/index.ts";

export interface Watched {
  /** Every catalog that was told. */
  catalogs: Hang.Catalog[];
  /** When it began to watch, in microseconds by this page's clock: see {@link Watched.videoLagUs}. */
  sinceUs: number;
  /** Pictures that were decoded, and how many of them differ from the one before. */
  pictures: number;
  moved: number;
  /** The size of each picture, once where it is the same as before. */
  sizes: string[];
  /** The root mean square of the loudest 20 ms. */
  loudest: number;
  /** Times of what was decoded, in microseconds, in the order in which it came. */
  videoUs: number[];
  audioUs: number[];
  /** The least by which a frame came after its time, in microseconds by this page's clock: 0 is anywhere. */
  videoLagUs: number;
  audioLagUs: number;
  /** From each keyframe of the picture to the last one that hangs on it, in microseconds. */
  groupsUs: number[];
}

const LATENCY_MAX_MS = 5_000;

export interface WatchOptions {
  rendition?: string;
  isDeaf?: boolean;
}

interface Watching {
  watched: Watched;
  stop(): void;
}

const all: Watching[] = [];

/** Watches and hears, once the catalog names a picture, until {@link stop}: the number to ask for it by. */
export async function watch(relay: string, path: string, options: WatchOptions = {}): Promise<number> {
  const connection = await Connection.connect(new URL(relay));
  const broadcast = connection.consume(Path.from(path));
  const watched: Watched = {
    catalogs: [],
    sinceUs: Number.NaN,
    pictures: 0,
    moved: 0,
    sizes: [],
    loudest: 0,
    videoUs: [],
    audioUs: [],
    videoLagUs: Number.POSITIVE_INFINITY,
    audioLagUs: Number.POSITIVE_INFINITY,
    groupsUs: [],
  };
  const closers: (() => void)[] = [];
  const stop = () => {
    for (const close of closers.splice(0)) close();
    broadcast.close();
    connection.close();
  };
  try {
    const catalog = await readCatalogs(broadcast, watched.catalogs, closers);
    const [name, video] = pick(catalog.video?.renditions, options.rendition);
    watched.sinceUs = performance.now() * 1000;
    showPictures(broadcast.subscribe(name, { latencyMax: LATENCY_MAX_MS }), video, watched, closers);
    const sound = Object.entries(catalog.audio?.renditions ?? {})[0];
    if (sound && !options.isDeaf)
      hear(broadcast.subscribe(sound[0], { latencyMax: LATENCY_MAX_MS }), sound[1], watched, closers);
    return all.push({ watched, stop }) - 1;
  } catch (error) {
    stop();
    throw error;
  }
}

/** What there has been so far. */
export function look(number: number): Watched {
  const watching = all[number];
  if (!watching) throw new Error(`nothing is watched by the number ${number}`);
  return watching.watched;
}

export function stop(number: number): void {
  all[number]?.stop();
}

function pick<T>(renditions: Record<string, T> = {}, wanted?: string): [string, T] {
  const found = Object.entries(renditions).find(([name]) => wanted === undefined || name === wanted);
  if (!found) throw new Error(`no ${wanted ?? "rendition"} among ${Object.keys(renditions)}`);
  return found;
}

/** Goes on reading; resolves with the first that has a picture. */
function readCatalogs(
  broadcast: Broadcast.Consumer,
  catalogs: Hang.Catalog[],
  closers: (() => void)[],
): Promise<Hang.Catalog> {
  const first = Promise.withResolvers<Hang.Catalog>();
  const track = broadcast.subscribe(Hang.CATALOG_TRACK);
  closers.push(() => track.close());
  const run = async () => {
    for (let group = await track.nextGroup(); group; group = await track.nextGroup()) {
      const decoder = new Json.Snapshot.Decoder();
      for (let count = 0; ; count++) {
        const frame = await group.readFrame();
        if (!frame) break;
        if (count === 0) decoder.snapshot(frame.payload);
        else decoder.delta(frame.payload);
        const catalog = Hang.CatalogSchema.parse(decoder.decode());
        catalogs.push(catalog);
        if (catalog.video) first.resolve(catalog);
      }
    }
  };
  run().catch(first.reject);
  return first.promise;
}

/** Hands on every frame of a track, and whether it begins a group. */
async function readFrames(
  track: Track.Subscriber,
  onFrame: (data: Uint8Array, timestampUs: number, isFirst: boolean) => void,
): Promise<void> {
  try {
    for (let group = await track.nextGroup(); group; group = await track.nextGroup()) {
      let isFirst = true;
      for (let frame = await group.readFrame(); frame; frame = await group.readFrame()) {
        const { data, timestampUs } = Hang.Legacy.decodeFrame(frame.payload);
        if (data.byteLength > 0) onFrame(data, timestampUs, isFirst);
        isFirst = false;
      }
    }
  } catch {
    // It is closed.
  }
}

function showPictures(
  track: Track.Subscriber,
  { codec }: Hang.VideoRendition,
  watched: Watched,
  closers: (() => void)[],
): void {
  const context = new OffscreenCanvas(32, 18).getContext("2d", { willReadFrequently: true });
  let before = "";
  let keyframeUs = 0;
  const decoder = new VideoDecoder({
    output: (frame) => {
      watched.pictures++;
      watched.videoUs.push(frame.timestamp);
      const size = `${frame.displayWidth}×${frame.displayHeight}`;
      if (watched.sizes.at(-1) !== size) watched.sizes.push(size);
      context?.drawImage(frame, 0, 0, 32, 18);
      frame.close();
      const now = String(context?.getImageData(0, 0, 32, 18).data.map((value) => value >> 4));
      if (now !== before) watched.moved++;
      before = now;
    },
    error: (error) => console.error(error),
  });
  decoder.configure({ codec });
  closers.push(() => {
    track.close();
    if (decoder.state !== "closed") decoder.close();
  });
  void readFrames(track, (data, timestamp, isFirst) => {
    if (decoder.state === "closed") return;
    watched.videoLagUs = Math.min(watched.videoLagUs, performance.now() * 1000 - timestamp);
    if (isFirst) {
      keyframeUs = timestamp;
      watched.groupsUs.push(0);
    }
    watched.groupsUs[watched.groupsUs.length - 1] = timestamp - keyframeUs;
    decoder.decode(new EncodedVideoChunk({ type: isFirst ? "key" : "delta", timestamp, data }));
  });
}

function hear(
  track: Track.Subscriber,
  { codec, sampleRate, numberOfChannels }: Hang.AudioRendition,
  watched: Watched,
  closers: (() => void)[],
): void {
  const decoder = new AudioDecoder({
    output: (data) => {
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      watched.audioUs.push(data.timestamp);
      data.close();
      const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      watched.loudest = Math.max(watched.loudest, Math.sqrt(square));
    },
    error: (error) => console.error(error),
  });
  decoder.configure({ codec, sampleRate, numberOfChannels });
  closers.push(() => {
    track.close();
    if (decoder.state !== "closed") decoder.close();
  });
  void readFrames(track, (data, timestamp) => {
    watched.audioLagUs = Math.min(watched.audioLagUs, performance.now() * 1000 - timestamp);
    if (decoder.state !== "closed") decoder.decode(new EncodedAudioChunk({ type: "key", timestamp, data }));
  });
}
