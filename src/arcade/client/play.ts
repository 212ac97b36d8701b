/** One game that is watched, in the client's Worker: picture, sound, status, and the viewer's input. */
import type { Json } from "../../formats/index.ts";
import type { Connection } from "../../net/api.ts";
import { Broadcast, Path } from "../../net/api.ts";
import { JsonPublisher } from "../../publish/json.ts";
import { Playback, type SinkHandle } from "../../watch/decode.ts";
import { CHAT_TRACK } from "../chat/track.ts";
import { cleanDisplayName } from "../display-name.ts";
import { gamePath, type Prefixes, viewerId, viewerPath } from "../name.ts";
import type { Command, MachineRequest, Status } from "../protocol/index.ts";
import { VIDEO_TRACK } from "../protocol/names.ts";
import { FrameClock, GAME_BOY_CLOCK } from "../protocol/timing.ts";
import type {
  ChatUpdate,
  EmoteName,
  GameStatus,
  KeptClip,
  ModeOutline,
  ModeRequest,
  PictureLook,
  PictureSize,
  PlaySample,
  PlayStats,
  PlayStatus,
  Stretch,
  WatchRole,
} from "../types.ts";
import { CommandWriter, LatencyMeter } from "./input.ts";
import { isRestWanted, LateChat, loadRest, type Rest } from "./late.ts";
import { LateKeeping } from "./late-keeping.ts";
import { LateLook } from "./late-look.ts";
import { ModeLook } from "./mode-outline.ts";
import { numbersFrom, OwnPlayer } from "./own-player.ts";
import { PlaySampler } from "./sampler.ts";
import type { TabViewer } from "./tab-viewer.ts";

/** How old a status may be and still be read, in milliseconds: a hiccup of the network is shorter. */
const STATUS_LATENCY_MAX_MS = 500;

/** A picture that has not come after so long, in milliseconds, is not waited for with what else there is. */
const FIRST_PICTURE_MAX_MS = 2_000;

const STATS_MS = 250;
const LATENCIES_MAX = 256;

/** Of how many of the newest measurements the host is told the median. */
const TOLD_LATENCIES = 15;

/** What a play tells the page. */
export interface PlayEvents {
  onStatus(status: PlayStatus): void;
  onStats(stats: PlayStats, sample: PlaySample): void;
  onGame(game: GameStatus | undefined): void;
  onModeOutline(outline: ModeOutline): void;
  onChat(chat: ChatUpdate): void;
  onViewer(viewer: { player: string; session: number } | undefined): void;
  onPicture(picture: PictureSize): void;
}

/** What is watched, and where it is shown. */
export interface Watched {
  name: string;
  role: WatchRole;
  canvas: OffscreenCanvas;
  tab: TabViewer;
}

/** What ends one connection's share of a play; each is closed with it. */
interface Closable {
  close(): void;
}

/** Follows a game through sessions, and through hosts that go and come. Owns its canvas and its sink. */
export class WorkerPlay {
  readonly #name: string;
  readonly #prefixes: Prefixes;
  readonly #role: WatchRole;
  readonly #events: PlayEvents;
  readonly #playback: Playback;
  readonly #startedMs = performance.now();
  #commands: CommandWriter;
  #latency = new LatencyMeter();
  #keeping = new LateKeeping();
  readonly #look: LateLook;
  #chat = new LateChat();
  /** Resolves when there is a picture, or has been time for one. */
  #isTime = Promise.withResolvers<void>();
  #modeLook: ModeLook | undefined;
  #rest: Promise<Rest>;
  /** Why {@link #rest} is not there. */
  #missing: string | undefined;
  #inputLatencyMs: number[] = [];
  #own: OwnPlayer;
  /** The number of the next session. */
  #nextSession: number;
  /** Its id among the players, while it is announced. */
  #player: string | undefined;
  #commandTracks = new Set<JsonPublisher>();
  #state: PlayStatus = { state: "connecting" };
  /** What the current session opened. */
  #session: Closable[] = [];
  /** What the current broadcast opened. */
  #opened: Closable[] = [];
  #connection: Connection.Established | undefined;
  #seen = false;
  #outline: InstanceType<Rest["Outline"]> | undefined;
  #hostPaused = false;
  /** It was the host who paused, and what comes is a picture that stands still. */
  #isHeld = false;
  #isVisible = true;
  #hasSink = false;
  #sampler = new PlaySampler();
  #lastShown = 0;
  #lastStatsMs = performance.now();
  #framesPerSecond = 0;
  /** What the host has told last of what it measures. */
  #host = { hostEmulationMs: Number.NaN, hostEncodeMs: Number.NaN, players: Number.NaN };
  #firstPictureMs: number | undefined;
  #timer: ReturnType<typeof setInterval>;
  #closed = false;

