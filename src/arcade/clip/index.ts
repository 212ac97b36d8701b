/**
 * Playing a clip: the page's half. The other half is `./worker.ts`. No relay has a part in it.
 *
 * @module
 */
import { Signal } from "@moq/signals";
import type { PaletteName } from "../../../emulator/index.ts";
import { Sound } from "../../watch/page/sound.ts";
import type { PictureSize } from "../types.ts";
import { workerName } from "../worker-name.ts";
import type { FromClip, ToClip } from "./messages.ts";
import type { ClipAbout, ClipDivergence, ClipPlayback, ClipPosition, ClipStatus } from "./types.ts";

const CLOSED = "The clip was closed.";

type SavedState = { state: Uint8Array<ArrayBuffer>; frame: number };

/**
 * Opens a clip. Never throws: what goes wrong is in the status.
 * @param options.file the whole file; copied to the Worker
 * @param options.canvas where its picture goes: transferred to the Worker, so a canvas serves once
 */
export function openClip(options: { file: Uint8Array; canvas: HTMLCanvasElement }): ClipPlayback {
  return new PageClip(options.file, options.canvas);
}

class PageClip implements ClipPlayback {
  readonly status = new Signal<ClipStatus>({ state: "reading" });
  readonly about = new Signal<ClipAbout | undefined>(undefined);
  readonly position = new Signal<ClipPosition>({
    frame: 0,
    buttons: [],
    playing: false,
    verified: false,
  });
  readonly picture = new Signal<PictureSize | undefined>(undefined);
  readonly divergence = new Signal<ClipDivergence | undefined>(undefined);
  #worker: Worker | undefined;
  #sampleRate = 48_000;
  #states = new Map<number, PromiseWithResolvers<SavedState>>();
  #nextRequest = 1;
  #sound = new Sound(
    () => this.#sampleRate,
    (sink, transfer) => this.#send({ type: "audio", sink }, transfer),
  );

  constructor(file: Uint8Array, canvas: HTMLCanvasElement) {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: workerName("clip"),
    });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromClip>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      const error = `The player failed: ${event.message || "its program could not be loaded"}. Reload the page.`;
      this.#rejectAll(error);
      this.status.set({ state: "failed", error });
    });
    const bytes = file.slice().buffer;
    const offscreen = canvas.transferControlToOffscreen();
    this.#send({ type: "open", file: bytes, canvas: offscreen }, [bytes, offscreen]);
  }

  insert(rom: Uint8Array): void {
    const bytes = rom.slice().buffer;
    this.#send({ type: "insert", rom: bytes }, [bytes]);
  }

  play(): void {
    this.#send({ type: "play" });
  }

  pause(): void {
    this.#send({ type: "pause" });
  }

  seek(frame: number, held = false): void {
    this.#send({ type: "seek", frame, held });
  }

  step(by: 1 | -1): void {
    this.#send({ type: "step", by });
  }

  setSpeed(speed: number): void {
    this.#send({ type: "speed", speed });
  }

  setPalette(palette: PaletteName): void {
    this.#send({ type: "palette", palette });
  }

  saveState(): Promise<SavedState> {
    if (!this.#worker) return Promise.reject(new Error(CLOSED));
    const request = this.#nextRequest++;
    const waiting = Promise.withResolvers<SavedState>();
    this.#states.set(request, waiting);
    this.#send({ type: "save-state", request });
    return waiting.promise;
  }

  /** Sound needs the cartridge's rate, and so a clip that is ready. */
  unlockAudio(): Promise<void> {
    if (this.status.peek().state !== "ready") return Promise.reject(new Error("The clip is not ready yet."));
    return this.#sound.unlock();
  }

  setVolume(volume: number): void {
    this.#sound.setVolume(volume);
  }

  setMuted(muted: boolean): void {
    this.#sound.setMuted(muted);
  }

  close(): void {
    if (!this.#worker) return;
    // The Worker ends itself.
    this.#send({ type: "close" });
    this.#worker = undefined;
    this.#sound.close();
    this.#rejectAll(CLOSED);
  }

  #receive(message: FromClip): void {
    if (!this.#worker) return;
    switch (message.type) {
      case "about":
        this.about.set(message.about);
        break;
      case "status":
        this.status.set(message.status);
        break;
      case "position":
        this.position.set(message.position);
        break;
      case "divergence":
        this.divergence.set(message.divergence);
        break;
      case "picture":
        this.picture.set(message.picture);
        break;
      case "sound":
        this.#sampleRate = message.sampleRate;
        break;
      case "state":
        this.#take(message.request)?.resolve({ state: message.state, frame: message.frame });
        break;
      case "no-state":
        this.#take(message.request)?.reject(new Error(message.error));
        break;
      default:
        message satisfies never;
    }
  }

  #take(request: number): PromiseWithResolvers<SavedState> | undefined {
    const waiting = this.#states.get(request);
    this.#states.delete(request);
    return waiting;
  }

  #rejectAll(error: string): void {
    for (const waiting of this.#states.values()) waiting.reject(new Error(error));
    this.#states.clear();
  }

  #send(message: ToClip, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}
