/** A broadcast of two sizes that a test can break: its catalog, its frames, its timestamps. */
import { Hang } from "../../src/formats/index.ts";
import { Broadcast, Connection, type Group, Path, Time, type Track } from "../../src/net/index.ts";

const FRAMES_PER_SECOND = 30;
const GROUP_FRAMES = 15;
const KEPT_MS = 2_000;

/** How a broadcast begins. */
export interface StartOptions {
  /** Frames that are there before anybody can ask for them. Default 0. */
  backlogFrames?: number;
  /** Frames of a group. Default 15. */
  groupFrames?: number;
  /** How much older than the newest a group may be and still be there, in milliseconds. Default 2,000. */
  keptMs?: number;
  /** The first catalog, as text. Default: both sizes. */
  catalog?: string;
}

/** Each size has a colour of its own, and neither is dark. */
const SIZES = {
  large: { width: 320, height: 180, colour: "rgb(240 240 120)" },
  small: { width: 160, height: 90, colour: "rgb(120 240 240)" },
} as const;

export type Size = keyof typeof SIZES;

/** What is wrong with the frames that are sent. */
export type Fault = "none" | "truncated" | "random" | "empty";

const rendition = (size: Size, more: object = {}) => ({
  codec: "vp8",
  container: { kind: "legacy" },
  codedWidth: SIZES[size].width,
  codedHeight: SIZES[size].height,
  ...more,
});

/** The catalog of both sizes; `more` goes into each rendition. */
const wholeCatalog = (more: object = {}) => ({
  video: { renditions: { large: rendition("large", more), small: rendition("small", more) } },
});

class Sender {
  uses = 0;
  #track: Track.Producer;
  #group: Group.Producer | undefined;
  #canvas: OffscreenCanvas;
  #context: OffscreenCanvasRenderingContext2D | null;
  #colour: string;
  #encoder: VideoEncoder;
  #broadcaster: Broadcaster;

  constructor(broadcaster: Broadcaster, producer: Broadcast.Producer, size: Size, keptMs: number) {
    const { width, height, colour } = SIZES[size];
    this.#broadcaster = broadcaster;
    this.#track = producer.createTrack(size, { timescale: Time.Timescale.MICRO, latencyMax: keptMs });
    this.#track.used.subscribe((used) => {
      if (used) this.uses++;
    });
    this.#canvas = new OffscreenCanvas(width, height);
    this.#context = this.#canvas.getContext("2d");
    this.#colour = colour;
    this.#encoder = new VideoEncoder({ output: (chunk) => this.#write(chunk), error: console.error });
    this.#encoder.configure({ codec: "vp8", width, height, bitrate: 500_000, latencyMode: "realtime" });
  }

  send(frame: number, timestamp: number): void {
    const { width, height } = this.#canvas;
    const context = this.#context;
    if (!context) return;
    context.fillStyle = this.#colour;
    context.fillRect(0, 0, width, height);
    context.fillStyle = "rgb(200 60 60)";
    context.fillRect(((frame % 30) * width) / 30, 0, width / 10, height / 3);
    const picture = new VideoFrame(this.#canvas, { timestamp });
    this.#encoder.encode(picture, { keyFrame: frame % this.#broadcaster.groupFrames === 0 });
    picture.close();
  }

  /** Resolves once all that was sent is encoded. */
  flush(): Promise<void> {
    return this.#encoder.flush();
  }

  close(): void {
    this.#encoder.close();
    this.#group?.close();
    this.#track.close();
  }

  #write(chunk: EncodedVideoChunk): void {
    if (chunk.type === "key") {
      this.#group?.close();
      this.#group = this.#track.appendGroup();
    }
    const payload = broken(Hang.Legacy.encodeFrame(chunk, chunk.timestamp), this.#broadcaster.fault);
    this.#group?.writeFrame({ payload, timestamp: Time.Timestamp.fromMicros(chunk.timestamp) });
  }
}

function broken(payload: Uint8Array<ArrayBuffer>, fault: Fault): Uint8Array<ArrayBuffer> {
  if (fault === "truncated") return payload.slice(0, 12);
  if (fault === "empty") return new Uint8Array(0);
  // Behind the timestamp, so that it gets as far as the decoder.
  if (fault === "random") crypto.getRandomValues(payload.subarray(8));
  return payload;
}

class Broadcaster {
  fault: Fault = "none";
  /** Added to each timestamp, in microseconds. */
  offsetUs = 0;
  readonly groupFrames: number;
  #connection: Connection.Established;
  #producer = new Broadcast.Producer();
  #catalog: Track.Producer;
  #senders: Record<Size, Sender>;
  #frame = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(connection: Connection.Established, options: StartOptions) {
    const { groupFrames = GROUP_FRAMES, keptMs = KEPT_MS } = options;
    this.#connection = connection;
    this.groupFrames = groupFrames;
    this.#catalog = this.#producer.createTrack(Hang.CATALOG_TRACK, { latencyMax: 60_000 });
    const sender = (size: Size) => new Sender(this, this.#producer, size, keptMs);
    this.#senders = { large: sender("large"), small: sender("small") };
    if (options.catalog === undefined) this.catalog();
    else this.catalogText(options.catalog);
  }

  /** Sends so many frames at once, as fast as they are encoded. */
  async backlog(frames: number): Promise<void> {
    for (let i = 0; i < frames; i++) {
      this.#send();
      if (i % 30 === 29) await Promise.all(Object.values(this.#senders).map((sender) => sender.flush()));
    }
  }

  /** Announces the broadcast, and goes on with a frame at a time. */
  live(path: string): void {
    this.#connection.publish(Path.from(path), this.#producer);
    this.#timer = setInterval(() => this.#send(), 1000 / FRAMES_PER_SECOND);
  }

  #send(): void {
    const timestamp = this.#frame * Math.round(1e6 / FRAMES_PER_SECOND) + this.offsetUs;
    for (const one of Object.values(this.#senders)) one.send(this.#frame, timestamp);
    this.#frame++;
  }

  /** Publishes the usual catalog, with more in each rendition. */
  catalog(more: object = {}): void {
    this.catalogText(JSON.stringify(wholeCatalog(more)));
  }

  /** Publishes any text as the catalog. */
  catalogText(text: string): void {
    const group = this.#catalog.appendGroup();
    group.writeString(text);
    group.close();
  }

  endCatalog(): void {
    this.#catalog.close();
  }

  /** How often somebody began to watch a size. */
  uses(size: Size): number {
    return this.#senders[size].uses;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const one of Object.values(this.#senders)) one.close();
    this.#catalog.close();
    this.#producer.close();
    this.#connection.close();
  }
}

/** The broadcast of this page. */
let current: Broadcaster | undefined;

export async function start(relay: string, path: string, options: StartOptions = {}): Promise<void> {
  await prepare(relay, options);
  broadcaster().live(path);
}

/** All of {@link start} but the announcement: that is `broadcaster().live`. */
export async function prepare(relay: string, options: StartOptions = {}): Promise<void> {
  current = new Broadcaster(await Connection.connect(new URL(relay)), options);
  await current.backlog(options.backlogFrames ?? 0);
}

export function broadcaster(): Broadcaster {
  if (!current) throw new Error("there is no broadcast yet");
  return current;
}
