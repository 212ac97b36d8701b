/**
 * A clip's Worker: the machine that plays it, its picture and its sound, so that the page does nothing for a frame.
 */

// Before anything that awaits: messages come while modules load.
import "../early-messages.ts";
import { type Clip, ClipError, decodeClip, frameCount, startClip } from "../../../emulator/clip/index.ts";
import {
  type Core,
  type CoreName,
  coreFor,
  DEFAULT_PALETTE,
  type PaletteName,
  paletteOf,
  RomError,
  recolor,
  recolors,
  secondsOf,
} from "../../../emulator/index.ts";
import { AudioSink } from "../../watch/audio/sink.ts";
import { loadCore } from "../core.ts";
import { onMessage } from "../early-messages.ts";
import { toSentence } from "../sentence.ts";
import type { FromClip, ToClip } from "./messages.ts";
import { Projector } from "./projector.ts";
import type { ClipAbout } from "./types.ts";

const post = (message: FromClip, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

class ClipScreen {
  #canvas: OffscreenCanvas;
  #clip: Clip | undefined;
  #projector: Projector | undefined;
  #cores = new Map<CoreName, Promise<Core>>();
  #inserted = 0;
  #palette = paletteOf(DEFAULT_PALETTE);
  /** Shows what there is again. */
  #redraw: (() => void) | undefined;
  #closed = false;

  constructor(file: ArrayBuffer, canvas: OffscreenCanvas) {
    this.#canvas = canvas;
    try {
      this.#clip = decodeClip(new Uint8Array(file));
      post({ type: "about", about: aboutOf(this.#clip) });
      post({ type: "status", status: { state: "needs-rom" } });
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  get projector(): Projector | undefined {
    return this.#projector;
  }

  async insert(rom: Uint8Array): Promise<void> {
    const clip = this.#clip;
    if (!clip || this.#projector) return;
    const run = ++this.#inserted;
    try {
      const name = coreFor(rom);
      const loading = this.#cores.get(name) ?? loadCore(name);
      this.#cores.set(name, loading);
      const core = await loading;
      if (this.#closed || run !== this.#inserted) return;
      this.#start(clip, core, rom);
    } catch (error) {
      if (this.#closed || run !== this.#inserted) return;
      const isOther =
        error instanceof RomError || (error instanceof ClipError && error.reason === "wrong-rom");
      if (isOther) post({ type: "status", status: { state: "needs-rom", error: error.message } });
      else this.#fail(error as Error);
    }
  }

  setPalette(name: PaletteName): void {
    this.#palette = paletteOf(name);
    if (!this.#closed) this.#redraw?.();
  }

  saveState(request: number): void {
    try {
      if (!this.#projector) throw new Error("The clip is not ready yet: try again when it plays.");
      const { state, frame } = this.#projector.saveState();
      post({ type: "state", request, state, frame }, [state.buffer]);
    } catch (error) {
      post({ type: "no-state", request, error: toSentence(error as Error) });
    }
  }

  close(): void {
    this.#closed = true;
    this.#projector?.close();
  }

  #start(clip: Clip, core: Core, rom: Uint8Array): void {
    const player = startClip(clip, { core, rom });
    const { emulator } = player;
    const { width, height, sampleRate } = emulator;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser gives no 2D context for a canvas in a Worker.");
    const image = new ImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    const draw = (rgba: Uint8ClampedArray<ArrayBuffer>) => {
      image.data.set(rgba);
      if (recolors(emulator, this.#palette)) recolor(words, this.#palette);
      context.putImageData(image, 0, 0);
    };
    this.#redraw = () => draw(emulator.rgba());
    post({ type: "sound", sampleRate });
    post({ type: "picture", picture: { width, height } });
    post({ type: "status", status: { state: "ready" } });
    this.#projector = new Projector(player, {
      onPicture: draw,
      onPosition: (position) => post({ type: "position", position }),
      onDivergence: (divergence) => post({ type: "divergence", divergence }),
      onCrash: (error) => post({ type: "status", status: { state: "ready", error: toSentence(error) } }),
    });
  }

  #fail(error: Error): void {
    post({ type: "status", status: { state: "failed", error: toSentence(error) } });
  }
}

function aboutOf({ rom, console, runs, start, marks, recordedAtMs }: Clip): ClipAbout {
  return {
    title: rom.title,
    romHash: rom.hash,
    console,
    frames: frameCount(runs),
    framesPerSecond: 1 / secondsOf(1, console),
    start: start.type,
    marks,
    ...(recordedAtMs !== undefined && { recordedAtMs }),
  };
}

let screen: ClipScreen | undefined;

onMessage((data: ToClip) => {
  const projector = screen?.projector;
  switch (data.type) {
    case "open":
      screen ??= new ClipScreen(data.file, data.canvas);
      break;
    case "insert":
      void screen?.insert(new Uint8Array(data.rom));
      break;
    case "play":
      projector?.play();
      break;
    case "pause":
      projector?.pause();
      break;
    case "seek":
      projector?.seek(data.frame, data.held);
      break;
    case "step":
      projector?.step(data.by);
      break;
    case "speed":
      projector?.setSpeed(data.speed);
      break;
    case "palette":
      screen?.setPalette(data.palette);
      break;
    case "audio":
      if (projector) projector.sink = new AudioSink(data.sink);
      break;
    case "save-state":
      screen?.saveState(data.request);
      break;
    case "close":
      screen?.close();
      self.close();
      break;
    default:
      data satisfies never;
  }
});
