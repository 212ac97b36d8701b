import {
  type Clip,
  type ClipPlayer,
  type Comparison,
  type Divergence,
  decodeClip,
  type Picture,
  startClip,
} from "../../emulator/clip/index.ts";
import { type Button, type Core, contentHash, coreFor, toButtons } from "../../emulator/index.ts";
import { loadCore, readSource, type Source } from "../headless/index.ts";

/** What a clip is replayed with. */
export interface ReplayOptions {
  /** The whole ROM file: where it is, or its bytes. */
  readonly rom: Source;
  /** A core from `compileCore`, or where its wasm is. By default that of this build. */
  readonly core?: Core | Source;
}

/** A stretch of a clip: the frames behind `from`, up to `to` and with it. */
export interface FrameRange {
  /** Default 0: from the clip's beginning. */
  readonly from?: number;
  /** Default the clip's last frame. */
  readonly to?: number;
}

/**
 * Starts a clip: the machine stands where the clip begins, and no frame has run yet.
 *
 * Plays as fast as the machine can, tens of times real time. It needs no closing: what is not used any more is collected.
 *
 * @param clip a path (from the working folder), a URL, a file's bytes, or a clip that has been read
 * @throws {HeadlessError} where a file cannot be read, or the core has not been built.
 * @throws {ClipError} where it is no clip, or one of another game or build of the core.
 * @throws {RomError} where the ROM is refused.
 */
export async function replay(clip: Source | Clip, { rom, core }: ReplayOptions): Promise<Replay> {
  const [read, romBytes] = await Promise.all([
    isSource(clip) ? readSource(clip).then(decodeClip) : clip,
    readSource(rom),
  ]);
  const compiled = isCore(core) ? core : await loadCore(coreFor(romBytes), core);
  return new Replay(startClip(read, { core: compiled, rom: romBytes }));
}

function isSource(clip: Source | Clip): clip is Source {
  return typeof clip === "string" || clip instanceof URL || clip instanceof Uint8Array;
}

function isCore(core: Core | Source | undefined): core is Core {
  return typeof core === "object" && "module" in core;
}

/** A clip that is played again: forwards, to any frame, with a look at everything. From `replay`. */
export class Replay {
  readonly #player: ClipPlayer;

  constructor(player: ClipPlayer) {
    this.#player = player;
  }

  get clip(): Clip {
    return this.#player.clip;
  }

  /** Frames in the clip. */
  get frames(): number {
    return this.#player.frames;
  }

  /** The present frame: how many have been played from the clip's beginning. */
  get frame(): number {
    return this.#player.frame;
  }

  /** The buttons held in the present frame. */
  get buttons(): Button[] {
    return this.buttonsAt(this.frame);
  }

  /** The first difference from what was recorded that has been met so far, if any. */
  get divergence(): Divergence | undefined {
    return this.#player.divergence;
  }

  /** The buttons held in a frame, counted from 1. */
  buttonsAt(frame: number): Button[] {
    return toButtons(this.#player.buttonsAt(frame));
  }

  /** Plays so many frames, or to the end. False where the clip has ended. @throws {EmulatorError} `crashed`. */
  step(frames = 1): boolean {
    wholeNumber(frames, "a number of frames");
    for (let count = 0; count < frames; count += 1) if (!this.#player.step()) return false;
    return true;
  }

  /** Goes to a frame, back or forth. @throws {RangeError} where the clip has no such frame. */
  seek(frame: number): void {
    wholeNumber(frame, "a frame");
    if (frame > this.frames)
      throw new RangeError(`There is no frame ${frame}: this clip ends with frame ${this.frames}.`);
    this.#player.seek(frame);
  }

  /** Plays to the end. */
  runToEnd(): void {
    this.#player.seek(this.frames);
  }

  /** The picture of the present frame. A copy. */
  picture(): Picture {
    return this.#player.picture();
  }

  /** The byte that the game would read at this address now, 0 to 0xffff. */
  peek(address: number): number {
    return this.#player.emulator.peek(address);
  }

  /** The bytes from this address on. A copy. */
  memory(address: number, length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, (_, at) => this.peek(address + at));
  }

  /** The sound of the present frame: i16, left and right by turns. A copy. Nothing before the first frame. */
  samples(): Int16Array {
    return this.#player.emulator.samples().slice();
  }

  /** The sound of a stretch, as `samples`. Plays it, and goes back to the present frame. @throws {RangeError} */
  audio({ from = 0, to = this.frames }: FrameRange = {}): Int16Array {
    if (!(from <= to && to <= this.frames))
      throw new RangeError(`There are no frames from ${from} to ${to} in a clip of ${this.frames}.`);
    const back = this.frame;
    const parts: Int16Array[] = [];
    this.seek(from);
    while (this.frame < to && this.step()) parts.push(this.samples());
    this.seek(back);
    const all = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** The hash of a stretch's sound, 16 hexadecimal digits: fit for `toMatchInlineSnapshot`. As `audio`. */
  audioHash(range?: FrameRange): string {
    return contentHash(this.audio(range));
  }

  /** Plays on to the end, or to where the clip first differs from what was recorded; what was played has been compared. */
  verify(): Divergence | undefined {
    return this.#player.verify();
  }

  /** The first picture from the divergence on that the clip has kept, beside what it is now; goes there. */
  compare(): Comparison | undefined {
    return this.#player.compare();
  }

  /** Lets go of the machine at once. Idempotent. */
  close(): void {
    this.#player.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function wholeNumber(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} is not ${what}: whole numbers from 0 on are.`);
}
