/**
 * Hosting a game: the page's half. The other half is `./worker.ts`.
 *
 * @module
 */
import { Signal } from "@moq/signals";
import { DEFAULT_PALETTE, type PaletteName } from "../../../emulator/index.ts";
import { Sound } from "../../watch/page/sound.ts";
import { PageChat } from "../chat/index.ts";
import { checkName, DEFAULT_PREFIX } from "../name.ts";
import { FigureHistory, HOST_FIGURES } from "../statistics/index.ts";
import { missingFeatures } from "../support.ts";
import type {
  EmoteName,
  HostFigure,
  Hosting,
  HostOptions,
  HostStats,
  HostStatus,
  ModeRequest,
  ModeSettings,
  ModeStatus,
  Permission,
  PictureSize,
  Player,
  SlotsView,
} from "../types.ts";
import { workerName } from "../worker-name.ts";
import type { FromHost, ToHost } from "./messages.ts";

/** How long the Worker may take to say goodbye to its viewers, in milliseconds. */
const GOODBYE_MS = 1_000;

const NO_STATS: HostStats = {
  framesPerSecond: 0,
  emulationMs: 0,
  encodeMs: 0,
  viewers: 0,
  encoding: [],
  uploadBitsPerSecond: 0,
  droppedCommands: 0,
};

/** Hosts a game from this page. Never throws: what goes wrong is in the status. */
export function host(options: HostOptions): Hosting {
  return new PageHosting(options);
}

class PageHosting implements Hosting {
  readonly name: string;
  readonly status = new Signal<HostStatus>({ state: "starting" });
  readonly stats = new Signal<HostStats>(NO_STATS);
  readonly history: FigureHistory<HostFigure>;
  readonly sampled = new Signal(0);
  readonly players = new Signal<Player[]>([]);
  readonly title = new Signal<string | undefined>(undefined);
  readonly console = new Signal<string | undefined>(undefined);
  readonly mode = new Signal<ModeStatus>({ type: "anarchy" });
  readonly picture = new Signal<PictureSize | undefined>(undefined);
  #chat = new PageChat((said) =>
    this.#send("text" in said ? { type: "say", ...said } : { type: "emote", ...said }),
  );
  readonly slots = new Signal<SlotsView | undefined>(undefined);
  #worker: Worker | undefined;
  #sampleRate = 48_000;
  #sound = new Sound(
    () => this.#sampleRate,
    (sink, transfer) => this.#send({ type: "audio", sink }, transfer),
  );

  constructor(options: HostOptions) {
    this.name = options.name;
    this.history = new FigureHistory({ kind: "host", game: options.name, figures: HOST_FIGURES });
    const missing = missingFeatures("host");
    const wrongName = checkName(options.name);
    if (missing.length > 0) this.#failed("browser", `This browser lacks ${missing.join(", ")}.`);
    else if (wrongName) this.#failed("name", wrongName);
    else this.#start(options);
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

  setChat(on: boolean): void {
    this.#send({ type: "chat", on });
  }

  muteChat(id: string, muted: boolean): void {
    this.#send({ type: "mute-chat", id, muted });
  }

  press(button: string, down: boolean): void {
    this.#send({ type: "press", button, down });
  }

  releaseAll(): void {
    this.#send({ type: "release-all" });
  }

  reset(): void {
    this.#send({ type: "reset" });
  }

  setHeld(held: boolean): void {
    this.#send({ type: "hold", held });
  }

  fastForward(held: boolean): void {
    this.#send({ type: "fast", held });
  }

  setAllowed(allowed: readonly Permission[]): void {
    this.#send({ type: "allow", allowed: [...allowed] });
  }

  saveSlot(slot: number): void {
    this.#send({ type: "save-slot", slot });
  }

  loadSlot(slot: number): void {
    this.#send({ type: "load-slot", slot });
  }

  undoSlot(): void {
    this.#send({ type: "undo-slot" });
  }

  mute(id: string, muted: boolean): void {
    this.#send({ type: "mute", player: id, muted });
  }

  remove(id: string): void {
    this.#send({ type: "remove", player: id });
  }

  keep(): void {
    this.#send({ type: "keep" });
  }

  setPalette(palette: PaletteName): void {
    this.#send({ type: "palette", palette });
  }

  request(request: ModeRequest): void {
    this.#send({ type: "request", request });
  }

  setMode(settings: ModeSettings): void {
    this.#send({ type: "mode", settings });
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
    const worker = this.#worker;
    if (!worker) return;
    this.#send({ type: "close" });
    this.#worker = undefined;
    this.#sound.close();
    // The Worker says when it is done; one that hangs is ended all the same.
    const timer = setTimeout(() => worker.terminate(), GOODBYE_MS);
    worker.addEventListener("message", ({ data }: MessageEvent<FromHost>) => {
      if (data.type !== "closed") return;
      clearTimeout(timer);
      worker.terminate();
    });
    this.status.set({ state: "ended" });
  }

  #start(options: HostOptions): void {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: workerName("host"),
    });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromHost>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      this.#failed("crashed", `The host failed: ${event.message || "its program could not be loaded"}.`);
    });
    const canvas = options.canvas.transferControlToOffscreen();
    const rom = options.rom.slice().buffer;
    const state = options.state?.slice().buffer;
    const {
      relay,
      name,
      prefix = DEFAULT_PREFIX,
      opposites = false,
      palette = DEFAULT_PALETTE,
      mode,
      allowed = [],
      chat = true,
      title,
      startedAtMs,
    } = options;
    const optional = {
      ...(mode && { mode }),
      ...(state && { state }),
      ...(title !== undefined && { title }),
      ...(startedAtMs !== undefined && { startedAtMs }),
    };
    const game = { prefix, name, rom, opposites, palette, chat, allowed: [...allowed], ...optional };
    const start = { relay: relay.href, ...game, canvas };
    this.#send({ type: "start", ...start }, state ? [rom, canvas, state] : [rom, canvas]);
  }

  #receive(message: FromHost): void {
    switch (message.type) {
      case "status":
        if (this.#worker) this.status.set(message.status);
        break;
      case "stats":
        this.stats.set(message.stats);
        this.history.push(message.sample);
        this.sampled.update((count) => count + 1);
        break;
      case "players":
        this.players.set(message.players);
        break;
      case "mode":
        this.mode.set(message.mode);
        break;
      case "chat":
        this.#chat.receive(message.chat);
        break;
      case "title":
        this.#sampleRate = message.sampleRate;
        this.title.set(message.title);
        this.console.set(message.console);
        this.picture.set(message.picture);
        break;
      case "slots":
        this.slots.set(message.view);
        break;
      case "closed":
        break;
      default:
        message satisfies never;
    }
  }

  #failed(reason: NonNullable<HostStatus["reason"]>, error: string): void {
    this.status.set({ state: "failed", reason, error });
  }

  #send(message: ToHost, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}
