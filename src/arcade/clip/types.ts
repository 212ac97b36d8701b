/** What a page knows of a clip that it plays, as plain values: each crosses from a Worker as one message a change. */
import type { Getter } from "@moq/signals";
import type { PaletteName } from "../../../emulator/index.ts";
import type { PictureSize } from "../types.ts";

/** What a clip is of. Text in it is from whoever made the file. */
export interface ClipAbout {
  /** The game's title, as its cartridge has it. */
  title: string;
  /** SHA-256 of the cartridge, 64 hexadecimal digits. */
  romHash: string;
  /** Which console: `dmg`, `cgb` or `nes`. */
  console: string;
  /** Frames in it. */
  frames: number;
  framesPerSecond: number;
  /** What it begins from. */
  start: "power-on" | "state";
  /** Places that somebody wanted to find again, in the order of their frames. */
  marks: readonly { frame: number; label: string }[];
  /** Milliseconds since 1970, where it is known. */
  recordedAtMs?: number;
}

export interface ClipStatus {
  /** `needs-rom`: until the right cartridge is inserted. `failed`: it cannot be played here. */
  state: "reading" | "needs-rom" | "ready" | "failed";
  /** A sentence for people, where there is something to say: also of a cartridge that is not the right one. */
  error?: string;
}

/** Where a clip stands. Told at each change of the buttons, and else ten times a second while it plays. */
export interface ClipPosition {
  /** Frames that have been played: 0 is its beginning. */
  frame: number;
  /** Those held in that frame. */
  buttons: string[];
  playing: boolean;
  /** The frame that was asked for, on the way there. */
  target?: number;
  /** Whether all of it has been played, and every frame was the one that was recorded. */
  verified: boolean;
}

/** A picture, as RGBA. */
export interface ClipPicture {
  /** Frames from the clip's beginning. */
  frame: number;
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Where a clip first differs from what was recorded. */
export interface ClipDivergence {
  /** Frames from the clip's beginning. */
  frame: number;
  /** A sentence. */
  text: string;
  /** The picture as it is now. */
  actual: ClipPicture;
  /** The same frame as it was recorded, where the clip has kept it. */
  expected?: ClipPicture;
}

/** A clip in a Worker of this page. Made by `openClip()`; whoever made it closes it. */
export interface ClipPlayback {
  readonly status: Getter<ClipStatus>;
  /** Once the file has been read. */
  readonly about: Getter<ClipAbout | undefined>;
  readonly position: Getter<ClipPosition>;
  /** The picture's size, once it is known. */
  readonly picture: Getter<PictureSize | undefined>;
  readonly divergence: Getter<ClipDivergence | undefined>;
  /** Inserts the cartridge: copied to the Worker. */
  insert(rom: Uint8Array): void;
  /** At its end it begins anew. */
  play(): void;
  pause(): void;
  /** @param held whether more of these follow: until one that is not held nothing is played, and nothing heard */
  seek(frame: number, held?: boolean): void;
  /** One frame on or back; pauses. */
  step(by: 1 | -1): void;
  /** 1 is the game's own speed, and the only one with sound. */
  setSpeed(speed: number): void;
  /** What a console without colours of its own is shown in; what is compared are the recorded shades. */
  setPalette(palette: PaletteName): void;
  /** The state of the machine where the clip stands now: the file form. Pauses. Rejects with a sentence. */
  saveState(): Promise<{ state: Uint8Array<ArrayBuffer>; frame: number }>;
  /** Must be called from a gesture the first time: browsers start no sound without one. */
  unlockAudio(): Promise<void>;
  /** 0 to 1. */
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /** Idempotent. */
  close(): void;
}
