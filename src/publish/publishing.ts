/** Publishing: the page's half. The other half is `./worker/worker.ts`. */
import { Signal } from "@moq/signals";
import { VIDEO_FAMILIES } from "./codecs.ts";
import { openFeed } from "./feed.ts";
import { DEFAULT_SIZES } from "./ladder.ts";
import { missingForPublish } from "./support.ts";
import type { Publishing, PublishOptions, PublishProblem, PublishStats, PublishStatus } from "./types.ts";
import type { EncodeOptions, FromPublisher, ToPublisher } from "./worker/messages.ts";

/** How long the Worker may take to say goodbye to its viewers, in milliseconds. */
const GOODBYE_MS = 1_000;

/** What a source is taken for that does not say its rate, in frames a second. */
const USUAL_FRAMERATE = 30;

type Kind = "video" | "audio";

/** Publishes from this page. Never throws: what goes wrong is in the status. */
export function publish(options: PublishOptions): Publishing {
  return new PagePublishing(options);
}

class PagePublishing implements Publishing {
  readonly name: string;
  readonly status = new Signal<PublishStatus>({ state: "connecting" });
  readonly stats = new Signal<PublishStats>({ framesPerSecond: 0, renditions: [] });
  readonly problem = new Signal<PublishProblem | undefined>(undefined);
  #worker: Worker | undefined;
  #options: EncodeOptions;
  /** Whether the Worker reads tracks; not known before it is there. */
  #readsTracks: boolean | undefined;
  #tracks: Record<Kind, MediaStreamTrack | undefined> = { video: undefined, audio: undefined };
  #feeds: Record<Kind, (() => void) | undefined> = { video: undefined, audio: undefined };

  constructor({ relay, name, sizes = DEFAULT_SIZES, ...options }: PublishOptions) {
    const { video = VIDEO_FAMILIES, audio = ["opus"], muted = false } = options;
    this.name = name;
    this.#options = { sizes, video, audio, muted };
    const missing = missingForPublish();
    if (missing.length > 0) {
      this.status.set({
        state: "failed",
        reason: "browser",
        error: `This browser lacks ${missing.join(", ")}.`,
      });
      return;
    }
    const worker = new Worker(new URL("./worker/worker.ts", import.meta.url), {
      type: "module",
      name: "publish",
    });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromPublisher>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      const why = event.message || "its program could not be loaded";
      const error = `The publisher failed: ${why}. Reload the page.`;
      this.status.set({ state: "failed", reason: "crashed", error });
      this.#release();
    });
    this.#send({ type: "start", relay: relay.href, name, options: this.#options });
  }

  setVideo(track: MediaStreamTrack | undefined): void {
    this.#setTrack("video", track);
  }

  setAudio(track: MediaStreamTrack | undefined): void {
    this.#setTrack("audio", track);
  }

  setMuted(muted: boolean): void {
    this.#setOptions({ muted });
  }

  setSizes(sizes: readonly number[]): void {
    this.#setOptions({ sizes: [...sizes] });
  }

  requestKeyframe(): void {
    this.#send({ type: "keyframe" });
  }

  close(): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#send({ type: "close" });
    this.#worker = undefined;
    this.#release();
    // The Worker says when it is done; one that hangs is ended all the same.
    const timer = setTimeout(() => worker.terminate(), GOODBYE_MS);
    worker.addEventListener("message", ({ data }: MessageEvent<FromPublisher>) => {
      if (data.type !== "closed") return;
      clearTimeout(timer);
      worker.terminate();
    });
    if (this.status.peek().state !== "failed") this.status.set({ state: "ended" });
  }

  #setTrack(kind: Kind, track: MediaStreamTrack | undefined): void {
    if (this.#tracks[kind] === track) return;
    this.#tracks[kind] = track;
    this.#feed(kind);
  }

  #setOptions(options: Partial<EncodeOptions>): void {
    this.#options = { ...this.#options, ...options };
    this.#send({ type: "options", options: this.#options });
  }

  /** Hands the Worker what there is of a kind now. */
  #feed(kind: Kind): void {
    const readsTracks = this.#readsTracks;
    if (readsTracks === undefined || !this.#worker) return;
    const before = this.#feeds[kind];
    this.#feeds[kind] = undefined;
    this.#open(kind, readsTracks);
    // Last: the Worker is to hear of what comes next before it sees that this one has ended.
    before?.();
  }

  #open(kind: Kind, readsTracks: boolean): void {
    const track = this.#tracks[kind];
    const framerate = track?.getSettings().frameRate || USUAL_FRAMERATE;
    const message = (feed: ToPublisher & { type: Kind }, transfer: Transferable[] = []) =>
      this.#worker?.postMessage(feed, transfer);
    const post = (feed: (ToPublisher & { type: Kind })["feed"], transfer: Transferable[] = []) =>
      message(kind === "video" ? { type: kind, feed, framerate } : { type: kind, feed }, transfer);
    if (!track) {
      post(undefined);
      return;
    }
    try {
      this.#feeds[kind] = openFeed(track, readsTracks, post);
    } catch (error) {
      const what = kind === "video" ? "pictures" : "sound";
      const text = `This browser cannot read ${what} from this source (${(error as Error).message}). Choose another.`;
      this.problem.set({ of: kind, text });
      post(undefined);
    }
  }

  #receive(message: FromPublisher): void {
    switch (message.type) {
      case "ready":
        this.#readsTracks = message.readsTracks;
        this.#feed("video");
        this.#feed("audio");
        break;
      case "status":
        if (this.#worker) this.status.set(message.status);
        if (message.status.state === "failed") this.#release();
        break;
      case "stats":
        this.stats.set(message.stats);
        break;
      case "problem":
        this.problem.set(message.problem);
        break;
      case "closed":
        break;
      default:
        message satisfies never;
    }
  }

  /** Ends what reads the tracks on the page. */
  #release(): void {
    for (const kind of ["video", "audio"] as const) {
      this.#feeds[kind]?.();
      this.#feeds[kind] = undefined;
      this.#tracks[kind] = undefined;
    }
  }

  #send(message: ToPublisher): void {
    this.#worker?.postMessage(message);
  }
}
