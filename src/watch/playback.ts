/** A broadcast that is played, in a Worker: its catalog followed, renditions chosen, picture and sound together. */
import type { Hang } from "../formats/index.ts";
import type { Broadcast, Track } from "../net/api.ts";
import { AudioPlayer, canPlayAudio } from "./audio/player.ts";
import { AudioSink, type SinkHandle } from "./audio/sink.ts";
import { type CatalogFormat, followCatalog } from "./catalog.ts";
import { formatOf } from "./formats.ts";
import type { Neighbours } from "./neighbours.ts";
import { type Offer, offerOf, problemOf, referencesOf } from "./offer.ts";
import { sleep } from "./pacing.ts";
import {
  isSameRendition,
  renditionKey,
  type Selectable,
  type Support,
  selectRendition,
  type Target,
  type Unplayable,
} from "./select.ts";
import { type Latency, Sync } from "./sync.ts";
import { isCaughtUp } from "./timing.ts";
import { Verdicts } from "./verdicts.ts";
import { orientationOf } from "./video/orientation.ts";
import { canPlayVideo, VideoPlayer } from "./video/player.ts";
import { Presenter } from "./video/presenter.ts";

/** How old a group may be and still be read, beyond the latency, in milliseconds: a hiccup of the network is shorter. */
const GROUP_AGE_MS = 500;

/** A track that ended though the catalog still has it is asked for again after so long, in milliseconds. */
const RETRY_MS = 1_000;

/** What is wanted of a broadcast. */
export interface PlaybackSettings {
  /** Whether the picture is seen, and so downloaded. */
  video: boolean;
  /** Whether the sound is heard, and so downloaded. */
  audio: boolean;
  latency: Latency;
  target: Target;
  catalogFormat: CatalogFormat;
}

export const DEFAULT_SETTINGS: PlaybackSettings = {
  video: true,
  audio: false,
  latency: "real-time",
  target: {},
  catalogFormat: "hang",
};

export interface PlaybackEvents {
  onShown?: (timestampUs: number, nowMs: number) => void;
  /** A frame of the picture that is shown has come, and is not decoded yet. */
  onArrived?: (timestampUs: number, nowMs: number) => void;
  /** The canvas got another size, or its first. */
  onResized?: (width: number, height: number) => void;
  onSound?: (timestampUs: number) => void;
  /** The publisher has ended a group without a frame: it has paused. */
  onEmptyGroup?: () => void;
  onOffer?: (offer: Offer) => void;
  /** Why nothing of what is wanted can be played, as a sentence; `undefined` once something can. */
  onProblem?: (sentence: string | undefined) => void;
}

export interface PlaybackOptions {
  /** Owned from here on. */
  canvas?: OffscreenCanvas;
  events: PlaybackEvents;
  settings?: Partial<PlaybackSettings>;
  /** A video track to ask for before the catalog has said that it is there: a round trip less to the first picture. */
  likelyVideo?: string;
  /** See {@link Sync.waitsForSound}. */
  waitsForSound?: boolean;
  /** Keeps the canvas at the size that the catalog names; a picture that comes larger is sampled, not blurred. */
  sampled?: boolean;
}

interface Slot<P> {
  name: string;
  rendition: Selectable;
  player: P;
  /** When its first picture came, while another rendition is shown. */
  readyMs?: number;
}

/** Everything of one broadcast; what it opened ends with it. */
interface Run {
  broadcast: Broadcast.Consumer;
  neighbours: Neighbours | undefined;
  closing: AbortController;
  catalog: Hang.Catalog | undefined;
  catalogEnded: boolean;
  /** Asked for before the catalog, until it is used or let go. */
  likely: Track.Subscriber | undefined;
  over: PromiseWithResolvers<void>;
}

/** The broadcast that a rendition is in, while it is there. */
function sourceOf({ broadcast, neighbours }: Run, rendition: Selectable): Broadcast.Consumer | undefined {
  return rendition.broadcast ? neighbours?.get(rendition.broadcast) : broadcast;
}

/** Plays one broadcast after the other on one canvas and one sink. Owns both. */
export class Playback {
  readonly sync = new Sync();
  readonly presenter: Presenter | undefined;
  #settings: PlaybackSettings;
  #events: PlaybackEvents;
  #likelyVideo: string | undefined;
  #isSampled: boolean;
  #sink: AudioSink | undefined;
  #run: Run | undefined;
  #video: Slot<VideoPlayer> | undefined;
  /** What takes over from {@link #video} with its first picture. */
  #next: Slot<VideoPlayer> | undefined;
  #audio: Slot<AudioPlayer> | undefined;
  #known = new Verdicts();
  #turn = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** What was read of players that are closed. */
  #bytes = { video: 0, audio: 0 };

