/**
 * Looking for games, watching and playing them: the page's half. The other half is `./worker.ts`.
 *
 * @module
 */
import { Signal } from "@moq/signals";
import { Sound } from "../../watch/page/sound.ts";
import { PageChat } from "../chat/index.ts";
import { DEFAULT_PREFIX, type Prefixes, prefixesBelow } from "../name.ts";
import { FigureHistory, PLAY_FIGURES } from "../statistics/index.ts";
import { missingFeatures } from "../support.ts";
import type {
  ArcadeClient,
  ConnectionStatus,
  EmoteName,
  GameListing,
  GameStatus,
  KeptClip,
  ModeOutline,
  ModeRequest,
  PictureLook,
  PictureSize,
  Play,
  PlayFigure,
  PlayStats,
  PlayStatus,
  Stretch,
  WatchOptions,
} from "../types.ts";
import { workerName } from "../worker-name.ts";
import type { FromClient, ToClient } from "./messages.ts";
import { keepTabViewer, takeTabViewer } from "./tab-viewer.ts";

/** Opus is decoded at this rate, whatever the publisher had. Source: RFC 7845, section 5.1. */
const SAMPLE_RATE = 48_000;

const NO_STATS: PlayStats = {
  framesPerSecond: 0,
  framesShown: 0,
  inputLatencyMs: [],
  jitterMs: 0,
  audioBufferMs: 0,
  audioUnderruns: 0,
};

const CLOSED = "The game was left before it was kept.";

type Send = (message: ToClient, transfer?: Transferable[]) => void;

/**
 * Connects to a relay. Never throws: what goes wrong is in the connection's status.
 * @param options.prefix where games and viewers are, if not below {@link DEFAULT_PREFIX}: one path, or one for each
 */
export function connectArcade(relay: URL, options: { prefix?: string | Prefixes } = {}): ArcadeClient {
  const { prefix = DEFAULT_PREFIX } = options;
  return new PageClient(relay, typeof prefix === "string" ? prefixesBelow(prefix) : prefix);
}

class PageClient implements ArcadeClient {
  readonly relay: URL;
  readonly connection = new Signal<ConnectionStatus>({ state: "connecting" });
  readonly games = new Signal<GameListing[]>([]);
  readonly unlistedGames = new Signal(0);
  readonly roundTripMs = new Signal<number | undefined>(undefined);
  #worker: Worker | undefined;
  #plays = new Map<number, PagePlay>();
  #next = 1;

