/**
 * `src/publish` on the harness's page: a canvas whose size the test chooses.
 *
 * @module
 */
import { makeCanvasSource, type Publishing, publish } from "../../src/publish/index.ts";

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

/** Puts a `<moq-publish>` on the page. */
export async function putElement(html: string): Promise<void> {
  await import("../../src/elements/publish.ts");
  document.body.insertAdjacentHTML("beforeend", html);
}
