/**
 * `<moq-publish>`: a broadcast that is sent, driven by attributes, as npm's `@moq/publish` 0.2 has them. A
 * `<video>` inside it shows what is captured.
 *
 * @module
 */
import { Effect, type Getter, Signal } from "@moq/signals";
import {
  DEFAULT_SIZES,
  makeCamera,
  makeFile,
  makeMicrophone,
  makeScreen,
  type PublishStatus,
  publish,
  type Source,
  type SourceState,
} from "../publish/index.ts";

const OBSERVED = ["url", "name", "muted", "invisible", "source", "simulcast", "preview", "announce"] as const;

type Observed = (typeof OBSERVED)[number];

const SOURCES = ["camera", "screen", "file"] as const;
const PREVIEWS = ["source", "encoded", "none"] as const;
const ANNOUNCES = ["source", "always", "never"] as const;

export type SourceType = (typeof SOURCES)[number];
/** What the `<video>` inside shows. There is no picture of what was encoded: `encoded` shows the source. */
export type PreviewMode = (typeof PREVIEWS)[number];
/** When the broadcast is announced: once there is something to send, always, or never. */
export type AnnounceMode = (typeof ANNOUNCES)[number];

/** A value that cannot be used is told of and passed over. */
function warn(name: Observed, value: unknown, instead: string): void {
  console.warn(`moq-publish: ${name}="${value}" is not known: ${instead}.`);
}

function oneOf<T extends string>(name: Observed, value: unknown, known: readonly T[], fallback: T): T {
  if (value === null || value === undefined) return fallback;
  const found = known.find((word) => word === value);
  if (found === undefined) warn(name, value, `use one of ${known.join(", ")}; ${fallback} is taken`);
  return found ?? fallback;
}

function toUrl(value: string | URL | null | undefined): URL | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const text = String(value);
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text);
  warn("url", value, "write the relay's address in full, as https://relay.example:4443/; nothing is sent");
  return undefined;
}

/** The element. What is captured stops, and the broadcast ends, when it leaves the document. */
export class MoqPublish extends HTMLElement {
  static observedAttributes: readonly string[] = OBSERVED;

  /** The attributes as signals. */
  readonly state = {
    url: new Signal<URL | undefined>(undefined),
    name: new Signal(""),
    source: new Signal<SourceType | File | undefined>(undefined),
    muted: new Signal(false),
    invisible: new Signal(false),
    simulcast: new Signal(false),
    preview: new Signal<PreviewMode>("source"),
    announce: new Signal<AnnounceMode>("source"),
  };
  #status = new Signal<PublishStatus | undefined>(undefined);
  #picture = new Signal<SourceState | undefined>(undefined);
  #sound = new Signal<SourceState | undefined>(undefined);
  #video = new Signal<MediaStreamTrack | undefined>(undefined);
  #audio = new Signal<MediaStreamTrack | undefined>(undefined);
  #preview = new Signal<HTMLVideoElement | undefined>(undefined);
  #effect: Effect | undefined;

  /** How the broadcast is; `undefined` while nothing is announced. */
  get status(): Getter<PublishStatus | undefined> {
    return this.#status;
  }

  /** How what the picture comes from is, with a sentence on what went wrong; `undefined` where there is none. */
  get picture(): Getter<SourceState | undefined> {
    return this.#picture;
  }

  /** How the microphone is; `undefined` where none is used. */
  get microphone(): Getter<SourceState | undefined> {
    return this.#sound;
  }

