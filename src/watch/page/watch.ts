/** A broadcast that is watched: the page's half. The other half is `../worker/worker.ts`. */
import { type Getter, Signal } from "@moq/signals";
import type { Offer } from "../offer.ts";
import { DEFAULT_SETTINGS } from "../playback.ts";
import type { WatchStats, WatchStatus } from "../types.ts";
import type { FromWatcher, Source, ToWatcher, WatcherSettings } from "../worker/messages.ts";
import { Sound } from "./sound.ts";
import { onFirstGesture } from "./unlock.ts";
import { DEFAULT_VISIBLE, makeSighting, type Sighting, type Visible } from "./visible.ts";

/** What comes at another rate is brought to this one. Opus is decoded at it (RFC 7845, section 5.1). */
const SAMPLE_RATE = 48_000;

/** A size that changes is told once it has been still for so long, in milliseconds. */
const RESIZE_MS = 200;

/** Everything about a Watch that can be changed while it runs. */
export interface WatchSettings
  extends Pick<WatcherSettings, "paused" | "latency" | "target" | "catalogFormat"> {
  /** The relay's address. */
  url: URL | undefined;
  /** The broadcast's path on the relay. */
  name: string;
  /** Whether it is waited for again once it has ended. */
  reload: boolean;
  /** When the picture is downloaded. */
  visible: Visible;
  /** 0 to 1. */
  volume: number;
  muted: boolean;
}

export const WATCH_DEFAULTS: WatchSettings = {
  url: undefined,
  name: "",
  reload: true,
  paused: false,
  visible: DEFAULT_VISIBLE,
  volume: 0.5,
  muted: false,
  latency: DEFAULT_SETTINGS.latency,
  target: DEFAULT_SETTINGS.target,
  catalogFormat: DEFAULT_SETTINGS.catalogFormat,
};

export interface WatchOptions extends Partial<WatchSettings> {
  /** Where the picture goes: transferred to the Worker, so a canvas serves once. Without one there is sound alone. */
  canvas?: HTMLCanvasElement;
}

/** Made by {@link makeWatch}; whoever made it closes it. */
export interface Watch {
  readonly status: Getter<WatchStatus>;
  readonly stats: Getter<WatchStats | undefined>;
  /** What there is to choose from, and what is chosen, once there is a catalog. */
  readonly offer: Getter<Offer | undefined>;
  /** The jitter buffer, in milliseconds: how long frames are to be held, and how long they are. */
  readonly jitter: { readonly target: Getter<number>; readonly actual: Getter<number> };
  /** Whether the browser lets sound out: after the first gesture. */
  readonly unlocked: Getter<boolean>;
  readonly settings: Getter<WatchSettings>;
  set(settings: Partial<WatchSettings>): void;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /** Lets go of what is buffered and begins anew with the next frame. */
  reset(): void;
  /** Idempotent. */
  close(): void;
}

/** What watching needs and this realm lacks, as names people can search for; empty if all is there. */
export function missingForWatch(scope: object = globalThis): string[] {
  const needed = ["WebAssembly", "Worker", "OffscreenCanvas", "VideoDecoder", "AudioDecoder", "AudioContext"];
  const missing = needed.filter((name) => !(name in scope));
  // Where there is no WebTransport, WebSocket carries it.
  if (!("WebTransport" in scope) && !("WebSocket" in scope)) missing.push("WebTransport");
  return missing;
}

/** Watches a broadcast. Never throws: what goes wrong is in the status. */
export function makeWatch({ canvas, ...settings }: WatchOptions = {}): Watch {
  return new PageWatch(canvas, { ...WATCH_DEFAULTS, ...settings });
}

class PageWatch implements Watch {
  readonly status = new Signal<WatchStatus>({ state: "connecting" });
  readonly stats = new Signal<WatchStats | undefined>(undefined);
  readonly offer = new Signal<Offer | undefined>(undefined);
  readonly jitter = { target: new Signal(0), actual: new Signal(0) };
  readonly unlocked = new Signal(false);
  readonly settings: Signal<WatchSettings>;
  #worker: Worker | undefined;
  #sound: Sound;
  #sighting: Sighting | undefined;
  #resizing: ResizeObserver | undefined;
  #resizeTimer: ReturnType<typeof setTimeout> | undefined;
  #stopWaiting: () => void = () => {};
  #isSeen = false;
  #size: { width: number; height: number } | undefined;
  #told: WatcherSettings | undefined;

