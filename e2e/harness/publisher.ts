/**
 * `src/publish` on the harness's page: a canvas whose size the test chooses.
 *
 * @module
 */
import { Hang } from "../../src/formats/index.ts";
import { Broadcast } from "../../src/net/index.ts";
import { AudioPublisher, makeCanvasSource, type Publishing, publish } from "../../src/publish/index.ts";

interface Sent {
  publishing: Publishing;
  canvas: HTMLCanvasElement;
  stop(): void;
}

const sent = new Map<string, Sent>();

/** Sends a canvas that changes all the time, until {@link stopCanvas}. */
export function sendCanvas(relay: string, name: string, width: number, height: number): void {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  let hue = 0;
  const timer = setInterval(() => {
    if (!context) return;
    hue += 40;
    context.fillStyle = `hsl(${hue} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 33);
  const source = makeCanvasSource(canvas);
  const publishing = publish({ relay: new URL(relay), name, sizes: [] });
  const dispose = source.video.subscribe((track) => publishing.setVideo(track));
  publishing.setVideo(source.video.peek());
  const stop = () => {
    clearInterval(timer);
    dispose();
    publishing.close();
    source.close();
  };
  sent.set(name, { publishing, canvas, stop });
}

export function resizeCanvas(name: string, width: number, height: number): void {
  const canvas = sent.get(name)?.canvas;
  if (canvas) Object.assign(canvas, { width, height });
}

export function stopCanvas(name: string): void {
  sent.get(name)?.stop();
  sent.delete(name);
}

const PIECE_SAMPLES = 480;
const PIECE_US = 10_000;

/**
 * Hands an encoder more sound at once than may wait for it, and half a second later one piece more. Resolves with
 * the time of that, and of the last packet that came, in microseconds.
 */
export async function flood(pieces: number): Promise<{ lastUs: number; packetUs: number }> {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("audio", { latencyMax: 60_000 });
  const settings = { sampleRate: 48_000, numberOfChannels: 1, bitrate: 48_000 };
  const publisher = new AudioPublisher(track, settings, (error) => console.error(error));
  const consumer = broadcast.consume();
  const subscriber = consumer.subscribe("audio", { latencyMax: 60_000 });
  await subscriber.info();
  for (let i = 0; i < pieces; i++) publisher.encode(new Float32Array(PIECE_SAMPLES), i * PIECE_US);
  await new Promise((resolve) => setTimeout(resolve, 500));
  publisher.encode(new Float32Array(PIECE_SAMPLES), pieces * PIECE_US);
  await new Promise((resolve) => setTimeout(resolve, 500));
  publisher.close();
  let packetUs = Number.NaN;
  for (let group = await subscriber.nextGroup(); group; group = await subscriber.nextGroup())
    for (let frame = await group.readFrame(); frame; frame = await group.readFrame())
      packetUs = Hang.Legacy.decodeFrame(frame.payload).timestampUs;
  consumer.close();
  broadcast.close();
  return { lastUs: pieces * PIECE_US, packetUs };
}

/** Puts a `<moq-publish>` on the page. */
export async function putElement(html: string): Promise<void> {
  await import("../../src/elements/publish.ts");
  document.body.insertAdjacentHTML("beforeend", html);
}
