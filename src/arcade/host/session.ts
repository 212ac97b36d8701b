/**
 * Hosting a game: the machine, the encoders and the session with the relay, in whatever realm runs it.
 */
import type { Clip } from "../../../emulator/clip/index.ts";
import {
  type Core,
  type CoreName,
  coreFor,
  DEFAULT_PALETTE,
  type Emulator,
  inspectRom,
  openEmulator,
  type PaletteName,
  paletteOf,
} from "../../../emulator/index.ts";
import { Connection, Path } from "../../net/lite.ts";
import {
  type AudioSettings,
  announcedNow,
  canEncodeAudio,
  canEncodeVideo,
  type VideoSettings,
} from "../../publish/encode.ts";
import type { AudioSink } from "../../watch/decode.ts";
import { HostChat } from "../chat/worker.ts";
import type { ModeRequest, ModeSettings } from "../modes/index.ts";
import { gamePath, gamesPrefix, HOST_PLAYER, isByLinkOnly, viewersPrefix } from "../name.ts";
import type { Permission } from "../permissions.ts";
import { FrameClock, SESSION_TRACK } from "../protocol/index.ts";
import { readSession } from "../recording.ts";
import { toSentence } from "../sentence.ts";
import type { ResumableGame } from "../types.ts";
import { GameBroadcast } from "./broadcast.ts";
import { Desk } from "./desk.ts";
import { explain, HostFailure } from "./failure.ts";
import { Game } from "./game.ts";
import type { FromHost } from "./messages.ts";
import { Players } from "./players.ts";
import { resume } from "./resume.ts";
import { type Screen, VIDEO_SCALE } from "./screen.ts";
import type { SlotStore } from "./slots.ts";
import { type Running, type Standing, Teller } from "./teller.ts";
import { Viewers } from "./viewers.ts";
import { Visibility } from "./visibility.ts";

const STATS_MS = 250;

/** What is hosted, and where. */
export interface HostSessionOptions {
  relay: string;
  prefix: string;
  name: string;
  rom: Uint8Array;
  /** Whether opposite directions may be held at once. */
  opposites: boolean;
  /** What a console without colours is shown in; grey if not given. */
  palette?: PaletteName;
  /** How the players share the controller at first: anarchy by default. */
  mode?: ModeSettings;
  /** Whether viewers can chat at first, as they can by default. */
  chat?: boolean;
  /** What every viewer may do at first: nothing by default. */
  allowed?: readonly Permission[];
  /** Who is not heard from the start, by their ids: of a session of this game before. */
  unheard?: { muted: Iterable<string>; removed: Iterable<string> };
  /** Where slots are kept; for as long as the session lasts where there is none. */
  slots?: SlotStore;
  /** Takes the game as it is, every ten seconds and at the end, to go on from another time. The receiver's own. */
  onKeep?: (game: ResumableGame) => void;
  /** What it is called then; its cartridge's title by default. */
  title?: string;
  /** Where it is this host's own game that goes on from `state`: when that was begun, in milliseconds since the epoch. */
  startedAtMs?: number;
  /** What the cartridge kept from before, by the ROM's hash. Asked for where the game begins with power-on; never rejects. */
  battery?: (romHash: string) => Promise<Uint8Array | undefined>;
  /**
   * What the cartridge keeps has changed; the receiver's own. Not of a game that goes on from a state of somebody's:
   * what was kept before is not that game's.
   */
  onBattery?: (romHash: string, battery: Uint8Array<ArrayBuffer>) => void;
  /** What the game goes on from, in place of power-on; what the cartridge kept is in it. */
  state?: Uint8Array;
  /** The core that runs this ROM. Rejects with a sentence where it cannot be had. */
  core: (name: CoreName) => Promise<Core>;
  /** What there is to know of the encoder where it is not a browser's. */
  encoder?: Pick<VideoSettings, "profile" | "latencyMode">;
  /** Where pictures go. */
  makeScreen: (emulator: Emulator) => Screen;
  /** What is told, in its order; after `closed` nothing. */
  onTold: (message: FromHost) => void;
}

