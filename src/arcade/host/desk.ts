/** What a host decides while the game goes on: who may do what, when it stands still, and which states are kept. */
import { type Emulator, EmulatorError, type Palette } from "../../../emulator/index.ts";
import type { ModeSettings } from "../modes/index.ts";
import { type Permission, permissionsOf } from "../permissions.ts";
import { type MachineRequest, REMOVED_MAX, type Status } from "../protocol/index.ts";
import type { ResumableGame } from "../types.ts";
import { FAST_SPEED } from "./fast-forward.ts";
import type { Game } from "./game.ts";
import type { FromHost } from "./messages.ts";
import type { Players } from "./players.ts";
import { pictureOf, type Slot, type SlotStore, Slots } from "./slots.ts";

/** How often the game is kept for when its host is gone, in milliseconds: so much of it is lost at most. */
const KEEP_MS = 10_000;

/** The machine that is hosted. All of it is the session's. */
export interface DeskMachine {
  game: Game;
  emulator: Emulator;
  palette: Palette;
}

/** What a desk needs. */
export interface DeskOptions {
  players: Players;
  /** Nothing before it runs, and after. */
  machine: () => DeskMachine | undefined;
  /** Something is to be told to everybody, at once. */
  onChange: () => void;
  onTold: (message: FromHost) => void;
  allowed: readonly Permission[];
  /** Where slots are kept; nowhere but here where there is none. */
  slots?: SlotStore | undefined;
  /** Takes the game as it is, every ten seconds and at the end. The receiver's own. */
  onKeep?: ((game: ResumableGame) => void) | undefined;
  /** How the players share the controller now. */
  mode: () => ModeSettings;
  /** What is known of it beside its state. */
  about: Pick<ResumableGame, "name" | "opposites" | "startedAtMs"> & { title: string | undefined };
}

/** What of the status is the desk's to say. */
export type DeskStatus = Pick<Status, "pausedBy" | "speed" | "allowed" | "slots" | "removed">;

/** The host's desk. Owns nothing but what is kept. */
export class Desk {
  #options: DeskOptions;
  #allowed: readonly Permission[];
  #slots: Slots | undefined;
  #isFast = false;
  #problem: string | undefined;
  #keepTimer: ReturnType<typeof setInterval> | undefined;
  /** Steps that had been taken when the game was kept last. */
  #keptAt = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#allowed = permissionsOf(options.allowed);
  }

  /** Reads what is kept of this ROM. To be called once, before the machine runs. */
  async open(romHash: string): Promise<void> {
    const store = this.#options.slots;
    const kept = await store?.read(romHash);
    this.#slots = new Slots(kept, () => {
      if (this.#slots) void store?.write(romHash, this.#slots.kept);
    });
    this.#tellSlots();
    if (this.#options.onKeep) this.#keepTimer = setInterval(() => this.keep(), KEEP_MS);
  }

  /** Keeps the game a last time. Idempotent. */
  close(): void {
    if (this.#keepTimer !== undefined) this.keep();
    clearInterval(this.#keepTimer);
    this.#keepTimer = undefined;
  }

  get status(): DeskStatus {
    const { machine, players } = this.#options;
    const game = machine()?.game;
    const removed = players.removed.slice(-REMOVED_MAX);
    return {
      ...(game?.isHeld ? { pausedBy: "host" } : {}),
      ...(game && game.speed > 1 ? { speed: game.speed } : {}),
      allowed: [...this.#allowed],
      ...(this.allows("save") && this.#slots ? { slots: this.#slots.times } : {}),
      ...(removed.length > 0 ? { removed } : {}),
    };
  }

  /** Whether viewers may do this. */
  allows(permission: Permission): boolean {
    return this.#allowed.includes(permission);
  }

  /** What every viewer may do, from now on. */
  allow(allowed: readonly Permission[]): void {
    this.#allowed = permissionsOf(allowed);
    this.setSpeed();
    this.#options.onChange();
  }

  /** Stops the game for everybody, or lets it go on. */
  hold(held: boolean): void {
    this.#options.machine()?.game.setHeld(held);
    this.#options.onChange();
  }

  /** The host itself goes fast while it is held. */
  fastForward(held: boolean): void {
    this.#isFast = held;
    this.#options.machine()?.game.touch();
    this.setSpeed();
    this.#options.onChange();
  }

  /** As fast as who holds the key for it wants: to be called when that may have changed. */
  setSpeed(): void {
    const game = this.#options.machine()?.game;
    const isFast = this.#isFast || (this.allows("fast-forward") && this.#options.players.wantsFast);
    if (game) game.speed = isFast ? FAST_SPEED : 1;
  }

  /** A player asks this of the machine. @returns whether players may */
  request({ type, slot }: MachineRequest): boolean {
    if (!this.allows("save")) return false;
    if (type === "save-slot") this.save(slot);
    else this.load(slot);
    return true;
  }

  save(slot: number): void {
    this.#try(() => {
      const now = this.#now();
      if (now) this.#slots?.save(slot, now);
    });
  }

  /** Goes on from a slot; what the game was like before can be had back. */
  load(slot: number): void {
    const wanted = this.#slots?.get(slot);
    if (!wanted) return;
    this.#try(() => {
      const before = this.#now();
      this.#options.machine()?.game.load(wanted.state);
      this.#slots?.loaded(slot, before);
    });
  }

  /** Takes the last save or load back. */
  undo(): void {
    this.#try(() => {
      const before = this.#slots?.undo();
      if (before) this.#options.machine()?.game.load(before.state);
    });
  }

  /** Hands the game on as it is, if it has taken a step since it was handed on last. */
  keep(): void {
    const machine = this.#options.machine();
    if (!machine || machine.game.times.frames === this.#keptAt) return;
    const now = this.#now();
    if (!now) return;
    this.#keptAt = machine.game.times.frames;
    const { title = machine.emulator.title, ...about } = this.#options.about;
    const { romHash } = machine.emulator;
    const settings = { allowed: [...this.#allowed], mode: this.#options.mode() };
    this.#options.onKeep?.({ ...about, title, romHash, ...settings, ...now });
  }

  /** Nothing of a machine that has crashed. */
  #now(): Slot | undefined {
    const machine = this.#options.machine();
    if (!machine || machine.emulator.crashed) return undefined;
    const { emulator, palette } = machine;
    return { savedAtMs: Date.now(), state: emulator.saveState(), picture: pictureOf(emulator, palette) };
  }

  #try(action: () => void): void {
    this.#problem = undefined;
    try {
      action();
    } catch (error) {
      // A state of another build of the core, for one.
      if (!(error instanceof EmulatorError)) throw error;
      this.#problem = error.message;
    }
    this.#tellSlots();
    this.#options.onChange();
  }

  #tellSlots(): void {
    const view = this.#slots?.view;
    if (!view) return;
    const problem = this.#problem;
    this.#options.onTold({ type: "slots", view: { ...view, ...(problem === undefined ? {} : { problem }) } });
  }
}
