/** One game that is hosted under Node: a host's session, its saves, and what is told of it. */
import { join } from "node:path";
import { encodeClip, frameCount } from "../../emulator/clip/index.ts";
import { type Core, EmulatorError, type PaletteName } from "../../emulator/index.ts";
import type { FromHost } from "../arcade/host/messages.ts";
import { MemoryScreen } from "../arcade/host/screen.ts";
import { HostSession } from "../arcade/host/session.ts";
import type { KeptSlots } from "../arcade/host/slots.ts";
import type { ModeSettings } from "../arcade/modes/index.ts";
import { HOST_PLAYER } from "../arcade/name.ts";
import type { Permission } from "../arcade/permissions.ts";
import type { HostStats, Player } from "../arcade/types.ts";
import { NODE_ENCODER } from "./codecs.ts";
import type { Log } from "./log.ts";
import { describePlayer, findPlayer, type Order } from "./orders.ts";
import { readSaves, type Saved, setAside, writeSaves, writeWhole } from "./saves.ts";

/** How often the machine's state is written down, in milliseconds: so much of a game is lost at most. */
const SAVE_MS = 10_000;

/** How often a clip of the whole session is written down, in milliseconds. */
const RECORD_MS = 60_000;

/** A long session is written down less often: each time it is all of it. A twentieth of its age. */
const RECORD_SHARE = 1 / 20;

/** How often a line tells how it goes, in milliseconds. */
const STATS_MS = 60_000;

/** How long to wait before a game that failed is started again, in milliseconds: at first, and at most. */
const RESTART_MS = 1_000;
const RESTART_MAX_MS = 30_000;

/** A game that went on for so long has not failed at once, in milliseconds. */
const STEADY_MS = 60_000;

export interface HostedOptions {
  name: string;
  relay: URL;
  prefix: string;
  opposites: boolean;
  palette: PaletteName;
  /** How the players share the controller: anarchy by default. */
  mode?: ModeSettings;
  /** Whether viewers can chat. */
  chat: boolean;
  /** What every viewer may do. */
  allowed: readonly Permission[];
  rom: Uint8Array<ArrayBuffer>;
  core: Core;
  log: Log;
  /** The folder for states and batteries. */
  save?: string;
  /** The folder for clips. */
  record?: string;
}

/** A game that goes on for as long as the process does. */
export class Hosted {
  /** Resolves with `true` once it has been closed, with `false` where it cannot go on. Never rejects. */
  readonly done: Promise<boolean>;
  #options: HostedOptions;
  #session: HostSession | undefined;
  #stats: HostStats | undefined;
  #players: readonly Player[] = [];
  #mode: ModeSettings | undefined;
  #timers: ReturnType<typeof setInterval>[] = [];
  #startedAt = new Date();
  #done = Promise.withResolvers<boolean>();
  #isClosing = false;
  /** The newest state that was saved, by this process or the one before. */
  #saved: Saved = { state: undefined, battery: undefined };
  /** What outlasts a session that failed. */
  #slots: KeptSlots | undefined;
  #muted = new Set<string>();
  #removed = new Set<string>();
  #restartMs = RESTART_MS;
  #sessionAtMs = 0;
  #recordedAtMs = 0;
  #saving = Promise.resolve();

  constructor(options: HostedOptions) {
    this.#options = options;
    this.#mode = options.mode;
    this.done = this.#done.promise;
    this.#begin().catch((error: unknown) => this.#fail(error));
  }

  /** Says goodbye to those who watch, with the game saved. Idempotent; see `done`. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#keep();
    await this.#record();
    this.#session?.close();
    this.#done.resolve(true);
  }

  get name(): string {
    return this.#options.name;
  }

  /** Does what is asked of this game. @returns lines on what has come of it. @throws {Error} a sentence, where it cannot be done */
  obey(order: Exclude<Order, { type: "help" }>): string[] {
    const session = this.#session;
    const isAboutMachine = order.type === "hold" || order.type === "reset";
    if (!session || (isAboutMachine && !session.isRunning))
      throw new Error("The game does not run yet: type that again once it is live.");
    const players = this.#players.filter(({ id }) => id !== HOST_PLAYER);
    switch (order.type) {
      case "players":
        return [...players.map(describePlayer), `players: ${players.length}`];
      case "mode":
        this.#mode = order.mode;
        session.share(order.mode);
        return [`mode: ${Object.values(order.mode).join(" ")}`];
      case "hold":
        session.desk.hold(order.held);
        // That it stands still, or goes on, its status says.
        return [];
      case "reset":
        session.reset();
        return ["the machine starts anew"];
      case "mute": {
        const player = findPlayer(players, order.player);
        session.mute(player.id, order.muted);
        if (order.muted) this.#muted.add(player.id);
        else this.#muted.delete(player.id);
        return [`${order.muted ? "muted" : "unmuted"}: ${player.name ?? player.id}`];
      }
      case "remove": {
        const player = findPlayer(players, order.player);
        session.remove(player.id);
        this.#removed.add(player.id);
        return [`removed: ${player.name ?? player.id}`];
      }
      default:
        return order satisfies never;
    }
  }

