import type { Emulator } from "../emulator.ts";
import { appendRun, type Clip, compactStart, type Mark, type Picture, type Run, type Start } from "./clip.ts";
import { NumberList, pictureHash, soundHash } from "./hashes.ts";

/** Frames from one hash of sound to the next. */
export const SOUND_STRIDE = 60;

/** Frames from one picture that is kept to the next: half a minute. */
const PICTURE_STRIDE = 1800;

/** Pictures that are kept at most: then every other one is let go of, and they come half as often. */
const PICTURES_MAX = 64;

/** How a clip is recorded. */
export interface ClipRecorderOptions {
  /** When it is recorded, in milliseconds since 1970. */
  recordedAtMs?: number;
}

/**
 * Records what is done with a machine, from now on: from power-on where no frame has run yet, else from a state.
 * The machine stays the caller's, who says of each step and reset.
 */
export class ClipRecorder {
  readonly #emulator: Emulator;
  readonly #options: ClipRecorderOptions;
  #start: Start;
  readonly #runs: Run[] = [];
  readonly #marks: Mark[] = [];
  readonly #pictureHashes = new NumberList();
  readonly #soundHashes = new NumberList();
  #pictures: Picture[] = [];
  #pictureStride = PICTURE_STRIDE;
  #sound = 0;
  #frame = 0;
  #wasReset = false;

  /** @throws {EmulatorError} as `Emulator.saveState`. */
  constructor(emulator: Emulator, options: ClipRecorderOptions = {}) {
    this.#emulator = emulator;
    this.#options = options;
    this.#start =
      emulator.frame === 0
        ? { type: "power-on", battery: emulator.battery(), clock: emulator.clock() }
        : { type: "state", state: emulator.saveState(), frame: emulator.frame };
  }

  /** Frames that were recorded. */
  get frames(): number {
    return this.#frame;
  }

  /** The machine was switched off and on. */
  reset(): void {
    this.#wasReset = true;
  }

  /** The machine has run a frame with these buttons. */
  stepped(buttons: number): void {
    const run = { frames: 1, buttons: buttons & 0xff };
    appendRun(this.#runs, this.#wasReset ? { ...run, reset: true } : run);
    this.#wasReset = false;
    this.#frame += 1;
    this.#pictureHashes.push(pictureHash(this.#emulator));
    this.#sound = soundHash(this.#emulator, this.#sound);
    if (this.#frame % SOUND_STRIDE === 0) {
      this.#soundHashes.push(this.#sound);
      this.#sound = 0;
    }
    if (this.#frame % this.#pictureStride === 0) this.#keepPicture();
  }

  /** Marks the frame that ran last. */
  mark(label: string): void {
    this.#marks.push({ frame: this.#frame, label: label.slice(0, 200) });
  }

  /** What was recorded so far, the last picture with it. Recording goes on. */
  clip(): Clip {
    const { romHash, title, console, coreHash } = this.#emulator;
    // Once is enough.
    this.#start = compactStart(this.#start);
    const hasLast = this.#pictures.at(-1)?.frame === this.#frame;
    return {
      rom: { hash: romHash, title },
      console,
      coreHash,
      start: this.#start,
      runs: [...this.#runs],
      pictureHashes: { stride: 1, values: this.#pictureHashes.toArray() },
      soundHashes: { stride: SOUND_STRIDE, values: this.#soundHashes.toArray() },
      pictures: hasLast || this.#frame === 0 ? [...this.#pictures] : [...this.#pictures, this.#picture()],
      marks: [...this.#marks],
      ...this.#options,
    };
  }

  #keepPicture(): void {
    this.#pictures.push(this.#picture());
    if (this.#pictures.length < PICTURES_MAX) return;
    this.#pictureStride *= 2;
    this.#pictures = this.#pictures.filter(({ frame }) => frame % this.#pictureStride === 0);
  }

  #picture(): Picture {
    const { width, height } = this.#emulator;
    return { frame: this.#frame, width, height, rgba: this.#emulator.rgba().slice() };
  }
}
