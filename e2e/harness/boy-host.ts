/**
 * A game as the native moq-boy publishes it, by npm's libraries and WebCodecs alone; its picture is what a probe
 * cartridge would show. Source: moq-dev/moq, rs/moq-boy and, for tracks and catalog, rs/moq-mux.
 *
 * @module
 */
import { Snapshot } from "@moq/json";
import * as Moq from "@moq/net";
import { HELD_BITS, ROWS } from "../lib/rom.ts";
import { BoySound, legacyFrame } from "./boy-sound.ts";

const { MICRO } = Moq.Time.Timescale;

const WIDTH = 160;
const HEIGHT = 144;
const KEYFRAME_INTERVAL = 240;

/** moq-net keeps a track's newest group whatever its age; npm's lets it go after five seconds, if it is not told otherwise. */
const KEPT_MS = 600_000;

/** A command as serde takes it there: what is not this is passed over, what is more is ignored. */
interface Command {
  type: "buttons" | "reset";
  buttons?: string[];
  timestamps?: { label: string; ts: number }[];
}

const isButton = (name: unknown): name is keyof typeof HELD_BITS =>
  typeof name === "string" && Object.hasOwn(HELD_BITS, name);

function isCommand(json: unknown): json is Command {
  const { type, buttons = [], timestamps = [] } = (json ?? {}) as Partial<Record<string, unknown>>;
  if (type === "reset") return true;
  const isTimestamp = (entry: { label: unknown; ts: unknown }) =>
    typeof entry.label === "string" && typeof entry.ts === "number";
  return (
    type === "buttons" &&
    Array.isArray(buttons) &&
    buttons.every(isButton) &&
    Array.isArray(timestamps) &&
    timestamps.every(isTimestamp)
  );
}

