/**
 * A broadcast of pictures and sound in a container that hang has and we do not publish.
 *
 * @module
 */
import { Hang } from "../../src/formats/index.ts";
import { toBase64, toHex } from "../../src/formats/text.ts";
import { Broadcast, Connection, type Group, Path, Time, type Track } from "../../src/net/index.ts";

export type ContainerKind = "loc" | "cmaf";

const SIZE = { width: 320, height: 180 };
const FRAMES_PER_SECOND = 30;
const FRAME_US = Math.round(1e6 / FRAMES_PER_SECOND);
const SAMPLE_RATE = 48_000;
/** One audio packet. */
const PACKET_SAMPLES = 960;
const PACKET_US = 20_000;
const TONE_HZ = 440;

/** A track whose groups begin with a chunk that decodes alone, and not before so many chunks. */
class ChunkTrack {
  #track: Track.Producer;
  #group: Group.Producer | undefined;
  #format: Hang.Format;
  #groupChunks: number;
  #chunks = 0;

  constructor(track: Track.Producer, format: Hang.Format, groupChunks: number) {
    this.#track = track;
    this.#format = format;
    this.#groupChunks = groupChunks;
  }

  write(chunk: EncodedVideoChunk | EncodedAudioChunk, durationUs: number): void {
    const keyframe = chunk.type === "key";
    if (!this.#group || (keyframe && this.#chunks % this.#groupChunks === 0)) {
      this.#group?.close();
      this.#group = this.#track.appendGroup();
    }
    const info = { timestampUs: chunk.timestamp, durationUs, keyframe, sequence: ++this.#chunks };
    const payload = this.#format.encode(chunk, info);
    this.#group.writeFrame({ payload, timestamp: Time.Timestamp.fromMicros(chunk.timestamp) });
  }
}

/** The rendition in a container; `init` is of CMAF. */
function contained<R extends object>(rendition: R, kind: ContainerKind, init: () => Uint8Array) {
  const container = kind === "cmaf" ? { kind, init: toBase64(init()) } : { kind };
  // Of CMAF, what a decoder begins with is in the init segment alone.
  const { description: _, ...bare } = rendition as R & { description?: string };
  return { ...(kind === "cmaf" ? bare : rendition), container } as R & { container: Hang.Container };
}

/** What the catalog of a broadcast here has, as JSON. */
interface Told {
  video: { renditions: Record<string, object> };
  audio: { renditions: Record<string, object> };
}

/** Publishes until the page is closed. Resolves with the catalog once it is out. */
export async function start(relay: string, path: string, kind: ContainerKind): Promise<Told> {
  const connection = await Connection.connect(new URL(relay));
  const producer = new Broadcast.Producer();
  const catalog = producer.createTrack(Hang.CATALOG_TRACK, { latencyMax: 60_000 });
  const make = (name: string) =>
    producer.createTrack(name, { timescale: Time.Timescale.MICRO, latencyMax: 2_000 });
  const plain = { kind: "legacy" } as const;

  const sounds = { codec: "opus", sampleRate: SAMPLE_RATE, numberOfChannels: 1, container: plain };
  const audio = contained(sounds, kind, () => Hang.Cmaf.encodeAudioInit(sounds));
  const audioTrack = new ChunkTrack(make("audio"), Hang.formatOf(audio.container), 25);
  const audioEncoder = new AudioEncoder({
    output: (chunk) => audioTrack.write(chunk, PACKET_US),
    error: console.error,
  });
  audioEncoder.configure({ codec: "opus", sampleRate: SAMPLE_RATE, numberOfChannels: 1, bitrate: 48_000 });

  const ready = Promise.withResolvers<Told>();
  let videoTrack: ChunkTrack | undefined;
  const begin = (config: VideoDecoderConfig | undefined) => {
    const description = new Uint8Array(config?.description as ArrayBuffer);
    const pictures = {
      codec: config?.codec ?? "",
      codedWidth: SIZE.width,
      codedHeight: SIZE.height,
      description: toHex(description),
      container: plain,
    };
    const video = contained(pictures, kind, () => Hang.Cmaf.encodeVideoInit(pictures));
    const group = catalog.appendGroup();
    const told = { video: { renditions: { video } }, audio: { renditions: { audio } } };
    group.writeString(JSON.stringify(told));
    group.close();
    ready.resolve(told);
    return new ChunkTrack(make("video"), Hang.formatOf(video.container), 1);
  };
  const videoEncoder = new VideoEncoder({
    output: (chunk, metadata) => {
      videoTrack ??= begin(metadata?.decoderConfig);
      videoTrack.write(chunk, FRAME_US);
    },
    error: console.error,
  });
  const avc = { format: "avc" } as const;
  videoEncoder.configure({ codec: "avc1.42c01e", ...SIZE, bitrate: 500_000, latencyMode: "realtime", avc });

  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = canvas.getContext("2d");
  const startMs = performance.now();
  let frames = 0;
  let packets = 0;
  setInterval(() => {
    const elapsedUs = (performance.now() - startMs) * 1000;
    for (; frames * FRAME_US <= elapsedUs; frames++) {
      if (context) draw(context, frames);
      const picture = new VideoFrame(canvas, { timestamp: frames * FRAME_US });
      videoEncoder.encode(picture, { keyFrame: frames % FRAMES_PER_SECOND === 0 });
      picture.close();
    }
    for (; packets * PACKET_US <= elapsedUs; packets++) {
      const sound = tone(packets);
      audioEncoder.encode(sound);
      sound.close();
    }
  }, 10);
  const told = await ready.promise;
  connection.publish(Path.from(path), producer);
  return told;
}

function draw(context: OffscreenCanvasRenderingContext2D, frame: number): void {
  const { width, height } = SIZE;
  context.fillStyle = "rgb(240 240 120)";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "rgb(200 60 60)";
  context.fillRect(((frame % 30) * width) / 30, 0, width / 10, height / 3);
}

function tone(packet: number): AudioData {
  const at = packet * PACKET_SAMPLES;
  const data = Float32Array.from(
    { length: PACKET_SAMPLES },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * TONE_HZ * (at + i)) / SAMPLE_RATE),
  );
  const numberOfFrames = PACKET_SAMPLES;
  const timestamp = packet * PACKET_US;
  return new AudioData({
    format: "f32-planar",
    sampleRate: SAMPLE_RATE,
    numberOfFrames,
    numberOfChannels: 1,
    timestamp,
    data,
  });
}
