/**
 * The broadcast that all players play, in a Worker: pictures drawn and sound made by the clock, and from there on
 * our own way of publishing. It is encoded while somebody watches.
 */
import "./timed-codecs.ts";
import { Connection, Path } from "../../../src/net/lite.ts";
import { audioBitrate, videoBitrate, videoCodec } from "../../../src/publish/encode.ts";
import { CaptureBroadcast } from "../../../src/publish/worker/broadcast.ts";
import {
  frameUs,
  PIECE_SAMPLES,
  SAMPLE_RATE,
  type Scene,
  SQUARES,
  sampleAt,
  squareSide,
  toSquares,
} from "./scene.ts";

/** Page to Worker. */
export interface StartSending {
  relay: string;
  path: string;
  scene: Scene;
}

/** Worker to page. */
export type FromSender =
  /** It listens: what is posted before its modules have run is lost. */
  | { type: "ready" }
  | { type: "live" }
  | { type: "failed"; error: string }
  /** When pictures were captured, by the wall clock in milliseconds: `number` and those that follow it. */
  | { type: "captured"; number: number; atMs: number[] };

const post = (message: FromSender) => self.postMessage(message);

/** How many captures are told of at a time. */
const TELL_FRAMES = 30;

/** What is later than this is left out, as a camera would. */
const LATE_MS = 250;

const KEYFRAME_INTERVAL_US = 1_000_000;

/** Things that move, so that there is something to encode. */
const THINGS = 40;

class Pictures {
  #scene: Scene;
  #canvas: OffscreenCanvas;
  #context: OffscreenCanvasRenderingContext2D;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#canvas = new OffscreenCanvas(scene.width, scene.height);
    const context = this.#canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context) throw new Error("this browser gives no 2D context in a Worker");
    this.#context = context;
  }

  draw(number: number): VideoFrame {
    const { width, height } = this.#scene;
    const context = this.#context;
    const seconds = frameUs(this.#scene, number) / 1e6;
    context.fillStyle = "rgb(90 110 130)";
    context.fillRect(0, 0, width, height);
    for (let thing = 0; thing < THINGS; thing++) {
      const x = (Math.sin(seconds * (0.5 + thing / THINGS) + thing) * 0.5 + 0.5) * width * 0.9;
      const y = (0.1 + (Math.cos(seconds * (0.3 + thing / 60) + thing * 2) * 0.5 + 0.5) * 0.8) * height;
      context.fillStyle = `hsl(${thing * 31} 60% ${35 + (thing % 4) * 10}%)`;
      context.fillRect(x, y, width / 12, height / 9);
    }
    const side = squareSide(height);
    toSquares(number).forEach((isWhite, at) => {
      context.fillStyle = isWhite ? "#fff" : "#000";
      context.fillRect(at * side, 0, side, side);
    });
    context.fillStyle = "#000";
    context.fillRect(SQUARES * side, 0, width - SQUARES * side, side);
    return new VideoFrame(this.#canvas, { timestamp: frameUs(this.#scene, number) });
  }
}

class Sender {
  #scene: Scene;
  #pictures: Pictures;
  #broadcast = new CaptureBroadcast(({ text }) => post({ type: "failed", error: text }));
  #startMs = performance.now();
  #frame = 0;
  #piece = 0;
  #captured: { number: number; atMs: number[] } = { number: 0, atMs: [] };

  constructor(scene: Scene, connection: Connection.Established, path: string) {
    this.#scene = scene;
    this.#pictures = new Pictures(scene);
    const { width, height, framesPerSecond: framerate } = scene;
    const settings = {
      codec: videoCodec("h264", width, height, framerate),
      width,
      height,
      framerate,
      bitrate: videoBitrate({ width, height, framerate }),
      keyframeInterval: Number.POSITIVE_INFINITY,
      keyframeIntervalUs: KEYFRAME_INTERVAL_US,
    };
    const shape = { width, height, displayWidth: width, displayHeight: height, rotation: 0, flip: false };
    this.#broadcast.setVideo(shape, [{ name: "video/source", settings }]);
    this.#broadcast.setAudio({ sampleRate: SAMPLE_RATE, numberOfChannels: 1, bitrate: audioBitrate(1) });
    connection.publish(Path.from(path), this.#broadcast.producer);
    this.#tick();
  }

  #tick = (): void => {
    const sinceMs = performance.now() - this.#startMs;
    while (this.#pieceDueMs <= sinceMs) this.#sound();
    if (this.#frameDueMs <= sinceMs) {
      // After a standstill it goes on with what is due now.
      if (sinceMs - this.#frameDueMs > LATE_MS)
        this.#frame = Math.floor((sinceMs / 1000) * this.#scene.framesPerSecond);
      this.#picture();
    }
    const nextMs = Math.min(this.#frameDueMs, this.#pieceDueMs);
    setTimeout(this.#tick, Math.max(0, nextMs - (performance.now() - this.#startMs)));
  };

  get #frameDueMs(): number {
    return frameUs(this.#scene, this.#frame) / 1000;
  }

  /** Sound is there once its last sample is. */
  get #pieceDueMs(): number {
    return (((this.#piece + 1) * PIECE_SAMPLES) / SAMPLE_RATE) * 1000;
  }

  #picture(): void {
    const number = this.#frame++;
    const atMs = performance.timeOrigin + performance.now();
    const picture = this.#pictures.draw(number);
    this.#broadcast.picture(picture, picture.timestamp);
    picture.close();
    this.#note(number, atMs);
  }

  #sound(): void {
    const first = this.#piece++ * PIECE_SAMPLES;
    const encoder = this.#broadcast.sound;
    if (!encoder) return;
    const samples = Float32Array.from({ length: PIECE_SAMPLES }, (_, at) => sampleAt(first + at));
    encoder.encode(samples, Math.round((first / SAMPLE_RATE) * 1e6));
  }

  #note(number: number, atMs: number): void {
    const { number: first, atMs: noted } = this.#captured;
    const follows = number === first + noted.length;
    if (follows) noted.push(atMs);
    if (follows && noted.length < TELL_FRAMES) return;
    if (noted.length > 0) post({ type: "captured", number: first, atMs: noted });
    this.#captured = follows ? { number: number + 1, atMs: [] } : { number, atMs: [atMs] };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<StartSending>) => {
  const start = async () => {
    const connection = await Connection.connect(new URL(data.relay));
    new Sender(data.scene, connection, data.path);
    post({ type: "live" });
  };
  start().catch((error: unknown) => post({ type: "failed", error: String(error) }));
});

post({ type: "ready" });