  async #begin(): Promise<void> {
    const { name, save, log } = this.#options;
    if (save !== undefined) this.#saved = await readSaves(save, name);
    if (this.#isClosing) return;
    if (this.#saved.state) log.info(name, "going on from its last state");
    this.#start();
  }

  #start(): void {
    const { name, relay, prefix, opposites, palette, chat, allowed, rom, core } = this.#options;
    const mode = this.#mode;
    const { state, battery } = this.#saved;
    this.#sessionAtMs = performance.now();
    this.#startedAt = new Date();
    this.#session = new HostSession({
      relay: relay.href,
      prefix,
      name,
      rom,
      opposites,
      palette,
      chat,
      ...(mode ? { mode } : {}),
      allowed,
      unheard: { muted: this.#muted, removed: this.#removed },
      slots: {
        read: () => Promise.resolve(this.#slots),
        write: async (_, slots) => {
          this.#slots = slots;
        },
      },
      battery: () => Promise.resolve(battery),
      ...(state ? { state } : {}),
      core: () => Promise.resolve(core),
      encoder: NODE_ENCODER,
      makeScreen: (emulator) => new MemoryScreen(emulator),
      onTold: (message) => this.#hear(message),
    });
    this.#timers = [
      setInterval(() => void this.#keep(), SAVE_MS),
      setInterval(() => this.#recordIfDue(), RECORD_MS),
      setInterval(() => this.#tellStats(), STATS_MS),
    ];
  }

  #hear(message: FromHost): void {
    const { log, name } = this.#options;
    switch (message.type) {
      case "title":
        log.info(name, `the cartridge is “${message.title}”`);
        break;
      case "stats":
        this.#stats = message.stats;
        break;
      case "players": {
        this.#players = message.players;
        log.debug(name, `players: ${message.players.map(({ id }) => id).join(", ")}`);
        break;
      }
      case "status": {
        const { state, error, reason } = message.status;
        if (state === "failed") void this.#failed(reason, error ?? "the game failed");
        else if (state === "unseen") log.error(name, `${state}: ${error}`);
        else if (!this.#isClosing || state === "ended") log.info(name, error ? `${state}: ${error}` : state);
        break;
      }
      case "chat":
      case "mode":
      case "slots":
      case "closed":
        break;
      default:
        message satisfies never;
    }
  }

  /** A game that crashes goes on from its last state; a relay that is not there yet is waited for; else it is over. */
  async #failed(reason: string | undefined, error: string): Promise<void> {
    const { log, name } = this.#options;
    log.error(name, error);
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#isClosing) return;
    if (reason !== "crashed" && reason !== "relay") {
      this.#done.resolve(false);
      return;
    }
    if (performance.now() - this.#sessionAtMs > STEADY_MS) this.#restartMs = RESTART_MS;
    await new Promise((resolve) => setTimeout(resolve, this.#restartMs));
    this.#restartMs = Math.min(this.#restartMs * 2, RESTART_MAX_MS);
    if (this.#isClosing) return;
    log.info(name, this.#saved.state ? "starting again from its last state" : "starting again");
    this.#start();
  }

  #fail(error: unknown): void {
    const { log, name } = this.#options;
    log.error(name, error instanceof Error ? error.message : String(error));
    this.#done.resolve(false);
  }

  /** Writes the state down. One at a time. */
  #keep(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const { save, name, log } = this.#options;
      try {
        const saved = this.#session?.save();
        if (!saved) return;
        this.#saved = saved;
        if (save !== undefined) await writeSaves(save, name, saved);
      } catch (error) {
        log.error(name, `its state could not be saved: ${(error as Error).message}`);
      }
    });
    return this.#saving;
  }

  #recordIfDue(): void {
    const nowMs = performance.now();
    if (nowMs - this.#recordedAtMs < (nowMs - this.#sessionAtMs) * RECORD_SHARE) return;
    this.#recordedAtMs = nowMs;
    void this.#record();
  }

  async #record(): Promise<void> {
    const { record, name, log } = this.#options;
    if (record === undefined) return;
    try {
      const clip = await this.#session?.record();
      if (!clip || frameCount(clip.runs) === 0) return;
      const stamp = this.#startedAt.toISOString().replaceAll(":", "-").slice(0, 19);
      // What went on from a state (the last one, or one before a crash) is beside what was before it, not in its place.
      const from = clip.start.type === "state" ? `-from-${clip.start.frame}` : "";
      const file = join(record, `${name}-${stamp}${from}.mqclip`);
      await writeWhole(file, encodeClip({ ...clip, recordedAtMs: this.#startedAt.getTime() }));
      log.debug(name, `recorded ${frameCount(clip.runs)} frames in ${file}`);
    } catch (error) {
      log.error(name, `it could not be recorded: ${(error as Error).message}`);
    }
  }

  #tellStats(): void {
    if (!this.#stats) return;
    const { viewers, framesPerSecond, encodeMs } = this.#stats;
    const { log, name } = this.#options;
    log.info(
      name,
      `${viewers} ${viewers === 1 ? "viewer" : "viewers"}, ${framesPerSecond.toFixed(1)} frames/s, encoded in ${encodeMs.toFixed(1)} ms`,
    );
  }
}

/** Whether a state can be gone on from is known once it is loaded: one that cannot is put aside, and the game begins anew. */
export async function checkSaves(
  folder: string,
  name: string,
  load: (state: Uint8Array) => void,
): Promise<string | undefined> {
  const { state } = await readSaves(folder, name);
  if (!state) return undefined;
  try {
    load(state);
    return undefined;
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return `${error.message} It is kept as ${await setAside(folder, name)}, and the game begins anew.`;
  }
}