  connectedCallback(): void {
    if (this.#effect) return;
    const effect = new Effect();
    this.#effect = effect;
    const look = () => this.#preview.set(this.querySelector("video") ?? undefined);
    const observer = new MutationObserver(look);
    observer.observe(this, { childList: true, subtree: true });
    effect.cleanup(() => observer.disconnect());
    look();
    effect.run((inner) => this.#capture(inner));
    effect.run((inner) => this.#listen(inner));
    effect.run((inner) => this.#show(inner));
    const hasSource = effect.computed(
      (inner) => inner.get(this.#video) !== undefined || inner.get(this.#audio) !== undefined,
    );
    effect.run((inner) => this.#send(inner, hasSource));
  }

  disconnectedCallback(): void {
    this.#effect?.close();
    this.#effect = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    const { state } = this;
    switch (name as Observed) {
      case "url":
        state.url.set(toUrl(value));
        break;
      case "name":
        state.name.set(value ?? "");
        break;
      case "source":
        this.source = value as SourceType | null;
        break;
      case "preview":
        state.preview.set(oneOf("preview", value, PREVIEWS, "source"));
        break;
      case "announce":
        state.announce.set(oneOf("announce", value, ANNOUNCES, "source"));
        break;
      case "muted":
      case "invisible":
      case "simulcast":
        state[name as "muted"].set(value !== null);
        break;
    }
  }

  get url(): URL | undefined {
    return this.state.url.peek();
  }
  set url(value: string | URL | undefined) {
    this.state.url.set(toUrl(value));
  }

  /** The broadcast's path on the relay. */
  get name(): string {
    return this.state.name.peek();
  }
  set name(value: string) {
    this.state.name.set(String(value ?? ""));
  }

  get source(): SourceType | File | undefined {
    return this.state.source.peek();
  }
  set source(value: SourceType | File | null | undefined) {
    const known = SOURCES.find((word) => word === value) ?? (value instanceof File ? value : undefined);
    if (known === undefined && value !== null && value !== undefined)
      warn("source", value, `use one of ${SOURCES.join(", ")}; there is no source`);
    this.state.source.set(known);
  }

  get muted(): boolean {
    return this.state.muted.peek();
  }
  set muted(value: boolean) {
    this.state.muted.set(Boolean(value));
  }

  get invisible(): boolean {
    return this.state.invisible.peek();
  }
  set invisible(value: boolean) {
    this.state.invisible.set(Boolean(value));
  }

  /** Offers smaller sizes beside the source's own. */
  get simulcast(): boolean {
    return this.state.simulcast.peek();
  }
  set simulcast(value: boolean) {
    this.state.simulcast.set(Boolean(value));
  }

  get preview(): PreviewMode {
    return this.state.preview.peek();
  }
  set preview(value: PreviewMode) {
    this.state.preview.set(oneOf("preview", value, PREVIEWS, "source"));
  }

  get announce(): AnnounceMode {
    return this.state.announce.peek();
  }
  set announce(value: AnnounceMode) {
    this.state.announce.set(oneOf("announce", value, ANNOUNCES, "source"));
  }

  /** What the picture comes from, and its sound. */
  #capture(effect: Effect): void {
    const wanted = effect.get(this.state.source);
    if (wanted === undefined) return;
    if (wanted === "file") {
      pickFile((file) => this.state.source.set(file), effect.abort);
      return;
    }
    const isSeen = !effect.get(this.state.invisible);
    if (wanted === "camera") {
      if (isSeen) this.#follow(effect, makeCamera(), this.#picture);
      return;
    }
    // Its picture and its sound are one: it is asked for while either is wanted.
    if (!isSeen && effect.get(this.state.muted)) return;
    this.#follow(effect, wanted === "screen" ? makeScreen() : makeFile(wanted), this.#picture);
  }

  /** The microphone, which goes with a camera. */
  #listen(effect: Effect): void {
    if (effect.get(this.state.source) !== "camera" || effect.get(this.state.muted)) return;
    this.#follow(effect, makeMicrophone(), this.#sound);
  }

  #follow(effect: Effect, source: Source, state: Signal<SourceState | undefined>): void {
    effect.cleanup(() => source.close());
    effect.run((inner) => inner.set(state, inner.get(source.state)));
    if (source.kind !== "microphone") effect.run((inner) => inner.set(this.#video, inner.get(source.video)));
    if (source.kind !== "camera") effect.run((inner) => inner.set(this.#audio, inner.get(source.audio)));
  }

  #show(effect: Effect): void {
    const video = effect.get(this.#preview);
    if (!video) return;
    const mode = effect.get(this.state.preview);
    if (mode === "encoded") console.warn('moq-publish: preview="encoded" shows the source.');
    const track = effect.get(this.#video);
    const isShown = mode !== "none" && track !== undefined && !effect.get(this.state.invisible);
    video.style.display = isShown ? "" : "none";
    if (!isShown) return;
    video.srcObject = new MediaStream([track]);
    effect.cleanup(() => {
      video.srcObject = null;
    });
  }

  #send(effect: Effect, hasSource: Getter<boolean | undefined>): void {
    const url = effect.get(this.state.url);
    const name = effect.get(this.state.name);
    const announce = effect.get(this.state.announce);
    const isWanted = announce === "always" || (announce === "source" && effect.get(hasSource));
    if (!url || name === "" || !isWanted) return;
    const { simulcast } = this.state;
    const sizes = () => (simulcast.peek() ? DEFAULT_SIZES : []);
    const publishing = publish({ relay: url, name, sizes: sizes() });
    effect.cleanup(() => publishing.close());
    effect.run((inner) => inner.set(this.#status, inner.get(publishing.status)));
    effect.run((inner) => {
      inner.get(simulcast);
      publishing.setSizes(sizes());
    });
    effect.run((inner) => {
      const isSeen = !inner.get(this.state.invisible);
      publishing.setVideo(isSeen ? inner.get(this.#video) : undefined);
    });
    effect.run((inner) => {
      const isHeard = !inner.get(this.state.muted);
      publishing.setAudio(isHeard ? inner.get(this.#audio) : undefined);
    });
  }
}

/** Asks for a file. Browsers show nothing of it outside a gesture. */
function pickFile(onFile: (file: File) => void, stop: AbortSignal): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "video/*,audio/*";
  const onChange = () => {
    const [file] = input.files ?? [];
    if (file) onFile(file);
  };
  input.addEventListener("change", onChange, { signal: stop });
  input.click();
}

declare global {
  interface HTMLElementTagNameMap {
    "moq-publish": MoqPublish;
  }
}

if (!customElements.get("moq-publish")) customElements.define("moq-publish", MoqPublish);