  constructor(relay: URL, prefixes: Prefixes) {
    this.relay = relay;
    const missing = missingFeatures("play");
    if (missing.length > 0) {
      this.#lost(`This browser lacks ${missing.join(", ")}.`);
      return;
    }
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: workerName("client"),
    });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromClient>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      this.#lost(
        `The player failed: ${event.message || "its program could not be loaded"}. Reload the page.`,
      );
    });
    this.#send({ type: "connect", relay: relay.href, prefixes });
  }

  watch(name: string, { canvas, role }: WatchOptions): Play {
    const id = this.#next++;
    const tab = role === "player" ? takeTabViewer() : { sessions: 0, isReloaded: false };
    const play = new PagePlay(id, name, this.#send, () => this.#plays.delete(id));
    this.#plays.set(id, play);
    const offscreen = canvas.transferControlToOffscreen();
    this.#send({ type: "watch", play: id, name, role, canvas: offscreen, tab }, [offscreen]);
    return play;
  }

  close(): void {
    for (const play of [...this.#plays.values()]) play.close();
    // The Worker ends itself once it has closed its session.
    this.#send({ type: "close" });
    this.#worker = undefined;
  }

  #receive(message: FromClient): void {
    switch (message.type) {
      case "connection":
        this.connection.set(message.status);
        break;
      case "games":
        this.games.set(message.games);
        this.unlistedGames.set(message.more);
        break;
      case "round-trip":
        this.roundTripMs.set(message.ms);
        break;
      case "status":
      case "stats":
      case "game":
      case "mode-outline":
      case "chat":
      case "viewer":
      case "picture":
      case "kept":
      case "not-kept":
        this.#plays.get(message.play)?.receive(message);
        break;
      default:
        message satisfies never;
    }
  }

  #lost(error: string): void {
    this.connection.set({ state: "lost", error });
    for (const play of this.#plays.values()) play.lost(error);
  }

  #send: Send = (message, transfer = []) => this.#worker?.postMessage(message, transfer);
}

class PagePlay implements Play {
  readonly name: string;
  readonly status = new Signal<PlayStatus>({ state: "connecting" });
  readonly stats = new Signal<PlayStats>(NO_STATS);
  readonly game = new Signal<GameStatus | undefined>(undefined);
  readonly modeOutline = new Signal<ModeOutline | undefined>(undefined);
  readonly viewerId = new Signal<string | undefined>(undefined);
  readonly history: FigureHistory<PlayFigure>;
  readonly sampled = new Signal(0);
  readonly picture = new Signal<PictureSize | undefined>(undefined);
  #chat: PageChat;
  #id: number;
  #send: Send;
  #onClose: () => void;
  #closed = false;
  #sound: Sound;
  /** Those who wait for a clip, by the number of their request. */
  #keeping = new Map<number, PromiseWithResolvers<KeptClip>>();
  #nextRequest = 1;

  constructor(id: number, name: string, send: Send, onClose: () => void) {
    this.#id = id;
    this.name = name;
    this.history = new FigureHistory({ kind: "play", game: name, figures: PLAY_FIGURES });
    this.#send = send;
    this.#onClose = onClose;
    this.#chat = new PageChat((said) =>
      send("text" in said ? { type: "say", play: id, ...said } : { type: "emote", play: id, ...said }),
    );
    this.#sound = new Sound(
      () => SAMPLE_RATE,
      (sink, transfer) => send({ type: "audio", play: id, sink }, transfer),
    );
  }

  get chat() {
    return this.#chat.chat;
  }

  get emotes() {
    return this.#chat.emotes;
  }

  say(text: string): boolean {
    return this.#chat.say(text);
  }

  emote(emote: EmoteName): boolean {
    return this.#chat.emote(emote);
  }

  press(button: string, down: boolean): void {
    this.#send({ type: "press", play: this.#id, button, down, atMs: nowMs() });
  }

  releaseAll(): void {
    this.#send({ type: "release-all", play: this.#id, atMs: nowMs() });
  }

  reset(): void {
    this.#send({ type: "reset", play: this.#id });
  }

  request(request: ModeRequest): void {
    this.#send({ type: "request", play: this.#id, request });
  }

  fastForward(held: boolean): void {
    this.#send({ type: "fast", play: this.#id, held });
  }

  saveSlot(slot: number): void {
    this.#send({ type: "slot", play: this.#id, request: { type: "save-slot", slot } });
  }

  loadSlot(slot: number): void {
    this.#send({ type: "slot", play: this.#id, request: { type: "load-slot", slot } });
  }

  setDisplayName(name: string): void {
    this.#send({ type: "display-name", play: this.#id, name });
  }

  keep(stretch: Stretch): Promise<KeptClip> {
    if (this.#closed) return Promise.reject(new Error(CLOSED));
    const request = this.#nextRequest++;
    const waiting = Promise.withResolvers<KeptClip>();
    this.#keeping.set(request, waiting);
    this.#send({ type: "keep", play: this.#id, request, stretch });
    return waiting.promise;
  }

  /** Nothing comes any more. */
  lost(error: string): void {
    for (const waiting of this.#keeping.values()) waiting.reject(new Error(error));
    this.#keeping.clear();
  }

  setVisible(visible: boolean): void {
    this.#send({ type: "visible", play: this.#id, visible });
  }

  setLook(look: PictureLook): void {
    this.#send({ type: "look", play: this.#id, look });
  }

  unlockAudio(): Promise<void> {
    return this.#sound.unlock();
  }

  setVolume(volume: number): void {
    this.#sound.setVolume(volume);
  }

  setMuted(muted: boolean): void {
    this.#sound.setMuted(muted);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.lost(CLOSED);
    this.#sound.close();
    this.#send({ type: "unwatch", play: this.#id });
    this.#onClose();
  }

  receive(message: Extract<FromClient, { play: number }>): void {
    switch (message.type) {
      case "status":
        this.status.set(message.status);
        break;
      case "stats":
        this.stats.set(message.stats);
        this.history.push(message.sample);
        this.sampled.update((count) => count + 1);
        break;
      case "game":
        this.game.set(message.game);
        break;
      case "mode-outline":
        this.modeOutline.set(message.outline);
        break;
      case "chat":
        this.#chat.receive(message.chat);
        break;
      case "viewer":
        if (message.viewer) keepTabViewer(message.viewer.player, message.viewer.session);
        this.viewerId.set(message.viewer?.player);
        break;
      case "picture":
        this.picture.set(message.picture);
        break;
      case "kept":
        this.#keeping.get(message.request)?.resolve(message.clip);
        this.#keeping.delete(message.request);
        break;
      case "not-kept":
        this.#keeping.get(message.request)?.reject(new Error(message.error));
        this.#keeping.delete(message.request);
        break;
      default:
        message satisfies never;
    }
  }
}

/** Monotonic, and the same in the page and its Workers. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
