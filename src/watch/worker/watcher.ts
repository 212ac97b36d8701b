/** The watcher in its Worker: the connection, the broadcast each time it is there, and how it fares. */
import { Announce, Connection, Path } from "../../net/lite.ts";
import { type Neighbour, Neighbours } from "../neighbours.ts";
import { Playback } from "../playback.ts";
import type { WatchStats, WatchStatus } from "../types.ts";
import type { FromWatcher, Source, ToWatcher, WatcherSettings } from "./messages.ts";
import { type Facts, watchStatus } from "./status.ts";

const TICK_MS = 250;

/** The announcement may outlive its broadcast for a moment, in milliseconds. */
const AGAIN_MS = 200;

const post = (message: FromWatcher) => self.postMessage(message);

/** A session that hears of one path, and what is below it, alone. */
const connectionFor = (url: string, path: Path.Valid) =>
  new Connection.Reload({
    url: new URL(url),
    enabled: true,
    delay: { initial: 500, multiplier: 2, max: 5_000, timeout: 0 },
    interest: [path],
  });

/** Looks out for another broadcast, by a session of its own where the one there is does not hear of it. */
function lookOut(
  path: Path.Valid,
  own: Path.Valid,
  established: Connection.Established,
  url: string,
): Neighbour {
  if (Path.hasPrefix(own, path)) return new Announce.Broadcast({ connection: established, path });
  const connection = connectionFor(url, path);
  const announced = new Announce.Broadcast({ connection: connection.established, path });
  const close = () => {
    announced.close();
    connection.close();
  };
  return { active: announced.active, close };
}

class Watcher {
  #source: Source;
  #settings: WatcherSettings;
  #playback: Playback;
  #connection: Connection.Reload | undefined;
  #established: Connection.Established | undefined;
  #facts: Facts = { source: "none", connected: false, seen: false, live: false, paused: false, wanted: true };
  /** How often a broadcast was begun to be followed: the newest alone goes on. */
  #runs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #told: WatchStatus = { state: "connecting" };
  #timer: ReturnType<typeof setInterval>;
  #lastStats = { shown: 0, atMs: performance.now(), framesPerSecond: 0, text: "" };

