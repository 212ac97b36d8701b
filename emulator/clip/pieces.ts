import type { Emulator } from "../emulator.ts";
import { appendRun, type Clip, type Run } from "./clip.ts";
import { encodeClip } from "./file.ts";
import { pictureHash, soundHash } from "./hashes.ts";
import { encodePiece } from "./piece.ts";

/** How a recording in pieces is cut. All are frames. */
export interface PieceOptions {
  readonly pictureStride: number;
  readonly soundStride: number;
  /** A piece is handed out when it has so many. */
  readonly pieceFrames: number;
}

/**
 * Records what is done with a machine as a head and pieces, for whoever writes them down as they come. The machine is the
 * caller's, who says of each step and reset.
 */
export class PieceRecorder {
  /** The head: a clip's file without frames, from power-on or a state. */
  readonly head: Uint8Array<ArrayBuffer>;
  readonly #emulator: Emulator;
  readonly #options: PieceOptions;
  #frames = 0;
  #from = 0;
  #runs: Run[] = [];
  #pictureHashes: number[] = [];
  #soundHashes: number[] = [];
  #sound = 0;
  #wasReset = false;

  /** @throws {EmulatorError} as `Emulator.saveState`. */
  constructor(emulator: Emulator, options: PieceOptions) {
    this.#emulator = emulator;
    this.#options = options;
    this.head = encodeClip(headOf(emulator, options));
  }

  /** Frames that were recorded. */
  get frames(): number {
    return this.#frames;
  }

  /** The machine was switched off and on. */
  reset(): void {
    this.#wasReset = true;
  }

  /** The machine has run a frame with these buttons. The piece that is complete with it, if one is. */
  stepped(buttons: number): Uint8Array<ArrayBuffer> | undefined {
    const { pictureStride, soundStride, pieceFrames } = this.#options;
    const run = { frames: 1, buttons: buttons & 0xff };
    appendRun(this.#runs, this.#wasReset ? { ...run, reset: true } : run);
    this.#wasReset = false;
    this.#frames += 1;
    if (this.#frames % pictureStride === 0) this.#pictureHashes.push(pictureHash(this.#emulator));
    this.#sound = soundHash(this.#emulator, this.#sound);
    if (this.#frames % soundStride === 0) {
      this.#soundHashes.push(this.#sound);
      this.#sound = 0;
    }
    return this.#frames - this.#from >= pieceFrames ? this.flush() : undefined;
  }

  /** What was recorded since the last piece, if anything. */
  flush(): Uint8Array<ArrayBuffer> | undefined {
    if (this.#frames === this.#from) return undefined;
    const piece = encodePiece({
      frame: this.#from,
      runs: this.#runs,
      pictureHashes: this.#pictureHashes,
      soundHashes: this.#soundHashes,
    });
    this.#from = this.#frames;
    this.#runs = [];
    this.#pictureHashes = [];
    this.#soundHashes = [];
    return piece;
  }
}

function headOf(emulator: Emulator, { pictureStride, soundStride }: PieceOptions): Clip {
  const { romHash, title, console, coreHash, frame, width, height } = emulator;
  const isFresh = frame === 0;
  return {
    rom: { hash: romHash, title },
    console,
    coreHash,
    start: isFresh
      ? { type: "power-on", battery: emulator.battery(), clock: emulator.clock() }
      : { type: "state", state: emulator.saveState(), frame },
    runs: [],
    pictureHashes: { stride: pictureStride, values: new Uint32Array(0) },
    soundHashes: { stride: soundStride, values: new Uint32Array(0) },
    pictures: isFresh ? [] : [{ frame: 0, width, height, rgba: emulator.rgba().slice() }],
    marks: [],
  };
}