  constructor(canvas: HTMLCanvasElement | undefined, settings: WatchSettings) {
    this.settings = new Signal(settings);
    this.#sound = new Sound(
      () => SAMPLE_RATE,
      (sink, transfer) => this.#post({ type: "audio", sink }, transfer),
    );
    const missing = missingForWatch();
    if (missing.length > 0) {
      this.status.set({ state: "failed", error: `This browser lacks ${missing.join(", ")}.` });
      return;
    }
    try {
      this.#open(canvas);
    } catch (error) {
      this.status.set({
        state: "failed",
        error: `The player could not be started: ${error}. Reload the page.`,
      });
      this.close();
    }
  }

  set(settings: Partial<WatchSettings>): void {
    const last = this.settings.peek();
    const next = { ...last, ...settings };
    this.settings.set(next);
    if (!this.#worker) return;
    if (last.url?.href !== next.url?.href || last.name !== next.name || last.reload !== next.reload)
      this.#post({ type: "source", source: sourceOf(next) });
    this.#sighting?.set(next.visible);
    this.#apply();
  }

  setVolume(volume: number): void {
    this.set({ volume });
  }

  setMuted(muted: boolean): void {
    this.set({ muted });
  }

  reset(): void {
    this.#post({ type: "reset" });
  }

  close(): void {
    this.#stopWaiting();
    this.#sighting?.close();
    this.#resizing?.disconnect();
    clearTimeout(this.#resizeTimer);
    this.#sound.close();
    // The Worker ends itself once it has closed its session.
    this.#post({ type: "close" });
    this.#worker = undefined;
  }

  #open(canvas: HTMLCanvasElement | undefined): void {
    const offscreen = canvas?.transferControlToOffscreen();
    const worker = new Worker(new URL("../worker/worker.ts", import.meta.url), {
      type: "module",
      name: "watch",
    });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromWatcher>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      const why = event.message || "its program could not be loaded";
      this.status.set({ state: "failed", error: `The player failed: ${why}. Reload the page.` });
    });
    if (canvas) {
      this.#sighting = makeSighting(canvas, this.settings.peek().visible, (isSeen) => {
        this.#isSeen = isSeen;
        this.#apply();
      });
      this.#resizing = new ResizeObserver(() => {
        clearTimeout(this.#resizeTimer);
        this.#resizeTimer = setTimeout(() => this.#measure(canvas), RESIZE_MS);
      });
      this.#resizing.observe(canvas.parentElement ?? canvas);
      this.#measure(canvas);
    }
    const settings = this.#wanted();
    this.#told = settings;
    this.#applySound();
    this.#post(
      {
        type: "open",
        source: sourceOf(this.settings.peek()),
        settings,
        ...(offscreen ? { canvas: offscreen } : {}),
      },
      offscreen ? [offscreen] : [],
    );
    this.#stopWaiting = onFirstGesture(
      () => this.#sound.unlock(),
      () => {
        this.unlocked.set(true);
        this.#apply();
      },
    );
  }

  #receive(message: FromWatcher): void {
    switch (message.type) {
      case "status":
        this.status.set(message.status);
        break;
      case "stats":
        this.stats.set(message.stats);
        this.jitter.target.set(message.stats.targetMs);
        this.jitter.actual.set(message.stats.actualMs);
        break;
      case "offer":
        this.offer.set(message.offer);
        break;
      default:
        message satisfies never;
    }
  }

  /** What is seen and heard, as it is now. */
  #wanted(): WatcherSettings {
    const { paused, volume, muted, latency, target, catalogFormat } = this.settings.peek();
    const audio = this.unlocked.peek() && !muted && volume > 0;
    return {
      paused,
      latency,
      catalogFormat,
      target: { ...this.#size, ...target },
      video: this.#isSeen,
      audio,
    };
  }

  #apply(): void {
    this.#applySound();
    const wanted = this.#wanted();
    if (!this.#told || JSON.stringify(wanted) === JSON.stringify(this.#told)) return;
    this.#told = wanted;
    this.#post({ type: "settings", settings: wanted });
  }

  #applySound(): void {
    const { volume, muted, paused } = this.settings.peek();
    this.#sound.setVolume(volume);
    this.#sound.setMuted(muted || paused);
  }

  #measure(canvas: HTMLCanvasElement): void {
    const { width, height } = (canvas.parentElement ?? canvas).getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    this.#size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    this.#apply();
  }

  #post(message: ToWatcher, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}

const sourceOf = ({ url, name, reload }: WatchSettings): Source => ({ url: url?.href, name, reload });
