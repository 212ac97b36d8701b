/**
 * What was done with the machine, as tracks from which it can be played again: docs/wire.md, `replay` and `session`.
 */
import { PieceRecorder } from "../../../emulator/clip/index.ts";
import type { Emulator } from "../../../emulator/index.ts";
import { type Group, Time, type Track } from "../../net/api.ts";

/** How much of a game is in a group, and in a frame of it. All are frames of the machine. */
export interface ReplayOptions {
  /** A new group is begun after so many; it begins with a state, or where nothing has run yet with power-on. */
  groupFrames: number;
  /** Whether it is written though nobody is subscribed, for those who come later. */
  forLater: boolean;
  pieceFrames: number;
  /** From one hash of a picture to the next. */
  pictureStride: number;
}

/** Sound is hashed a second at a time. */
const SOUND_STRIDE = 60;

/** The last while, exactly: a group can be played without the one before. */
export const REPLAY: ReplayOptions = {
  groupFrames: 600,
  forLater: false,
  pieceFrames: 30,
  pictureStride: 1,
};

/** All of it since the machine was switched on, in one group of up to a day: some ten bytes a second. */
export const SESSION: ReplayOptions = {
  groupFrames: 5_000_000,
  forLater: true,
  pieceFrames: 30,
  pictureStride: 60,
};

/** One such track. Owns it; the machine is the caller's, who says of each step. */
export class ReplayPublisher {
  #track: Track.Producer;
  #options: ReplayOptions;
  #recorder: PieceRecorder | undefined;
  #group: Group.Producer | undefined;
  #timestamp = Time.Timestamp.now();

  constructor(track: Track.Producer, options: ReplayOptions) {
    this.#track = track;
    this.#options = options;
  }

  /**
   * Before a step, and before the reset that goes with it.
   *
   * @param emulator is read, also afterwards, until the next call
   * @param timestamp of the frame that the step shows
   */
  before(emulator: Emulator, timestamp: Time.Timestamp): void {
    const { groupFrames, forLater } = this.#options;
    const isWanted = forLater || this.#track.used.peek();
    const isFull = (this.#recorder?.frames ?? 0) >= groupFrames;
    const goesOn = this.#recorder && isWanted && !isFull;
    // What is left goes out with the time of the last frame in it.
    if (!goesOn) this.#end();
    this.#timestamp = timestamp;
    if (goesOn) return;
    if (!isWanted || this.#track.closed.peek() !== undefined) return;
    this.#recorder = new PieceRecorder(emulator, { ...this.#options, soundStride: SOUND_STRIDE });
    this.#group = this.#track.appendGroup();
    this.#write(this.#recorder.head);
  }

  /** The machine is switched off and on. */
  reset(): void {
    this.#recorder?.reset();
  }

  /** After a step with these buttons. */
  stepped(buttons: number): void {
    this.#write(this.#recorder?.stepped(buttons));
  }

  /** Nothing comes for a while: what there is goes out. */
  flush(): void {
    this.#write(this.#recorder?.flush());
  }

  /** What follows does not follow from what was: a new group begins with the next step. */
  interrupt(): void {
    this.#end();
  }

  /** Ends the track. Idempotent. */
  close(): void {
    this.#end();
    this.#track.close();
  }

  #end(): void {
    this.flush();
    this.#recorder = undefined;
    this.#group?.close();
    this.#group = undefined;
  }

  #write(payload: Uint8Array<ArrayBuffer> | undefined): void {
    if (payload && this.#track.closed.peek() === undefined)
      this.#group?.writeFrame({ payload, timestamp: this.#timestamp });
  }
}