/** One game that is hosted, wherever that is. Owns all that it is given. */
export class HostSession {
  /** What is said beside the game. */
  readonly chat: HostChat;
  #options: HostSessionOptions;
  /** What the host decides while the game goes on. */
  readonly desk: Desk;
  #players: Players;
  #broadcast: GameBroadcast | undefined;
  #emulator: Emulator | undefined;
  #game: Game | undefined;
  #connection: Connection.Reload | undefined;
  #viewers: Viewers | undefined;
  #dropped = 0;
  #wasLive = false;
  #closed = false;
  #statsTimer: ReturnType<typeof setInterval> | undefined;
  #local = new Set<string>();
  #mode: ModeSettings;
  #teller: Teller;
  #visibility = new Visibility(() => this.#teller.state());
  #sink: AudioSink | undefined;
  #palette: PaletteName;

  /** Never throws: what goes wrong is told as a status. */
  constructor(options: HostSessionOptions) {
    this.#options = options;
    this.#palette = options.palette ?? DEFAULT_PALETTE;
    this.#players = new Players((_, request) => {
      if (!this.desk.request(request)) this.#dropped++;
    }, options.unheard);
    const { name, opposites, title, startedAtMs = Date.now() } = options;
    this.desk = new Desk({
      players: this.#players,
      machine: () => this.#machine(),
      onChange: () => this.#teller.everybody(),
      onTold: (message) => this.#options.onTold(message),
      allowed: options.allowed ?? [],
      slots: options.slots,
      onKeep: options.onKeep,
      mode: () => this.#mode,
      about: { name, opposites, title, startedAtMs },
    });
    this.#teller = new Teller({
      players: this.#players,
      desk: this.desk,
      where: options,
      running: () => this.#running(),
      standing: () => this.#standing(),
      onTold: options.onTold,
    });
    this.#mode = options.mode ?? { type: "anarchy" };
    this.#players.share(this.#mode);
    this.chat = new HostChat({
      isOn: options.chat ?? true,
      nameOf: (id) => this.#players.nameOf(id),
      frame: () => this.#game?.frame ?? 0,
      onUpdate: (chat) => this.#options.onTold({ type: "chat", chat }),
      onDropped: () => {
        this.#dropped++;
      },
    });
    this.#run().catch((error: unknown) => this.#fail(error));
  }

  async #run(): Promise<void> {
    this.#teller.status({ state: "starting" });
    this.#players.join(HOST_PLAYER);
    const { rom, state, makeScreen, opposites, startedAtMs } = this.#options;
    const keepsBattery = !state || startedAtMs !== undefined;
    const core = await this.#options.core(coreFor(rom)).catch((cause: Error) => {
      throw new HostFailure("browser", cause.message, { cause });
    });
    if (this.#closed) return;
    const battery = state ? undefined : await this.#options.battery?.(inspectRom(rom).hash);
    if (this.#closed) return;
    const emulator = state ? resume(core, rom, state) : openEmulator({ core, rom, battery });
    this.#emulator = emulator;
    await this.desk.open(emulator.romHash);
    if (this.#closed) {
      this.desk.close();
      return;
    }
    const { width, height, sampleRate, title } = emulator;
    this.#options.onTold({
      type: "title",
      title,
      sampleRate,
      picture: { width, height },
      console: emulator.console,
    });
    const video: VideoSettings = {
      width: width * VIDEO_SCALE,
      height: height * VIDEO_SCALE,
      framerate: new FrameClock(emulator.frameDuration).framesPerSecond,
      bitrate: 2_000_000,
      keyframeInterval: 60,
      ...this.#options.encoder,
    };
    const audio: AudioSettings = { sampleRate, numberOfChannels: 2, bitrate: 96_000 };
    if (!(await canEncodeVideo(video)))
      throw new HostFailure("browser", "This browser does not encode H.264 video.");
    if (!(await canEncodeAudio(audio)))
      throw new HostFailure("browser", "This browser does not encode Opus sound.");
    if (this.#closed) return;
    const broadcast = new GameBroadcast(video, audio, { width, height }, (error) =>
      console.warn("encoder:", error),
    );
    this.#broadcast = broadcast;
    this.chat.publish(broadcast.chat);
    await this.#connect();
    if (this.#closed) return;
    const screen = makeScreen(emulator);
    screen.palette = paletteOf(this.#palette);
    const game = new Game(emulator, broadcast, this.#players, screen, opposites, {
      onChange: () => {
        this.desk.setSpeed();
        this.#teller.everybody();
      },
      onBattery: (kept) => keepsBattery && this.#options.onBattery?.(emulator.romHash, kept),
      onCrash: (error) => this.#fail(error),
    });
    if (this.#closed) {
      // It crashed in its first frame.
      game.close();
      return;
    }
    this.#game = game;
    game.sink = this.#sink;
    this.#teller.everybody();
    this.#teller.state();
    this.#statsTimer = setInterval(() => this.#tellStats(), STATS_MS);
  }

  /** Connects, and goes live in each session that stands. Resolves with the first. */
  async #connect(): Promise<void> {
    const { relay, prefix, name } = this.#options;
    const first = Promise.withResolvers<void>();
    const connection = new Connection.Reload({
      url: new URL(relay),
      enabled: true,
      delay: { initial: 500, multiplier: 2, max: 5_000, timeout: 0 },
      interest: [Path.from(viewersPrefix(prefix, name)), Path.from(gamePath(prefix, name))],
    });
    this.#connection = connection;
    connection.established.watch((established) => {
      this.#viewers?.close();
      this.#viewers = undefined;
      this.#visibility.close();
      if (established) this.#goLive(established).then((live) => live && first.resolve(), first.reject);
      else if (this.#wasLive) this.#teller.state();
    });
    connection.error.subscribe((error) => {
      // The first attempt is the user's: it is told. Later ones are ours, and go on quietly.
      if (error && !this.#wasLive) first.reject(new HostFailure("relay", toSentence(error)));
      else this.#teller.state();
    });
    await first.promise;
  }

  /** Whether it went live: not where the session ended meanwhile. */
  async #goLive(connection: Connection.Established): Promise<boolean> {
    const { prefix, name } = this.#options;
    const path = Path.from(gamePath(prefix, name));
    const viewers = Path.from(viewersPrefix(prefix, name));
    /** Those who were there before the game: what they have pressed so far was for nobody. */
    let waiting: ReadonlySet<string> = new Set();
    if (!this.#wasLive) {
      const [games, ids] = await Promise.all([
        announcedNow(connection, Path.from(gamesPrefix(prefix))),
        announcedNow(connection, viewers),
      ]);
      const isTaken = isByLinkOnly(name)
        ? (await announcedNow(connection, path)).has(Path.empty())
        : games.has(name);
      if (isTaken)
        throw new HostFailure("name", `A game named “${name}” is being hosted already. Choose another name.`);
      waiting = ids;
    }
    const broadcast = this.#broadcast;
    if (this.#closed || !broadcast || this.#connection?.established.peek() !== connection) return false;
    this.#wasLive = true;
    connection.publish(path, broadcast.producer);
    this.#visibility.look(new URL(this.#options.relay), path);
    this.#viewers = new Viewers(connection, viewers, {
      onJoin: (id, viewerId) =>
        id !== HOST_PLAYER && this.#players.join(id, waiting.has(viewerId)) && this.#changed(),
      onLeave: (id) => {
        this.#players.leave(id);
        this.chat.leave(id);
        this.#changed();
      },
      onBroadcast: (id, broadcast, viewerId) => this.chat.join(id, broadcast, waiting.has(viewerId)),
      onCommand: (id, command) => {
        if (this.#players.command(id, command) === "reset") {
          if (this.desk.allows("reset")) this.#game?.reset();
          else this.#dropped++;
        }
        if (command.type === "buttons" && command.requests) this.#changed();
      },
      onDropped: () => {
        this.#dropped++;
      },
    });
    this.#teller.state();
    return true;
  }

  /** Tells of players and their mode at once where no frame would: a machine that is paused takes no steps. */
  #changed(): true {
    if (this.#game?.paused) {
      this.#players.take(this.#game.frame);
      this.#teller.everybody();
    }
    return true;
  }

  press(button: string, down: boolean): void {
    if (down) this.#local.add(button);
    else this.#local.delete(button);
    this.#players.command(HOST_PLAYER, { type: "buttons", buttons: [...this.#local] });
    this.#game?.touch();
  }

  releaseAll(): void {
    this.#local.clear();
    this.#players.command(HOST_PLAYER, { type: "buttons", buttons: [] });
  }

  /** As a player. */
  request(request: ModeRequest): void {
    this.#players.request(HOST_PLAYER, request);
    this.#changed();
  }

  /** Shares the controller in another way from the next frame on. */
  share(settings: ModeSettings): void {
    this.#mode = settings;
    this.#players.share(settings);
    this.#changed();
  }

  /** Whether there is a machine that can be stopped and started. */
  get isRunning(): boolean {
    return this.#game !== undefined && !this.#closed;
  }

  reset(): void {
    this.#game?.reset();
    this.#game?.touch();
  }

  /** What a player holds and asks for counts no more, or counts again. */
  mute(id: string, muted: boolean): void {
    if (id === HOST_PLAYER) return;
    this.#players.mute(id, muted);
    this.#teller.everybody();
  }

  /** A player is not listened to any more. */
  remove(id: string): void {
    if (id === HOST_PLAYER) return;
    this.#players.remove(id);
    this.#viewers?.remove(id);
    this.#teller.everybody();
  }

  /** What a console without colours is shown in, to everybody. */
  setPalette(palette: PaletteName): void {
    this.#palette = palette;
    this.#game?.setPalette(paletteOf(palette));
    this.#teller.everybody();
  }

  audio(sink: AudioSink): void {
    this.#sink?.close();
    this.#sink = sink;
    if (this.#game) this.#game.sink = sink;
  }

  /** The machine as it is, to go on from another time; nothing before it runs, or once it has crashed. */
  save(): { state: Uint8Array<ArrayBuffer>; battery: Uint8Array<ArrayBuffer> } | undefined {
    const emulator = this.#emulator;
    if (!emulator || emulator.crashed || this.#closed) return undefined;
    return { state: emulator.saveState(), battery: emulator.battery() };
  }

  /** Everything since the machine was switched on, as a clip. */
  async record(): Promise<Clip | undefined> {
    const game = this.#game;
    const broadcast = this.#broadcast;
    if (!game || !broadcast || this.#closed) return undefined;
    for (const replay of broadcast.replays) replay.flush();
    const session = broadcast.producer.subscribe(SESSION_TRACK);
    // What came before the machine was switched on last may be kept as well.
    session.startAt(session.latest() ?? 0);
    return readSession(session, game.clock.timestampUs(game.frame - 1));
  }

  /** Says goodbye to everybody. Once more does no harm. */
  close(): void {
    if (!this.#closed) this.desk.close();
    this.#closed = true;
    this.#teardown();
    this.#teller.status({ state: "ended" });
    this.#options.onTold({ type: "closed" });
  }

  #machine() {
    const [game, emulator] = [this.#game, this.#emulator];
    return game && emulator && !this.#closed
      ? { game, emulator, palette: paletteOf(this.#palette) }
      : undefined;
  }

  /** What runs, if it all does. */
  #running(): Running | undefined {
    const [game, emulator, broadcast] = [this.#game, this.#emulator, this.#broadcast];
    return game && emulator && broadcast
      ? { game, emulator, broadcast, palette: paletteOf(this.#palette) }
      : undefined;
  }

  /** How it stands with the relay, once it has been live, and until it is over. */
  #standing(): Standing | undefined {
    if (this.#closed || !this.#wasLive) return undefined;
    const error = this.#connection?.error.peek();
    return {
      isLost: this.#connection?.established.peek() === undefined,
      isUnseen: this.#visibility.isUnseen,
      ...(error ? { error: toSentence(error) } : {}),
    };
  }

  #tellStats(): void {
    if (this.#teller.stats(this.#dropped)) void this.#lookHowFar();
  }

  /** Tells how far the relay is, where that is another distance than was told. */
  async #lookHowFar(): Promise<void> {
    const stats = await this.#connection?.stats();
    if (!this.#closed) this.#teller.distance(stats?.rtt);
  }

  #fail(thrown: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#teardown();
    const { reason, message } = explain(thrown);
    this.#teller.status({ state: "failed", error: message, reason });
  }

  #teardown(): void {
    this.desk.close();
    clearInterval(this.#statsTimer);
    this.#viewers?.close();
    this.#visibility.close();
    this.chat.close();
    this.#game?.close();
    this.#emulator?.close();
    this.#broadcast?.close();
    this.#connection?.close();
    this.#sink?.close();
  }
}
