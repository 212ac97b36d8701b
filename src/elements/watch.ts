/**
 * `<moq-watch>`: a broadcast in any page, with the attributes and properties of npm `@moq/watch`'s element.
 *
 * ```html
 * <moq-watch url="https://relay.example:4443/" name="room/alice"><canvas></canvas></moq-watch>
 * ```
 *
 * Importing this registers the element. Without a canvas inside, there is sound alone.
 *
 * @module
 */
import { type Getter, Signal } from "@moq/signals";
import type { Bound, CatalogFormat, Latency, Offer, Target } from "../watch/decode.ts";
import { latencyBounds } from "../watch/decode.ts";
import type { Visible } from "../watch/page/visible.ts";
import { makeWatch, WATCH_DEFAULTS, type Watch, type WatchSettings } from "../watch/page/watch.ts";
import type { WatchStats, WatchStatus } from "../watch/types.ts";
import { readWatchAttribute, WATCH_ATTRIBUTES, type WatchAttribute } from "./watch-attributes.ts";

/** Canvases that have gone to a Worker: each goes once. */
const used = new WeakSet<HTMLCanvasElement>();

/** Where there is no page, as under Node, importing this does nothing. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

export class MoqWatch extends Base {
  static readonly observedAttributes = WATCH_ATTRIBUTES;
  readonly status: Getter<WatchStatus>;
  readonly stats: Getter<WatchStats | undefined>;
  readonly offer: Getter<Offer | undefined>;
  readonly jitterTarget: Getter<number>;
  readonly jitterActual: Getter<number>;
  #signals = {
    status: new Signal<WatchStatus>({ state: "connecting" }),
    stats: new Signal<WatchStats | undefined>(undefined),
    offer: new Signal<Offer | undefined>(undefined),
    target: new Signal(0),
    actual: new Signal(0),
  };
  #settings: WatchSettings = { ...WATCH_DEFAULTS };
  #watch: Watch | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #ends: (() => void)[] = [];
  #observer: MutationObserver | undefined;

  constructor() {
    super();
    this.status = this.#signals.status;
    this.stats = this.#signals.stats;
    this.offer = this.#signals.offer;
    this.jitterTarget = this.#signals.target;
    this.jitterActual = this.#signals.actual;
  }

  connectedCallback(): void {
    this.style.display ||= "block";
    this.#observer ??= new MutationObserver(() => this.#refresh());
    this.#observer.observe(this, { childList: true, subtree: true });
    // While a page is parsed, what is inside comes after this.
    queueMicrotask(() => this.#refresh());
  }

  disconnectedCallback(): void {
    // One that is only moved goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#observer?.disconnect();
      this.#end();
    });
  }

  attributeChangedCallback(name: WatchAttribute, before: string | null, text: string | null): void {
    if (before !== text) this.#set(readWatchAttribute(name, text, this.#settings.latency));
  }

  get url(): URL | undefined {
    return this.#settings.url;
  }
  set url(url: string | URL | undefined) {
    this.#reflect("url", url === undefined ? undefined : String(url));
  }

  get name(): string {
    return this.#settings.name;
  }
  set name(name: string) {
    this.#reflect("name", name);
  }

  get paused(): boolean {
    return this.#settings.paused;
  }
  set paused(paused: boolean) {
    this.#reflect("paused", paused ? "" : undefined);
  }

  get volume(): number {
    return this.#settings.volume;
  }
  set volume(volume: number) {
    this.#reflect("volume", String(volume));
  }

  get muted(): boolean {
    return this.#settings.muted;
  }
  set muted(muted: boolean) {
    this.#reflect("muted", muted ? "" : undefined);
  }

  get visible(): Visible {
    return this.#settings.visible;
  }
  set visible(visible: Visible) {
    this.#reflect("visible", visible);
  }

  get reload(): boolean {
    return this.#settings.reload;
  }
  set reload(reload: boolean) {
    this.#reflect("reload", reload ? "" : "false");
  }

  /** Milliseconds, or as little as the path allows, or a range of them. */
  get latency(): Latency {
    return this.#settings.latency;
  }
  set latency(latency: Latency) {
    this.#set({ latency });
  }

  get latencyMin(): Bound {
    return latencyBounds(this.latency).min;
  }
  set latencyMin(min: Bound) {
    this.#set({ latency: { ...latencyBounds(this.latency), min } });
  }

  get latencyMax(): Bound {
    return latencyBounds(this.latency).max;
  }
  set latencyMax(max: Bound) {
    this.#set({ latency: { ...latencyBounds(this.latency), max } });
  }

  /** The jitter buffer, in milliseconds. */
  get jitter(): number {
    return this.#signals.target.peek();
  }

  get catalogFormat(): CatalogFormat {
    return this.#settings.catalogFormat;
  }
  set catalogFormat(format: CatalogFormat | undefined) {
    this.#reflect("catalog-format", format);
  }

  /** Which rendition is wanted; within that, one that fits the element is chosen. */
  get target(): Target {
    return this.#settings.target;
  }
  set target(target: Target | undefined) {
    this.#set({ target: target ?? {} });
  }

  /** Lets go of what is buffered and begins anew with the next frame. */
  reset(): void {
    this.#watch?.reset();
  }

  #reflect(name: WatchAttribute, text: string | undefined): void {
    if (text === undefined) this.removeAttribute(name);
    else this.setAttribute(name, text);
  }

  #set(settings: Partial<WatchSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#watch?.set(settings);
  }

  /** Watches on the canvas that is inside now. */
  #refresh(): void {
    if (!this.isConnected) return;
    const canvas = this.querySelector("canvas") ?? undefined;
    if (this.#watch && canvas === this.#canvas) return;
    if (!canvas && this.querySelector("video"))
      console.warn("moq-watch: the picture needs a <canvas> inside; a <video> does nothing.");
    this.#end();
    this.#begin(canvas && used.has(canvas) ? replace(canvas) : canvas);
  }

  #begin(canvas: HTMLCanvasElement | undefined): void {
    if (canvas) used.add(canvas);
    this.#canvas = canvas;
    const watch = makeWatch({ ...this.#settings, ...(canvas ? { canvas } : {}) });
    this.#watch = watch;
    const { status, stats, offer, target, actual } = this.#signals;
    const follow = <T>(from: Getter<T>, to: Signal<T>) => {
      to.set(from.peek());
      this.#ends.push(from.subscribe((value) => to.set(value)));
    };
    follow(watch.status, status);
    follow(watch.stats, stats);
    follow(watch.offer, offer);
    follow(watch.jitter.target, target);
    follow(watch.jitter.actual, actual);
  }

  #end(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#watch?.close();
    this.#watch = undefined;
    this.#canvas = undefined;
  }
}

/** A canvas like the one that was used, in its place. */
function replace(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const fresh = canvas.cloneNode() as HTMLCanvasElement;
  canvas.replaceWith(fresh);
  return fresh;
}

declare global {
  interface HTMLElementTagNameMap {
    "moq-watch": MoqWatch;
  }
}

globalThis.customElements?.get("moq-watch") ?? globalThis.customElements?.define("moq-watch", MoqWatch);