  constructor(prefixes: Prefixes, { name, role, canvas, tab }: Watched, events: PlayEvents) {
    this.#prefixes = prefixes;
    this.#name = name;
    this.#role = role;
    this.#events = events;
    this.#own = new OwnPlayer(
      tab.wanted,
      tab.isReloaded,
      (player) => `moq-arcade ${viewerPath(prefixes, name, player)}`,
    );
    this.#nextSession = tab.sessions;
    const seq = numbersFrom(tab.sessions);
    this.#commands = new CommandWriter(seq);
    this.#rest = this.#loadRest(seq);
    this.#rest.catch(() => {});
    this.#playback = new Playback({
      canvas,
      likelyVideo: VIDEO_TRACK,
      // A picture that answers to a press does not wait for the sound.
      waitsForSound: false,
      sampled: true,
      events: {
        onShown: (timestampUs, nowMs) => this.#shown(timestampUs, nowMs),
        onArrived: (timestampUs, nowMs) => this.#latency.arrived(timestampUs, performance.timeOrigin + nowMs),
        onResized: (width, height) => this.#events.onPicture({ width, height }),
        onEmptyGroup: () => this.#paused(true),
        onProblem: (error) => {
          if (error !== undefined) this.#tell({ state: "failed", error });
          else if (this.#state.state === "failed") this.#tell({ state: "waiting" });
        },
      },
    });
    this.#look = new LateLook((look) => this.#playback.presenter?.setLook(look));
    this.#timer = setInterval(() => this.#tellStats(), STATS_MS);
  }

  /** A session stands, or (undefined) there is none. */
  connected(connection: Connection.Established | undefined): void {
    this.#disconnect();
    this.#connection = connection;
    if (!connection) {
      this.#tell(
        this.#seen ? { state: "lost", error: "The relay is lost. Trying again." } : { state: "connecting" },
      );
      return;
    }
    this.#tell({ state: "waiting" });
    void this.#follow(connection);
    if (this.#role === "player") void this.#publishInput(connection);
  }

  press(button: string, down: boolean, atMs: number): void {
    const command = this.#commands.press(button, down);
    if (!command) return;
    // One that nobody hears now may be heard by a host that comes later: that is no measure of anything.
    const { seq } = this.#commands;
    this.#send(command);
    if (this.#commandTracks.size > 0 && !this.#isHeld)
      this.#latency.sent(seq, atMs, performance.timeOrigin + performance.now());
  }

  releaseAll(): void {
    const command = this.#commands.releaseAll();
    if (command) this.#send(command);
  }

  reset(): void {
    this.#send(this.#commands.reset());
  }

  request(request: ModeRequest | MachineRequest): void {
    this.#send(this.#commands.request(request));
  }

  say(said: { text: string } | { emote: EmoteName }): void {
    this.#chat.say(said);
  }

  fastForward(held: boolean): void {
    const command = this.#commands.fastForward(held);
    if (command) this.#send(command);
  }

  setDisplayName(name: string): void {
    const clean = cleanDisplayName(name);
    if (clean === this.#commands.name) return;
    this.#commands.name = clean;
    this.#send(this.#commands.command());
  }

  setLook(look: PictureLook): void {
    this.#look.choose(look);
  }

  /** What is not seen is not downloaded. Its status still is: that is how it is told apart from one that is gone. */
  setVisible(visible: boolean): void {
    this.#isVisible = visible;
    this.#chat.setVisible(visible);
    if (!visible) this.#keeping.pause();
    this.#playback.set({ video: visible, audio: visible && this.#hasSink });
  }

  /** @throws {Error} a sentence */
  keep(stretch: Stretch): Promise<KeptClip> {
    return this.#keeping.keep(stretch);
  }

  audio(handle: SinkHandle): void {
    this.#hasSink = this.#role !== "thumbnail";
    this.#playback.sink(handle);
    this.#playback.set({ audio: this.#isVisible && this.#hasSink });
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#disconnect();
    this.#playback.presenter?.setLook(undefined);
    this.#own.release();
    this.#playback.close();
  }

  /** Watches the game in this session: each time it is announced, until the session ends. */
  async #follow(connection: Connection.Established): Promise<void> {
    const isCurrent = () => !this.#closed && this.#connection === connection;
    while (isCurrent()) {
      try {
        const broadcast = connection.consume(Path.from(gamePath(this.#prefixes, this.#name)));
        this.#opened.push(broadcast);
        await this.#watch(broadcast, isCurrent);
      } catch (error) {
        if (isCurrent()) console.debug(`game ${this.#name}:`, error);
      }
      // What is open by now may be another session's.
      if (!isCurrent()) return;
      this.#closeAll(this.#opened);
      this.#latency.clear();
      this.#outline = undefined;
      this.#isHeld = false;
      if (this.#seen) this.#tell({ state: "lost", error: "The game has ended, or its host is gone." });
      this.#events.onGame(undefined);
      // The announcement may outlive its broadcast for a moment.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Watches one broadcast until it ends. */
  async #watch(broadcast: Broadcast.Consumer, isCurrent: () => boolean): Promise<void> {
    // Asked for before all else.
    const played = this.#playback.play(broadcast);
    if (this.#role === "player") {
      this.#keeping.follow(broadcast);
      this.#modeLook = new ModeLook(broadcast, (outline) => this.#events.onModeOutline(outline));
      this.#opened.push(this.#modeLook, { close: () => this.#keeping.end() }, this.#chat.follow(broadcast));
    }
    setTimeout(this.#isTime.resolve, FIRST_PICTURE_MAX_MS);
    this.#readStatus(broadcast, isCurrent).catch((error: unknown) => console.debug("status:", error));
    await played;
  }

  async #readStatus(broadcast: Broadcast.Consumer, isCurrent: () => boolean): Promise<void> {
    const rest = await this.#rest;
    if (!isCurrent()) return;
    const track = broadcast.subscribe("status", { latencyMax: STATUS_LATENCY_MAX_MS, priority: 3 });
    this.#opened.push(track);
    await rest.readStatus(track, (status) => {
      if (isCurrent()) this.#hear(status, rest);
    });
  }

  /** Nobody waits for it. It is left alone once the game is. */
  async #loadRest(seq: number): Promise<Rest> {
    if (!isRestWanted()) await this.#isTime.promise;
    const rest = await loadRest((sentence) => {
      this.#missed(sentence);
      return !this.#closed;
    });
    this.#missed(undefined);
    if (!this.#closed) this.#chat.begin(new rest.ClientChat((update) => this.#events.onChat(update), seq));
    return rest;
  }

  #missed(sentence: string | undefined): void {
    if (sentence === this.#missing) return;
    this.#missing = sentence;
    if (isShown(this.#state)) this.#tell({ state: this.#state.state });
  }

  #hear(status: Status, { gameStatusOf, Outline }: Rest): void {
    const id = this.#player;
    const { viewers = {} } = status;
    const own = id !== undefined && Object.hasOwn(viewers, id) ? viewers[id] : undefined;
    if (own) {
      const { frameDuration } = status;
      const clock = frameDuration ? new FrameClock(frameDuration) : GAME_BOY_CLOCK;
      const nowMs = performance.timeOrigin + performance.now();
      this.#latency.applied(own.seq, clock.timestampUs(own.frame), nowMs);
    }
    const told = status.run === undefined ? undefined : this.#commands.hears(status.run);
    if (told) this.#send(told);
    this.#isHeld = status.paused === true && status.pausedBy === "host";
    // What was pressed before is answered to when the game goes on: that is no measure of anything.
    if (this.#isHeld) this.#latency.clear();
    this.#look.told(status.palette);
    this.#paused(status.paused === true);
    this.#outline ??= new Outline();
    if (this.#role === "thumbnail" && !this.#outline.isAnother(status)) return;
    const game = gameStatusOf(status, this.#hostPaused);
    const { stats } = status;
    this.#host = {
      hostEmulationMs: stats?.emulation_ms ?? Number.NaN,
      hostEncodeMs: stats?.encode_ms ?? Number.NaN,
      players: game.players.length,
    };
    this.#events.onGame(game);
    // Of the mode all is known now.
    this.#modeLook?.close();
  }

  #paused(paused: boolean): void {
    this.#hostPaused = paused;
    const isWaiting = this.#isHeld && this.#state.state === "waiting";
    if (paused && (isWaiting || this.#state.state === "playing")) this.#tell({ state: "paused" });
  }

  /** Announces this viewer, whose track of commands the host will ask for. */
  async #publishInput(connection: Connection.Established): Promise<void> {
    const player = await this.#own.claim();
    if (this.#closed || this.#connection !== connection) return;
    // Who hosts now may be another than before: what was pressed for that one is not for this one.
    this.#commands.forget();
    this.#chat.forget();
    this.#latency.clear();
    const broadcast = new Broadcast.Producer();
    const session = this.#nextSession++;
    const path = viewerPath(this.#prefixes, this.#name, viewerId(player, session));
    connection.publish(Path.from(path), broadcast);
    this.#session.push(broadcast);
    this.#player = player;
    this.#events.onViewer({ player, session });
    void this.#serve(broadcast);
  }

  async #serve(broadcast: Broadcast.Producer): Promise<void> {
    for (;;) {
      const request = await broadcast.requested();
      if (!request) return;
      if (request.name === CHAT_TRACK) {
        this.#session.push(this.#chat.serve(request.accept({ priority: 1 })));
        continue;
      }
      if (request.name !== "command") {
        request.reject();
        continue;
      }
      const publisher = new JsonPublisher(request.accept({ priority: 255 }));
      this.#commandTracks.add(publisher);
      this.#session.push({
        close: () => {
          this.#commandTracks.delete(publisher);
          publisher.close();
        },
      });
      publisher.update(this.#commands.command() as Json.Json);
    }
  }

  #send(command: Command): void {
    for (const track of this.#commandTracks) track.update(command as Json.Json);
  }

  #shown(timestampUs: number, nowMs: number): void {
    if (this.#firstPictureMs === undefined) this.#firstPictureMs = nowMs - this.#startedMs;
    this.#seen = true;
    this.#isTime.resolve();
    this.#modeLook?.shown();
    if (this.#isVisible) this.#keeping.shown(timestampUs);
    if (this.#isHeld) this.#tell({ state: "paused" });
    else if (this.#state.state !== "playing") {
      this.#hostPaused = false;
      this.#tell({ state: "playing" });
    }
    const times = this.#latency.shown(timestampUs, performance.timeOrigin + nowMs);
    if (!times) return;
    this.#inputLatencyMs.push(...times);
    if (this.#inputLatencyMs.length > LATENCIES_MAX)
      this.#inputLatencyMs.splice(0, this.#inputLatencyMs.length - LATENCIES_MAX);
    // It goes with the next command: a host has no hurry to know.
    this.#commands.latencyMs = median(this.#inputLatencyMs.slice(-TOLD_LATENCIES));
  }

  #tellStats(): void {
    const { framesShown: shown, ...figures } = this.#playback.stats();
    const nowMs = performance.now();
    const elapsedMs = nowMs - this.#lastStatsMs;
    if (elapsedMs >= 1000) {
      const framesPerSecond = ((shown - this.#lastShown) * 1000) / elapsedMs;
      this.#lastShown = shown;
      this.#lastStatsMs = nowMs;
      // Nothing new to say of a picture that stands still.
      if (framesPerSecond === 0 && this.#framesPerSecond === 0) return;
      this.#framesPerSecond = framesPerSecond;
    } else if (this.#framesPerSecond === 0) return;
    const counts = {
      framesShown: shown,
      framesSkipped: figures.framesSkipped,
      groupsSkipped: figures.groupsSkipped,
      videoBytes: figures.videoBytes,
      audioBytes: figures.audioBytes,
      pictureBufferMs: figures.targetMs,
      soundBufferMs: figures.audioBufferMs,
      soundGaps: figures.audioUnderruns,
      ...this.#host,
    };
    const sample = this.#sampler.sample(counts, this.#latency.takeLegs(), nowMs);
    const stats: PlayStats = {
      framesPerSecond: this.#framesPerSecond,
      framesShown: shown,
      inputLatencyMs: this.#inputLatencyMs,
      jitterMs: figures.targetMs,
      audioBufferMs: figures.audioBufferMs,
      audioUnderruns: figures.audioUnderruns,
      ...(this.#firstPictureMs === undefined ? {} : { firstPictureMs: this.#firstPictureMs }),
    };
    this.#events.onStats(stats, sample);
  }

  #tell(status: PlayStatus): void {
    if (this.#closed) return;
    // The game goes on without it.
    const isMissed = this.#missing !== undefined && status.error === undefined && isShown(status);
    const told = isMissed ? { ...status, error: this.#missing } : status;
    if (told.state === this.#state.state && told.error === this.#state.error) return;
    this.#state = told;
    this.#events.onStatus(told);
  }

  #disconnect(): void {
    this.#connection = undefined;
    this.#playback.stop();
    this.#closeAll(this.#opened);
    this.#closeAll(this.#session);
    this.#player = undefined;
    if (this.#role === "player") this.#events.onViewer(undefined);
  }

  #closeAll(list: Closable[]): void {
    for (const closable of list.splice(0).reverse()) closable.close();
  }
}

/** Whether there is a picture, and nothing else to say than how it is. */
const isShown = ({ state }: PlayStatus) => state === "playing" || state === "paused";

/** The middle one, or the higher of two. */
function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
