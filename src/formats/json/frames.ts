/** Between JSON text and the frames of a group: through the group's DEFLATE window where there is one. */
import { FormatError } from "../error.ts";
import {
  type Compression,
  type Deflate,
  type FrameDeflater,
  type FrameInflater,
  getDeflate,
} from "./compression.ts";
import { bytesOf, checkSize, type Json, type Limits, MAX_BYTES, parseJson } from "./value.ts";

export type { Compression };

/** Writes the texts of one group after another. */
export class FrameWriter {
  #deflate: Deflate | undefined;
  #maxBytes: number | undefined;
  #deflater: FrameDeflater | undefined;

  /** Throws a {@link FormatError} for compression where it is not loaded. */
  constructor({ compression = false, maxBytes }: Compression & Limits) {
    this.#deflate = compression ? getDeflate() : undefined;
    this.#maxBytes = maxBytes;
  }

  /** The first frame of a group. Throws a {@link FormatError} where readers would refuse it. */
  start(text: string): Uint8Array<ArrayBuffer> {
    const bytes = bytesOf(text, this.#maxBytes);
    this.#deflater = this.#deflate?.makeDeflater();
    return this.#deflater?.frame(bytes) ?? bytes;
  }

  /** The next frame. Throws as {@link start} does, and nothing has changed then. */
  append(text: string): Uint8Array<ArrayBuffer> {
    const bytes = bytesOf(text, this.#maxBytes);
    return this.#deflater?.frame(bytes) ?? bytes;
  }
}

/** Reads the frames of one group after another. */
export class FrameReader {
  readonly maxBytes: number;
  #deflate: Deflate | undefined;
  #inflater: FrameInflater | undefined;

  /** Throws a {@link FormatError} for compression where it is not loaded. */
  constructor({ compression = false, maxBytes = MAX_BYTES }: Compression & Limits) {
    this.maxBytes = maxBytes;
    this.#deflate = compression ? getDeflate() : undefined;
    this.start();
  }

  /** Whether the rest of the group cannot be read: its DEFLATE stream is lost. */
  get isBroken(): boolean {
    return this.#inflater?.isBroken ?? false;
  }

  /** Begins a group. */
  start(): void {
    this.#inflater = this.#deflate?.makeInflater(this.maxBytes);
  }

  /** The next frame's value, and how many bytes its text has. Throws a {@link FormatError}. */
  read(payload: Uint8Array): { value: Json; size: number } {
    checkSize(payload.byteLength, this.maxBytes);
    const bytes = this.#inflater ? this.#inflater.frame(payload) : payload;
    return { value: parseJson(bytes, this.maxBytes), size: bytes.byteLength };
  }
}

/** A frame that is to be written to the track, and then to be committed. */
export interface Pending {
  payload: Uint8Array<ArrayBuffer>;
  /** Says that the frame was written. One that was handed out before the last is not to be committed any more. */
  commit(): void;
}

/** Whether the last frame handed out has been committed. */
export class Outstanding {
  #last: object | undefined;

  get is(): boolean {
    return this.#last !== undefined;
  }

  /** Nothing is outstanding any more. */
  clear(): void {
    this.#last = undefined;
  }

  /** Hands a frame out. `onCommit` runs once, if this frame is still the last. */
  hand<T extends object>(frame: T, onCommit: () => void = () => {}): T & Pick<Pending, "commit"> {
    const token = {};
    this.#last = token;
    const commit = () => {
      if (this.#last !== token) return;
      this.#last = undefined;
      onCommit();
    };
    return { ...frame, commit };
  }
}

/** Frames in a group at most: a late reader reads them all. */
const GROUP_MAX_FRAMES = 256;

/** How long a group goes on: what changed since its first frame may take so many times that frame's bytes. */
export class GroupBudget {
  /** Bytes of the group, its first frame among them. */
  bytes = 0;
  #ratio: number;
  #firstBytes = 0;
  #count = 0;

  /** `name` is what the ratio is called where it is refused. With a ratio of 0 each frame is a group. */
  constructor(name: string, ratio: number) {
    if (!Number.isFinite(ratio) || ratio < 0)
      throw new FormatError("unrepresentable", `${name} is a number from 0 on, not ${ratio}`);
    this.#ratio = ratio;
  }

  /** By the frames before it: the change that goes beyond the budget is still written. */
  get hasRoom(): boolean {
    if (this.#ratio === 0 || this.#count >= GROUP_MAX_FRAMES) return false;
    return this.bytes - this.#firstBytes <= this.#ratio * this.#firstBytes;
  }

  /** A group has begun with a frame of so many bytes. */
  start(bytes: number): void {
    this.#firstBytes = bytes;
    this.bytes = bytes;
    this.#count = 1;
  }

  /** A frame of so many bytes goes behind. */
  append(bytes: number): void {
    this.bytes += bytes;
    this.#count++;
  }
}
