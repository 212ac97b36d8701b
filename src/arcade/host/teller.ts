/** What a host's session tells: everybody on the status track, and its own page or program. */
import { type Emulator, hasShades, type Palette, rgbOf, toButtons } from "../../../emulator/index.ts";
import type { Mode } from "../modes/index.ts";
import type { Status } from "../protocol/index.ts";
import type { HostStatus, Player } from "../types.ts";
import type { GameBroadcast } from "./broadcast.ts";
import type { Desk } from "./desk.ts";
import { HostDistance } from "./distance.ts";
import { HostFigures } from "./figures.ts";
import type { Game } from "./game.ts";
import { latencies } from "./latencies.ts";
import type { FromHost } from "./messages.ts";
import type { Players } from "./players.ts";

/** What runs. All of it is the session's. */
export interface Running {
  game: Game;
  emulator: Emulator;
  broadcast: GameBroadcast;
  palette: Palette;
}

/** How it stands with the relay. */
export interface Standing {
  isLost: boolean;
  /** The relay tells nobody of the game. */
  isUnseen: boolean;
  /** A sentence, where something went wrong last. */
  error?: string;
}

export interface TellerOptions {
  players: Players;
  desk: Desk;
  where: { relay: string; prefix: string };
  /** Nothing before it runs. */
  running: () => Running | undefined;
  /** Nothing before it was live, and when it is over. */
  standing: () => Standing | undefined;
  onTold: (message: FromHost) => void;
}

/** Knows what was told last, so that nothing is told twice. */
export class Teller {
  #options: TellerOptions;
  #distance = new HostDistance();
  #figures = new HostFigures();
  #mode: Mode | undefined;
  #status = "";

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  /** How the game stands, to everybody. */
  everybody(): void {
    const running = this.#options.running();
    if (!running) return;
    const { game, emulator, broadcast, palette } = running;
    const { players, desk, onTold } = this.#options;
    const views = players.views();
    const { roundTripMs } = this.#distance;
    const status: Status = {
      buttons: toButtons(game.buttons),
      latency: latencies(views),
      stats: this.#figures.told(game),
      paused: game.paused,
      ...desk.status,
      frameDuration: emulator.frameDuration,
      ...(hasShades(emulator) ? { palette: rgbOf(palette) } : {}),
      run: players.run,
      ...(game.notice === undefined ? {} : { notice: game.notice }),
      ...(roundTripMs === undefined ? {} : { rtt: roundTripMs }),
      mode: players.mode.status(),
      viewers: Object.fromEntries(views.map(({ id, latencyMs: _, ...view }) => [id, view])),
    };
    broadcast.status(status);
    const told: Player[] = views.map(({ seq: _, frame: __, ...player }) => player);
    onTold({ type: "players", players: told });
    this.#tellMode();
    this.state();
  }

  /** How it stands, to the page. */
  state(): void {
    const standing = this.#options.standing();
    if (!standing) return;
    const { isLost, isUnseen, error } = standing;
    if (isLost) this.status({ state: "reconnecting", ...(error === undefined ? {} : { error }) });
    else if (isUnseen) this.status({ state: "unseen", error: this.#whyUnseen() });
    else {
      const { paused, isHeld, notice }: Partial<Game> = this.#options.running()?.game ?? {};
      this.status({
        state: paused ? "paused" : "live",
        ...(isHeld ? { isHeld: true } : {}),
        ...(notice === undefined ? {} : { error: notice }),
      });
    }
  }

  status(status: HostStatus): void {
    const told = JSON.stringify(status);
    if (told === this.#status) return;
    this.#status = told;
    this.#options.onTold({ type: "status", status });
  }

  /** What is measured, to the page. @returns whether there was anything to tell */
  stats(droppedCommands: number): boolean {
    const running = this.#options.running();
    if (!running) return false;
    const counts = { viewers: this.#options.players.size - 1, droppedCommands };
    const measured = this.#figures.measure(running.game, running.broadcast, counts);
    if (measured) this.#options.onTold({ type: "stats", ...measured });
    return measured !== undefined;
  }

  /** Tells everybody how far the relay is, where that is another distance than was told. */
  distance(roundTripMs: number | undefined): void {
    if (this.#distance.measured(roundTripMs, performance.now())) this.everybody();
  }

  #tellMode(): void {
    const { mode } = this.#options.players;
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#options.onTold({ type: "mode", mode: mode.status() });
  }

  #whyUnseen(): string {
    const { relay, prefix } = this.#options.where;
    const where = `The relay at ${new URL(relay).host} tells nobody of it`;
    return `${where}: it may not let you send below “${prefix}”. Ask who runs it for a prefix, or an address with a token, that may.`;
  }
}
