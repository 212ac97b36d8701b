import { toButtons } from "../buttons.ts";
import type { Emulator, Snapshot } from "../emulator.ts";
import { type Clip, frameCount, type Picture, type Run } from "./clip.ts";
import { pictureHash, soundHash } from "./hashes.ts";

/** Frames from one place that can be gone back to at once to the next, at first. */
const KEPT_STRIDE = 300;

/** How many such places are kept at most: each has a machine's memory. */
const KEPT_MAX = 32;

/** Where a clip that is played again first differs from what was recorded. */
export interface Divergence {
  /** Frames from the clip's beginning. Of sound it is the end of the stretch in which it differs. */
  readonly frame: number;
  readonly of: "picture" | "sound";
  /** The buttons held in that frame, as bits. */
  readonly buttons: number;
  /** The picture of that frame as it is now. */
  readonly actual: Picture;
}

/** The same frame as it was recorded and as it is now. */
export interface Comparison {
  readonly expected: Picture;
  readonly actual: Picture;
}

interface Kept {
  readonly frame: number;
  readonly snapshot: Snapshot;
  readonly sound: number;
}

/**
 * Plays a clip: forwards a frame at a time, or to any frame. Each frame is compared with what was recorded
 * when it is first played. Owns the machine, which stands where the clip begins.
 */
export class ClipPlayer {
  readonly clip: Clip;
  /** Its pictures and samples are those of `frame`. Whoever steps it plays no more of the clip. */
  readonly emulator: Emulator;
  /** Frames in the clip. */
  readonly frames: number;
  #divergence: Divergence | undefined;
  /** The frame that each run begins behind. */
  readonly #starts: readonly number[];
  #kept: Kept[];
  #keptStride = KEPT_STRIDE;
  #frame = 0;
  /** The frames up to this one have been compared. */
  #compared = 0;
  #sound = 0;

  /** `startClip` checks that the two belong together. */
  constructor(clip: Clip, emulator: Emulator) {
    this.clip = clip;
    this.emulator = emulator;
    this.frames = frameCount(clip.runs);
    let at = 0;
    this.#starts = clip.runs.map(({ frames }) => {
      at += frames;
      return at - frames;
    });
    this.#kept = [{ frame: 0, snapshot: emulator.snapshot(), sound: 0 }];
  }

  /** How many frames of the clip have been played. */
  get frame(): number {
    return this.#frame;
  }

  /** The first difference that has been met, if any. */
  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  /** The buttons of a frame, counted from 1, as bits. */
  buttonsAt(frame: number): number {
    return this.#runOf(frame)?.buttons ?? 0;
  }

  /** Whether the machine is switched off and on before a frame, counted from 1. */
  resetAt(frame: number): boolean {
    return this.#runOf(frame)?.reset === true && this.#startOf(frame) === frame - 1;
  }

  /** Plays the next frame. False at the end. @throws {EmulatorError} `crashed`. */
  step(): boolean {
    if (this.#frame >= this.frames) return false;
    const frame = this.#frame + 1;
    const buttons = this.buttonsAt(frame);
    if (this.resetAt(frame)) this.emulator.reset();
    this.emulator.step(buttons);
    this.#frame = frame;
    const { stride } = this.clip.soundHashes;
    this.#sound = soundHash(this.emulator, this.#frame % stride === 1 % stride ? 0 : this.#sound);
    this.#compare(buttons);
    if (frame % this.#keptStride === 0) this.#keep();
    return true;
  }

  /** Goes to a frame, from the nearest place before it that is kept. It may take as long as playing there. */
  seek(frame: number): void {
    const to = this.approach(frame);
    while (this.#frame < to && this.step());
  }

  /**
   * Goes to the nearest place before a frame, at once: the one that is kept, or where the player stands. Steps lead on from there,
   * for who cannot wait for all of them.
   *
   * @returns the frame, or where the clip is shorter its last
   */
  approach(frame: number): number {
    const to = Math.max(0, Math.min(Math.trunc(frame), this.frames));
    const kept = this.#kept.findLast((place) => place.frame <= to);
    if (kept && (to < this.#frame || kept.frame > this.#frame)) {
      this.emulator.restore(kept.snapshot);
      this.#frame = kept.frame;
      this.#sound = kept.sound;
    }
    return to;
  }

  /** Plays to the end, or to the first difference from what was recorded. */
  verify(): Divergence | undefined {
    while (!this.#divergence && this.step());
    return this.#divergence;
  }

  /**
   * The first picture from the divergence on that the clip has kept, beside what it is now. Nothing where it is
   * the same again by then, or none was kept.
   */
  compare(): Comparison | undefined {
    const from = this.#divergence?.frame;
    if (from === undefined) return undefined;
    const expected = this.clip.pictures.find(({ frame }) => frame >= from);
    if (!expected) return undefined;
    this.seek(expected.frame);
    const actual = this.picture();
    return actual.rgba.every((byte, at) => byte === expected.rgba[at]) ? undefined : { expected, actual };
  }

  /** The picture of the present frame. A copy. */
  picture(): Picture {
    const { width, height } = this.emulator;
    return { frame: this.#frame, width, height, rgba: this.emulator.rgba().slice() };
  }

  /** Idempotent. */
  close(): void {
    this.#kept = [];
    this.emulator.close();
  }

  #compare(buttons: number): void {
    // What was once as recorded is so again: a core knows no chance. Going back and forth need not look twice.
    if (this.#divergence || this.#frame <= this.#compared) return;
    this.#compared = this.#frame;
    const { pictureHashes, soundHashes } = this.clip;
    const differs = (stride: number, values: Uint32Array, actual: () => number) => {
      if (this.#frame % stride !== 0) return false;
      const expected = values[this.#frame / stride - 1];
      return expected !== undefined && expected !== actual();
    };
    if (differs(pictureHashes.stride, pictureHashes.values, () => pictureHash(this.emulator)))
      this.#divergence = { frame: this.#frame, of: "picture", buttons, actual: this.picture() };
    else if (differs(soundHashes.stride, soundHashes.values, () => this.#sound))
      this.#divergence = { frame: this.#frame, of: "sound", buttons, actual: this.picture() };
  }

  #keep(): void {
    if ((this.#kept.at(-1)?.frame ?? 0) >= this.#frame) return;
    this.#kept.push({ frame: this.#frame, snapshot: this.emulator.snapshot(), sound: this.#sound });
    if (this.#kept.length <= KEPT_MAX) return;
    this.#keptStride *= 2;
    this.#kept = this.#kept.filter(({ frame }) => frame % this.#keptStride === 0);
  }

  #runOf(frame: number): Run | undefined {
    return this.clip.runs[this.#indexOf(frame)];
  }

  #startOf(frame: number): number {
    return this.#starts[this.#indexOf(frame)] ?? 0;
  }

  /** The run that a frame is in, by halving. */
  #indexOf(frame: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) < frame) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** A divergence as a sentence. */
export function describe({ frame, of, buttons }: Divergence): string {
  const held = toButtons(buttons);
  const hands = held.length > 0 ? `with ${held.join(", ")} held` : "with no button held";
  return of === "picture"
    ? `The picture of frame ${frame} is not the one that was recorded (${hands}).`
    : `The sound up to frame ${frame} is not what was recorded (${hands}); the pictures are.`;
}