class BoyHost {
  /** What came on all viewers' tracks, as JSON. */
  readonly commands: unknown[] = [];
  /** Pictures that were encoded, and how often somebody began to watch. */
  frames = 0;
  uses = 0;
  /** What is down, and how often A was pressed, modulo 256. */
  held = 0;
  presses = 0;
  #connection: Moq.Connection.Established;
  #viewersPrefix: Moq.Path.Valid;
  #broadcast = new Moq.Broadcast.Producer();
  #catalogTrack = this.#broadcast.createTrack("catalog.json", { latencyMax: KEPT_MS });
  #deflated = new Snapshot.Producer<object>({
    track: this.#broadcast.createTrack("catalog.json.z"),
    compression: true,
  });
  #catalog: object = {};
  #status = new Snapshot.Producer<object>({ track: this.#broadcast.createTrack("status") });
  #video = this.#broadcast.createTrack("0.avc3", { timescale: MICRO });
  #sound = new BoySound(this.#broadcast.createTrack("0.opus", { timescale: MICRO }));
  #group: Moq.Group.Producer | undefined;
  #context = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d");
  #encoder = new VideoEncoder({ output: (chunk) => this.#write(chunk), error: console.error });
  #viewers = new Map<string, Set<keyof typeof HELD_BITS>>();
  #latency: Record<string, { label: string; ms: number }[]> = {};
  #frame = 0;
  #wantsKeyframe = true;
  #startMs = performance.now();
  #timer: ReturnType<typeof setInterval>;
  #repeating: ReturnType<typeof setInterval> | undefined;

  constructor(connection: Moq.Connection.Established, prefix: string, name: string, framesPerSecond: number) {
    this.#connection = connection;
    this.#viewersPrefix = Moq.Path.from(`${prefix}/viewer/${name}`);
    this.#video.used.subscribe((used) => {
      if (used) this.uses++;
    });
    // Empty, then with the sound, whose settings are known, then with the picture, once it has been encoded.
    this.#tellCatalog();
    this.#catalog = { audio: { renditions: { "0.opus": BoySound.RENDITION } } };
    this.#tellCatalog();
    this.#encoder.configure({
      codec: "avc1.42001e",
      width: WIDTH,
      height: HEIGHT,
      bitrate: 1_000_000,
      latencyMode: "realtime",
      avc: { format: "annexb" },
    });
    connection.publish(Moq.Path.from(`${prefix}/game/${name}`), this.#broadcast);
    void this.#findViewers();
    this.#timer = setInterval(() => this.#tick(), 1000 / framesPerSecond);
  }

  /** Tells the catalog again and again, as it is, or no more. */
  repeatCatalog(everyMs: number | undefined): void {
    clearInterval(this.#repeating);
    if (everyMs !== undefined) this.#repeating = setInterval(() => this.#tellCatalog(), everyMs);
  }

  close(): void {
    clearInterval(this.#timer);
    clearInterval(this.#repeating);
    this.#encoder.close();
    this.#sound.close();
    this.#broadcast.close();
    this.#connection.close();
  }

  /** Whether the catalog tells of the picture. */
  get isDescribed(): boolean {
    return "video" in this.#catalog;
  }

  get #elapsedUs(): number {
    return Math.round((performance.now() - this.#startMs) * 1000);
  }

  #tick(): void {
    const isWatched = this.#video.used.peek();
    this.#sound.send(this.#elapsedUs);
    // Pictures before anybody watches, for the catalog's sake: the first, or as many as an encoder wants.
    if (!this.isDescribed) this.#encode();
    if (!isWatched && this.isDescribed) this.#cut();
    if (!isWatched && !this.#sound.isWanted) return;
    this.#frame++;
    const seconds = Math.round(this.#elapsedUs / 1e6);
    this.#status.update({
      buttons: Object.keys(HELD_BITS).filter((name) => this.held & HELD_BITS[name as keyof typeof HELD_BITS]),
      latency: this.#latency,
      stats: { video_secs: seconds, audio_secs: seconds, emulation_secs: 0, wall_secs: seconds },
      location: "Here",
    });
    if (isWatched && this.isDescribed) this.#encode();
  }

  /** Nobody watches: the group ends, with a mark of when, and what follows begins with a keyframe. */
  #cut(): void {
    if (!this.#group) return;
    this.#group.writeFrame(legacyFrame(new Uint8Array(0), this.#elapsedUs));
    this.#group.close();
    this.#group = undefined;
    this.#wantsKeyframe = true;
  }

  #encode(): void {
    const context = this.#context;
    if (!context) return;
    context.fillStyle = "white";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.fillStyle = "black";
    this.#draw(context, ROWS.count, this.presses);
    this.#draw(context, ROWS.held, this.held);
    this.#draw(context, ROWS.frame, this.#frame);
    const picture = new VideoFrame(context.canvas, { timestamp: this.#elapsedUs });
    const keyFrame = this.#wantsKeyframe || this.frames % KEYFRAME_INTERVAL === 0;
    this.#encoder.encode(picture, { keyFrame });
    this.#wantsKeyframe = false;
    this.frames++;
    picture.close();
  }

  #draw(
    context: OffscreenCanvasRenderingContext2D,
    at: { row: number; column: number },
    value: number,
  ): void {
    for (let i = 0; i < 8; i++)
      if (value & (0x80 >> i)) context.fillRect((at.column + i) * 8, at.row * 8, 8, 8);
  }

  #write(chunk: EncodedVideoChunk): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    if (chunk.type === "key") {
      this.#describe(data);
      this.#group?.close();
      this.#group = this.#video.appendGroup();
    }
    this.#group?.writeFrame(legacyFrame(data, chunk.timestamp));
  }

  /** The codec's name is from the parameters in the first keyframe. */
  #describe(data: Uint8Array): void {
    if (this.isDescribed) return;
    const at = data.findIndex((byte, i) => (byte & 0x1f) === 7 && data[i - 1] === 1 && data[i - 2] === 0);
    const profile = [...data.subarray(at + 1, at + 4)].map((byte) => byte.toString(16).padStart(2, "0"));
    const rendition = {
      codec: `avc3.${profile.join("")}`,
      container: { kind: "legacy" },
      codedWidth: WIDTH,
      codedHeight: HEIGHT,
    };
    this.#catalog = { video: { renditions: { "0.avc3": rendition } }, ...this.#catalog };
    this.#tellCatalog();
  }

  /** Each in a group of its own; and with DEFLATE, where it is another. */
  #tellCatalog(): void {
    const group = this.#catalogTrack.appendGroup();
    group.writeString(JSON.stringify(this.#catalog));
    group.close();
    this.#deflated.update(this.#catalog);
  }

  async #findViewers(): Promise<void> {
    const announced = this.#connection.announced(this.#viewersPrefix);
    for (let event = await announced.next(); event; event = await announced.next()) {
      const id: string = event.path;
      if (event.active) this.#listen(id).catch((error: unknown) => console.debug(`viewer ${id}:`, error));
      else this.#leave(id);
    }
  }

  async #listen(id: string): Promise<void> {
    const broadcast = this.#connection.consume(Moq.Path.join(this.#viewersPrefix, Moq.Path.from(id)));
    const commands = new Snapshot.Consumer<unknown>(broadcast.subscribe("command"));
    for (let json = await commands.next(); json !== undefined; json = await commands.next()) {
      this.commands.push(json);
      if (!isCommand(json)) continue;
      if (json.type === "reset") this.#viewers.clear();
      else {
        this.#viewers.set(id, new Set(json.buttons?.filter(isButton)));
        this.#latency = { ...this.#latency, [id]: [{ label: "encode", ms: 1 }] };
      }
      this.#join();
    }
    this.#leave(id);
  }

  #leave(id: string): void {
    this.#viewers.delete(id);
    const { [id]: _, ...others } = this.#latency;
    this.#latency = others;
    this.#join();
  }

  /** What anybody holds is held. */
  #join(): void {
    let held = 0;
    for (const buttons of this.#viewers.values()) for (const name of buttons) held |= HELD_BITS[name];
    if (held & ~this.held & HELD_BITS.a) this.presses = (this.presses + 1) & 0xff;
    this.held = held;
  }
}

/** The game of this page. */
let current: BoyHost | undefined;

export async function start(
  relay: string,
  prefix: string,
  name: string,
  framesPerSecond: number,
): Promise<void> {
  current = new BoyHost(await Moq.Connection.connect(new URL(relay)), prefix, name, framesPerSecond);
}

export function game(): BoyHost {
  if (!current) throw new Error("there is no game yet");
  return current;
}
