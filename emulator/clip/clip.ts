import { repackState } from "../state.ts";

/** What the buttons were from one frame on, for some frames. */
export interface Run {
  /** How many frames, from 1 on. */
  readonly frames: number;
  /** The buttons held, as bits: see `BUTTONS`. */
  readonly buttons: number;
  /** Whether the machine was switched off and on before the first of them. */
  readonly reset?: true;
}

/** A place in a clip that somebody wanted to find again. */
export interface Mark {
  /** Frames from the clip's beginning. */
  readonly frame: number;
  /** Plain text, at most 200 characters. */
  readonly label: string;
}

/** A picture as it was when the clip was recorded. */
export interface Picture {
  /** Frames from the clip's beginning: 0 is the picture before the first step. */
  readonly frame: number;
  readonly width: number;
  readonly height: number;
  /** Row by row, opaque. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Hashes of pictures or of sound, one for each so many frames. */
export interface Hashes {
  /** The hash at index i is of frame `(i + 1) * stride`. */
  readonly stride: number;
  readonly values: Uint32Array;
}

/** What a clip begins from. */
export type Start =
  | {
      readonly type: "power-on";
      /** What the cartridge kept from before. Empty where it keeps nothing. */
      readonly battery: Uint8Array<ArrayBuffer>;
      /** The registers of the cartridge's clock (`clock.ts`). Empty where it has none. */
      readonly clock: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly type: "state";
      /** The file form of a state (docs/core-abi.md). */
      readonly state: Uint8Array<ArrayBuffer>;
      /** Steps since power-on that the state was saved after. */
      readonly frame: number;
    };

/**
 * A stretch of a game that can be played again, exactly: where it began, and the buttons of each frame.
 * The file is described in docs/clips.md.
 */
export interface Clip {
  readonly rom: {
    /** SHA-256 of the ROM, 64 hexadecimal digits. */
    readonly hash: string;
    /** Plain text, as the ROM's header has it. */
    readonly title: string;
  };
  /** Which console, as `Emulator.console` says it. */
  readonly console: string;
  /** The build of the core that it was recorded with, 32 hexadecimal digits. */
  readonly coreHash: string;
  readonly start: Start;
  readonly runs: readonly Run[];
  /** The low 16 bits of the XXH32 of each picture as RGBA. */
  readonly pictureHashes: Hashes;
  /** Of each stretch: XXH32 of a frame's samples, seeded with that of the frame before; a stretch's first with 0. */
  readonly soundHashes: Hashes;
  /** Some of the pictures, so that a difference can be looked at. In the order of their frames. */
  readonly pictures: readonly Picture[];
  /** In the order of their frames. */
  readonly marks: readonly Mark[];
  /** When it was recorded, in milliseconds since 1970; unknown where it is not there. */
  readonly recordedAtMs?: number;
}

/** The same beginning in fewer bytes, slowly: for a clip that is kept. */
export function compactStart(start: Start): Start {
  return start.type === "state" ? { ...start, state: repackState(start.state) } : start;
}

/** Frames in these runs. */
export function frameCount(runs: readonly Run[]): number {
  let frames = 0;
  for (const run of runs) frames += run.frames;
  return frames;
}

/** Who wants runs one by one gets them joined: what goes on unchanged is one run. */
export function appendRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && !run.reset && last.buttons === run.buttons)
    runs[runs.length - 1] = { ...last, frames: last.frames + run.frames };
  else runs.push(run);
}

/** The part of some runs from one frame up to another, both counted from the runs' beginning. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const part: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const start = Math.max(at, from);
    const end = Math.min(at + run.frames, to);
    // A reset belongs to the first frame of its run, and goes with that.
    if (start < end) {
      const { buttons } = run;
      const frames = end - start;
      part.push(run.reset && start === at ? { frames, buttons, reset: true } : { frames, buttons });
    }
    at += run.frames;
  }
  return part;
}