  constructor({ source, settings, canvas }: Extract<ToWatcher, { type: "open" }>) {
    this.#settings = settings;
    this.#source = source;
    const came = () => {
      this.#lastMs = performance.now();
      const isFirst = !this.#facts.seen;
      this.#facts.seen = true;
      this.#facts.senderPaused = false;
      if (this.#told.state !== "playing") this.#tell();
      // A paused viewer sees a first picture, and no more.
      if (isFirst && this.#settings.paused) this.#apply();
    };
    this.#playback = new Playback({
      ...(canvas ? { canvas } : {}),
      settings,
      events: {
        onShown: came,
        onSound: came,
        onEmptyGroup: () => {
          this.#facts.senderPaused = true;
          this.#lastMs = Number.NEGATIVE_INFINITY;
          this.#tell();
        },
        onOffer: (offer) => post({ type: "offer", offer }),
        onProblem: (problem) => {
          this.#facts.problem = problem;
          this.#tell();
        },
      },
    });
    this.#apply();
    this.#timer = setInterval(() => {
      this.#tell();
      this.#tellStats();
    }, TICK_MS);
    this.#connect();
  }

  source(source: Source): void {
    const { url, name, reload } = this.#source;
    this.#source = source;
    if (url === source.url && name === source.name) {
      // Waited for again: at once, where it has ended.
      if (source.reload && !reload && this.#established && !this.#facts.live)
        void this.#follow(this.#established);
      return;
    }
    this.#disconnect();
    this.#connect();
  }

  settings(settings: Partial<WatcherSettings>): void {
    const last = this.#settings;
    this.#settings = { ...last, ...settings };
    this.#apply();
    if (this.#settings.catalogFormat !== last.catalogFormat) this.#restart();
    this.#tell();
  }

  get playback(): Playback {
    return this.#playback;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#disconnect();
    this.#playback.close();
  }

  #apply(): void {
    const { paused, video, audio, ...others } = this.#settings;
    const wanted = { video: video && (!paused || !this.#facts.seen), audio: audio && !paused };
    this.#facts.paused = paused;
    this.#facts.wanted = video || audio;
    this.#playback.set({ ...others, ...wanted });
  }

  #connect(): void {
    const { url, name } = this.#source;
    this.#facts = {
      ...this.#facts,
      source: url === undefined || name === "" ? "none" : "known",
      seen: false,
    };
    this.#lastMs = Number.NEGATIVE_INFINITY;
    if (url === undefined || name === "") {
      this.#tell();
      return;
    }
    const connection = connectionFor(url, Path.from(name));
    this.#connection = connection;
    connection.error.subscribe((error) => {
      if (this.#connection !== connection) return;
      this.#facts.connectionError = error?.message;
      this.#tell();
    });
    const connected = (established: Connection.Established | undefined) => {
      if (this.#connection !== connection || this.#established === established) return;
      this.#established = established;
      this.#facts.connected = established !== undefined;
      this.#playback.stop();
      this.#tell();
      if (established) void this.#follow(established);
    };
    connection.established.subscribe(connected);
    connected(connection.established.peek());
  }

  #disconnect(): void {
    this.#established = undefined;
    this.#playback.stop();
    this.#connection?.close();
    this.#connection = undefined;
    this.#facts = { ...this.#facts, connected: false, live: false, problem: undefined, senderPaused: false };
    post({ type: "offer", offer: undefined });
  }

  /** Another catalog is read from here on. */
  #restart(): void {
    this.#playback.stop();
  }

  /** Plays the broadcast each time it is announced, until the session ends. */
  async #follow(established: Connection.Established): Promise<void> {
    const { url = established.url.href, name } = this.#source;
    const path = Path.from(name);
    const run = ++this.#runs;
    const isCurrent = () => this.#runs === run && this.#established === established;
    while (isCurrent()) {
      const broadcast = established.consume(path);
      const open = (other: Path.Valid) => lookOut(other, path, established, url);
      const neighbours = new Neighbours({ path, broadcast, open });
      this.#facts.live = true;
      try {
        await this.#playback.play(broadcast, neighbours);
      } catch (error) {
        console.debug(`broadcast ${path}:`, error);
      } finally {
        neighbours.close();
        broadcast.close();
      }
      if (!isCurrent()) return;
      this.#facts = { ...this.#facts, live: false, problem: undefined, senderPaused: false };
      this.#lastMs = Number.NEGATIVE_INFINITY;
      this.#tell();
      if (!this.#source.reload && this.#facts.seen) return;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  #tell(): void {
    const status = watchStatus(this.#facts, performance.now() - this.#lastMs, this.#told);
    if (status.state === this.#told.state && status.error === this.#told.error) return;
    this.#told = status;
    post({ type: "status", status });
  }

  #tellStats(): void {
    const last = this.#lastStats;
    const figures = this.#playback.stats();
    const nowMs = performance.now();
    const elapsedMs = nowMs - last.atMs;
    if (elapsedMs >= 1000) {
      last.framesPerSecond = ((figures.framesShown - last.shown) * 1000) / elapsedMs;
      last.shown = figures.framesShown;
      last.atMs = nowMs;
    }
    const stats: WatchStats = { ...figures, framesPerSecond: last.framesPerSecond };
    const text = JSON.stringify(stats);
    // Nothing new to say of what stands still.
    if (text === last.text) return;
    last.text = text;
    post({ type: "stats", stats });
  }
}

let watcher: Watcher | undefined;

/** Takes the page's messages. */
export function receive(message: ToWatcher): void {
  switch (message.type) {
    case "open":
      watcher ??= new Watcher(message);
      break;
    case "source":
      watcher?.source(message.source);
      break;
    case "settings":
      watcher?.settings(message.settings);
      break;
    case "audio":
      watcher?.playback.sink(message.sink);
      break;
    case "reset":
      watcher?.playback.reset();
      break;
    case "close":
      watcher?.close();
      watcher = undefined;
      self.close();
      break;
    default:
      message satisfies never;
  }
}
