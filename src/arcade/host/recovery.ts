/**
 * What a host does when its machine crashes: it goes back to a state that was good, and if that did not help, it
 * switches the machine off and on. Only a game that crashes again and again is given up.
 */
import { type Emulator, EmulatorError, type Snapshot } from "../../../emulator/index.ts";

/** Frames from one snapshot to the next. It goes back by more than this: the newest may be doomed already. */
const KEEP_FRAMES = 60;

/** For how long no button reaches the game after its first crash, in frames; twice as long after each further one. */
const DEAF_FRAMES = 30;

/** After so many frames without a crash, the next one is a first one again: a minute. */
const WELL_FRAMES = 3_600;

/** How often in a row it is brought back. */
const CRASHES_MAX = 5;

/** How long people are told, in frames. */
const NOTICE_FRAMES = 480;

/** Keeps a machine going. The emulator is the caller's. */
export class Recovery {
  #emulator: Emulator;
  #newest: Snapshot | undefined;
  #older: Snapshot | undefined;
  #crashes = 0;
  /** Since the last crash, or the beginning. */
  #frames = 0;
  #notice: string | undefined;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  /** A sentence on the last crash, for as long as it is news. */
  get notice(): string | undefined {
    return this.#frames < NOTICE_FRAMES ? this.#notice : undefined;
  }

  /** What of these buttons may reach the game: whatever made it crash may still be held. */
  heard(buttons: number): number {
    const deafFrames = this.#crashes > 0 ? DEAF_FRAMES * 2 ** (this.#crashes - 1) : 0;
    return this.#frames < deafFrames ? 0 : buttons;
  }

  /** To be called after each frame that went well. */
  stepped(): void {
    this.#frames++;
    if (this.#frames === WELL_FRAMES) this.#crashes = 0;
    if (this.#frames % KEEP_FRAMES !== 0) return;
    const spare = this.#older;
    this.#older = this.#newest;
    this.#newest = this.#emulator.snapshot(spare);
  }

  /**
   * To be called with what a step threw.
   * @throws what was thrown, where it is no crash, or one too many
   */
  crashed(thrown: unknown): void {
    if (!(thrown instanceof EmulatorError) || thrown.reason !== "crashed") throw thrown;
    this.#crashes++;
    if (this.#crashes > CRASHES_MAX) throw thrown;
    const good = this.#crashes === 1 ? (this.#older ?? this.#newest) : undefined;
    if (good) {
      const seconds = Math.max(1, Math.round((this.#emulator.frame - good.frame) / 60));
      this.#emulator.restore(good);
      this.#notice = `The game crashed, and went back ${seconds === 1 ? "a second" : `${seconds} seconds`}.`;
    } else {
      this.#emulator.reset();
      this.#notice = "The game crashed, and was switched off and on.";
    }
    this.#frames = 0;
    this.#newest = undefined;
    this.#older = undefined;
  }
}
