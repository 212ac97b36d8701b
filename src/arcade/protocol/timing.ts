/** Frames and times of a console. */
import { CONSOLES, type Fraction } from "../../../emulator/consoles.ts";

/** When the frames of a console are, from how long one takes. */
export class FrameClock {
  /** The length of a frame, in milliseconds. */
  readonly frameMs: number;
  readonly framesPerSecond: number;
  readonly #duration: Fraction;

  /** @param duration of a frame, in seconds: `Emulator.frameDuration` */
  constructor(duration: Fraction) {
    this.#duration = duration;
    this.frameMs = (duration.numerator * 1000) / duration.denominator;
    this.framesPerSecond = duration.denominator / duration.numerator;
  }

  /** A frame's timestamp on every rendition, in whole microseconds. */
  timestampUs(frame: number): number {
    const { numerator, denominator } = this.#duration;
    return Math.round((frame * numerator * 1e6) / denominator);
  }
}

/** 59.7275 frames a second: also of hosts that do not tell how long their frames are. */
export const GAME_BOY_CLOCK = new FrameClock(CONSOLES.dmg.frameDuration);
