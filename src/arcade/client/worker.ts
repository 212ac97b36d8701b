/**
 * The client's Worker: one session for the lobby and every game that is watched, with their decoders and
 * canvases, so that the page's thread has nothing to do for a frame.
 */

// Before anything that awaits: messages come while the wasm loads.
import "../early-messages.ts";
import { Connection, Path } from "../../net/lite.ts";
import { onMessage } from "../early-messages.ts";
import { gamePath, isByLinkOnly, type Prefixes } from "../name.ts";
import { toSentence } from "../sentence.ts";
import type { ConnectionStatus, GameListing } from "../types.ts";
import { Listing } from "./listing.ts";
import type { FromClient, ToClient } from "./messages.ts";
import { WorkerPlay } from "./play.ts";

/** How often it is looked how far the relay is, in milliseconds. */
const ROUND_TRIP_MS = 2_000;

const post = (message: FromClient, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

class Client {
  #connection: Connection.Reload;
  #url: URL;
  #prefixes: Prefixes;
  #plays = new Map<number, WorkerPlay>();
  #listing = new Listing();
  #roundTripMs: number | undefined;
  #roundTripTimer = setInterval(() => void this.#lookHowFar(), ROUND_TRIP_MS);
  /** Of games that are by link only, each a connection of its own, by the play's number. */
  #byLink = new Map<number, Connection.Reload>();
  #listTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(relay: string, prefixes: Prefixes) {
    this.#prefixes = prefixes;
    const games = Path.from(prefixes.games);
    this.#url = new URL(relay);
    this.#connection = this.#connect(games);
    this.#connection.established.subscribe((established) => {
      for (const [id, play] of this.#plays) if (!this.#byLink.has(id)) play.connected(established);
    });
    this.#connection.status.subscribe(() => this.#tell());
    this.#connection.error.subscribe(() => this.#tell());
    void this.#list(games);
  }

  watch(message: Extract<ToClient, { type: "watch" }>): void {
    const { play, ...watched } = message;
    const { name } = watched;
    const opened = new WorkerPlay(this.#prefixes, watched, {
      onStatus: (status) => post({ type: "status", play, status }),
      onStats: (stats, sample) => post({ type: "stats", play, stats, sample }),
      onGame: (game) => post({ type: "game", play, game }),
      onModeOutline: (outline) => post({ type: "mode-outline", play, outline }),
      onChat: (chat) => post({ type: "chat", play, chat }),
      onViewer: (viewer) => post({ type: "viewer", play, viewer }),
      onPicture: (picture) => post({ type: "picture", play, picture }),
    });
    this.#plays.set(play, opened);
    if (isByLinkOnly(name)) this.#openByLink(play, name, opened);
    else opened.connected(this.#connection.established.peek());
  }

  /** Of what a connection hears is said when it begins; the shared one hears of the games that are listed. */
  #openByLink(play: number, name: string, opened: WorkerPlay): void {
    const connection = this.#connect(Path.from(gamePath(this.#prefixes, name)));
    this.#byLink.set(play, connection);
    connection.established.watch((established) => opened.connected(established));
  }

  #connect(interest: Path.Valid): Connection.Reload {
    return new Connection.Reload({
      url: this.#url,
      enabled: true,
      delay: { initial: 500, multiplier: 2, max: 5_000, timeout: 0 },
      interest: [interest],
    });
  }

  play(id: number): WorkerPlay | undefined {
    return this.#plays.get(id);
  }

  async keep({ play, request, stretch }: Extract<ToClient, { type: "keep" }>): Promise<void> {
    try {
      const clip = await this.#plays.get(play)?.keep(stretch);
      if (clip) post({ type: "kept", play, request, clip }, [clip.file.buffer]);
    } catch (error) {
      post({ type: "not-kept", play, request, error: toSentence(error as Error) });
    }
  }

  unwatch(id: number): void {
    this.#plays.get(id)?.close();
    this.#plays.delete(id);
    this.#byLink.get(id)?.close();
    this.#byLink.delete(id);
  }

  close(): void {
    for (const id of [...this.#plays.keys()]) this.unwatch(id);
    clearTimeout(this.#listTimer);
    clearInterval(this.#roundTripTimer);
    this.#connection.close();
  }

  #tell(): void {
    const error = this.#connection.error.peek();
    const connected = this.#connection.established.peek() !== undefined;
    const status: ConnectionStatus = connected
      ? { state: "connected" }
      : error
        ? { state: "lost", error: toSentence(error) }
        : { state: "connecting" };
    post({ type: "connection", status });
  }

  async #list(prefix: Path.Valid): Promise<void> {
    const announced = this.#connection.announced(prefix);
    for (;;) {
      const event = await announced.next();
      if (!event) return;
      if (this.#listing.announced(event.path, event.active))
        this.#listTimer ??= setTimeout(() => this.#tellGames(), this.#listing.delayMs);
    }
  }

  #tellGames(): void {
    this.#listTimer = undefined;
    const { names, more } = this.#listing.take();
    const games: GameListing[] = names.map((name) => ({ name }));
    post({ type: "games", games, more });
  }

  async #lookHowFar(): Promise<void> {
    const stats = await this.#connection.stats();
    const ms = stats?.rtt === undefined ? undefined : Math.round(stats.rtt);
    if (ms === this.#roundTripMs) return;
    this.#roundTripMs = ms;
    post({ type: "round-trip", ms });
  }
}

let client: Client | undefined;

onMessage((data: ToClient) => {
  switch (data.type) {
    case "connect":
      client ??= new Client(data.relay, data.prefixes);
      break;
    case "watch":
      client?.watch(data);
      break;
    case "press":
      client?.play(data.play)?.press(data.button, data.down, data.atMs);
      break;
    case "release-all":
      client?.play(data.play)?.releaseAll();
      break;
    case "reset":
      client?.play(data.play)?.reset();
      break;
    case "request":
      client?.play(data.play)?.request(data.request);
      break;
    case "say":
      client?.play(data.play)?.say({ text: data.text });
      break;
    case "emote":
      client?.play(data.play)?.say({ emote: data.emote });
      break;
    case "fast":
      client?.play(data.play)?.fastForward(data.held);
      break;
    case "slot":
      client?.play(data.play)?.request(data.request);
      break;
    case "display-name":
      client?.play(data.play)?.setDisplayName(data.name);
      break;
    case "look":
      client?.play(data.play)?.setLook(data.look);
      break;
    case "visible":
      client?.play(data.play)?.setVisible(data.visible);
      break;
    case "audio":
      client?.play(data.play)?.audio(data.sink);
      break;
    case "keep":
      void client?.keep(data);
      break;
    case "unwatch":
      client?.unwatch(data.play);
      break;
    case "close":
      client?.close();
      self.close();
      break;
    default:
      data satisfies never;
  }
});