  constructor(options: PlaybackOptions) {
    const { canvas, events, settings, likelyVideo, waitsForSound = true, sampled = false } = options;
    this.#events = events;
    this.#settings = { ...DEFAULT_SETTINGS, ...settings };
    this.#likelyVideo = likelyVideo;
    this.#isSampled = sampled;
    this.sync.waitsForSound = waitsForSound;
    this.sync.latency = this.#settings.latency;
    if (canvas)
      this.presenter = new Presenter(
        canvas,
        this.sync,
        (us, nowMs) => events.onShown?.(us, nowMs),
        (width, height) => events.onResized?.(width, height),
      );
  }

  get settings(): PlaybackSettings {
    return this.#settings;
  }

  set(settings: Partial<PlaybackSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.sync.latency = this.#settings.latency;
    this.#update();
  }

  /** Where sound goes from now on; the one before is let go. */
  sink(handle: SinkHandle): void {
    this.#closeAudio();
    this.#sink?.close();
    this.#sink = new AudioSink(handle);
    this.#update();
  }

  /** Begins anew with the next frame that comes: what is buffered is let go. */
  reset(): void {
    this.presenter?.clear();
    this.#sink?.clear();
    this.sync.reset("video");
    this.sync.reset("audio");
  }

  /**
   * Plays a broadcast until it has ended; another call or {@link stop} ends this one. Owns neither it nor its neighbours,
   * without which renditions in other broadcasts are not played.
   */
  async play(broadcast: Broadcast.Consumer, neighbours?: Neighbours): Promise<void> {
    this.stop();
    const run: Run = {
      broadcast,
      neighbours,
      closing: new AbortController(),
      catalog: undefined,
      catalogEnded: false,
      likely: undefined,
      over: Promise.withResolvers(),
    };
    this.#run = run;
    this.#known.clear();
    if (this.#likelyVideo !== undefined && this.#settings.video && this.presenter)
      run.likely = broadcast.subscribe(this.#likelyVideo, this.#subscription(1));
    if (neighbours)
      neighbours.onChange = () => {
        if (this.#run === run) this.#update();
      };
    void this.#follow(run);
    void broadcast.closed.then(() => run.over.resolve());
    await run.over.promise;
    if (this.#run === run) this.stop();
  }

  /** Ends what is played; the canvas keeps its picture. Idempotent. */
  stop(): void {
    const run = this.#run;
    this.#run = undefined;
    this.#turn++;
    clearTimeout(this.#retry);
    this.#closeVideo();
    this.#closeAudio();
    this.presenter?.clear();
    run?.likely?.close();
    run?.closing.abort();
    run?.over.resolve();
  }

  /** Idempotent. */
  close(): void {
    this.stop();
    this.#sink?.close();
    this.#sink = undefined;
  }

  /** Figures of what is played. */
  stats() {
    const videoBytes = this.#bytes.video + (this.#video?.player.bytes ?? 0);
    const audioBytes = this.#bytes.audio + (this.#audio?.player.bytes ?? 0);
    return {
      framesShown: this.presenter?.shown ?? 0,
      framesSkipped: this.presenter?.skipped ?? 0,
      groupsSkipped: this.#video?.player.skippedGroups ?? 0,
      framesInDecoder: this.#video?.player.queued ?? 0,
      bytes: videoBytes + audioBytes,
      videoBytes,
      audioBytes,
      targetMs: this.sync.targetMs,
      actualMs: this.sync.actualMs,
      audioBufferMs: this.#sink?.bufferedMs ?? 0,
      audioUnderruns: this.#sink?.underruns ?? 0,
    };
  }

  async #follow(run: Run): Promise<void> {
    const { catalogFormat } = this.#settings;
    try {
      await followCatalog(
        run.broadcast,
        catalogFormat,
        GROUP_AGE_MS,
        run.closing.signal,
        (catalog) => {
          run.catalog = catalog;
          if (this.#run !== run) return;
          run.neighbours?.want(referencesOf(catalog));
          this.#update();
        },
        (problem) => console.debug(problem),
        (sentence) => {
          if (this.#run === run) this.#events.onProblem?.(sentence);
        },
      );
    } catch (error) {
      if (this.#run === run) console.debug("catalog:", error);
    }
    // What plays goes on without it.
    run.catalogEnded = true;
    if (this.#run === run) this.#endIfOver(run);
  }

  /** A broadcast without a catalog to come is over once nothing of it plays. */
  #endIfOver(run: Run): void {
    const isIdle = !this.#video && !this.#next && !this.#audio;
    const isWanted = this.#settings.video || this.#settings.audio;
    if (run.catalogEnded && isIdle && (isWanted || !run.catalog)) run.over.resolve();
  }

  /** Brings what is played in line with the catalog and the settings. */
  #update(): void {
    this.#bringInLine().catch((error: unknown) => {
      console.debug("playback:", error);
      this.#events.onProblem?.(`This broadcast cannot be played: ${error}.`);
    });
  }

  /** The newest call alone goes to its end. */
  async #bringInLine(): Promise<void> {
    const run = this.#run;
    const catalog = run?.catalog;
    if (!run || !catalog) return;
    const turn = ++this.#turn;
    const { video, audio } = catalog;
    for (const rendition of Object.values(video?.renditions ?? {}))
      await this.#check(rendition, canPlayVideo);
    for (const rendition of Object.values(audio?.renditions ?? {}))
      await this.#check(rendition, canPlayAudio);
    if (turn !== this.#turn || this.#run !== run) return;
    this.#updateVideo(run, video);
    this.#updateAudio(run, audio);
    run.likely?.close();
    run.likely = undefined;
    this.#tell(run, catalog);
    this.#endIfOver(run);
  }

  #updateVideo(run: Run, section: Hang.VideoSection | undefined): void {
    const { presenter } = this;
    if (!presenter) return;
    presenter.orientation = orientationOf(section?.rotation, section?.flip);
    const renditions = section?.renditions ?? {};
    const name = this.#settings.video
      ? selectRendition(renditions, this.#settings.target, this.#support)
      : undefined;
    const rendition = name === undefined ? undefined : renditions[name];
    if (name === undefined || !rendition) {
      this.#closeVideo();
      return;
    }
    if (this.#isSampled) {
      const { codedWidth = 0, codedHeight = 0 } = rendition;
      const { width, height } = section?.display ?? { width: codedWidth, height: codedHeight };
      if (width > 0 && height > 0) presenter.resize(width, height);
    }
    const isPlayedBy = (slot: Slot<VideoPlayer> | undefined) =>
      slot?.name === name && isSameRendition(slot.rendition, rendition);
    if (isPlayedBy(this.#next)) return;
    this.#closeNext();
    const source = sourceOf(run, rendition);
    if (source && !isPlayedBy(this.#video)) this.#startVideo(run, source, name, rendition);
  }

  #startVideo(run: Run, source: Broadcast.Consumer, name: string, rendition: Hang.VideoRendition): void {
    const isLikely = source === run.broadcast && run.likely?.name === name;
    const track = (isLikely && run.likely) || source.subscribe(name, this.#subscription(1));
    if (isLikely) run.likely = undefined;
    const isActive = () => this.#video?.player === player;
    const player: VideoPlayer = new VideoPlayer({
      track,
      rendition,
      sync: this.sync,
      isActive,
      onPicture: (picture) => this.#picture(player, picture),
      onArrived: (timestampUs, nowMs) => this.#events.onArrived?.(timestampUs, nowMs),
      onJump: () => this.presenter?.clear(),
      onEmptyGroup: () => {
        if (isActive()) this.#events.onEmptyGroup?.();
      },
    });
    const slot = { name, rendition, player };
    if (this.#video) this.#next = slot;
    else {
      this.sync.reset("video");
      this.#video = slot;
    }
    const ended = (end: string) => this.#videoEnded(run, slot, end);
    player.done.then(ended, (error: unknown) => {
      console.debug(`rendition ${name}:`, error);
      ended("failed");
    });
  }

  #picture(player: VideoPlayer, picture: VideoFrame): void {
    const { presenter } = this;
    const next = this.#next;
    if (presenter && this.#video?.player === player) presenter.push(picture);
    else if (presenter && next?.player === player) {
      const nowMs = performance.now();
      next.readyMs ??= nowMs;
      if (!isCaughtUp(picture.timestamp, presenter.shownUs, nowMs - next.readyMs)) picture.close();
      else {
        this.#promote();
        presenter.push(picture);
      }
    } else picture.close();
  }

  /** The rendition that prepared is shown from here on. */
  #promote(): void {
    const last = this.#video;
    this.#video = this.#next;
    this.#next = undefined;
    this.presenter?.clear();
    this.#bytes.video += last?.player.bytes ?? 0;
    last?.player.close();
    const run = this.#run;
    if (run?.catalog) this.#tell(run, run.catalog);
  }

  #videoEnded(run: Run, slot: Slot<VideoPlayer>, end: string): void {
    if (this.#run !== run) return;
    if (end === "undecodable") this.#failed(run, slot.rendition);
    if (this.#next === slot) this.#next = undefined;
    else if (this.#video !== slot) return;
    else if (this.#next) this.#promote();
    else {
      this.#bytes.video += slot.player.bytes;
      this.#video = undefined;
    }
    this.#ended(run, end);
  }

  #updateAudio(run: Run, section: Hang.AudioSection | undefined): void {
    const renditions = section?.renditions ?? {};
    const sink = this.#sink;
    const isWanted = this.#settings.audio && sink !== undefined;
    const name = isWanted ? selectRendition(renditions, {}, this.#support) : undefined;
    const rendition = name === undefined ? undefined : renditions[name];
    const source = rendition && sourceOf(run, rendition);
    if (!sink || name === undefined || !source) {
      this.#closeAudio();
      return;
    }
    if (this.#audio?.name === name && isSameRendition(this.#audio.rendition, rendition)) return;
    this.#closeAudio();
    const track = source.subscribe(name, this.#subscription(2));
    const onSound = (timestampUs: number) => this.#events.onSound?.(timestampUs);
    const player = new AudioPlayer({ track, rendition, sync: this.sync, sink, onSound });
    const slot = { name, rendition, player };
    this.#audio = slot;
    const ended = (end: string) => {
      if (this.#run !== run || this.#audio !== slot) return;
      if (end === "undecodable") this.#failed(run, rendition);
      this.#closeAudio();
      this.#ended(run, end);
    };
    player.done.then(ended, (error: unknown) => {
      console.debug(`rendition ${name}:`, error);
      ended("failed");
    });
  }

  /** Chosen from again after a while: what came may have been broken for that long only. */
  #failed(run: Run, rendition: Selectable): void {
    const key = renditionKey(rendition);
    void sleep(this.#known.failed(key), run.closing.signal).then(() => {
      if (this.#run !== run) return;
      this.#known.forgive(key);
      this.#update();
    });
  }

  /** A player has come to its end: another rendition takes its place, or the same is asked for again. */
  #ended(run: Run, end: string): void {
    if (end === "undecodable") this.#update();
    else if (!run.catalogEnded) {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#update(), RETRY_MS);
    } else this.#endIfOver(run);
  }

  #closeVideo(): void {
    this.#closeNext();
    this.#bytes.video += this.#video?.player.bytes ?? 0;
    this.#video?.player.close();
    this.#video = undefined;
  }

  #closeNext(): void {
    this.#next?.player.close();
    this.#next = undefined;
  }

  #closeAudio(): void {
    this.#bytes.audio += this.#audio?.player.bytes ?? 0;
    this.#audio?.player.close();
    this.#audio = undefined;
  }

  #subscription(priority: number): Track.Subscription {
    return { latencyMax: GROUP_AGE_MS + this.sync.budgetMs, priority };
  }

  /** Finds out whether a rendition can be played, once. */
  async #check<R extends Selectable>(
    rendition: R,
    canPlay: (rendition: R) => Promise<boolean>,
  ): Promise<void> {
    const key = renditionKey(rendition);
    if (this.#known.has(key)) return;
    this.#known.set(key, containerProblem(rendition) ?? ((await canPlay(rendition)) ? undefined : "codec"));
  }

  #support: Support = (_, rendition) => {
    const isHere = this.#run !== undefined && sourceOf(this.#run, rendition) !== undefined;
    return this.#known.get(renditionKey(rendition)) ?? (isHere ? undefined : "broadcast");
  };

  #tell(run: Run, catalog: Hang.Catalog): void {
    const playing = { video: this.#video?.name, audio: this.#audio?.name };
    this.#events.onOffer?.(offerOf(catalog, playing));
    const problem = problemOf(catalog, this.#support, this.presenter !== undefined);
    // What is only being looked for is not missing yet.
    this.#events.onProblem?.(run.neighbours?.isSettled === false ? undefined : problem);
  }
}

function containerProblem({ container }: Selectable): Unplayable | undefined {
  try {
    formatOf(container);
    return undefined;
  } catch {
    return "container";
  }
}
