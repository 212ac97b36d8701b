/** Frames on this side of the boundary: crossing it is what costs, so those that are ready cross together. */
import type { Given } from "../receiver.ts";
import { type Timescale, Timestamp } from "../time.ts";
import type { Frame, FrameBatch } from "./frame.ts";

/** A frame with its sequence in the group. */
export type Numbered = { sequence: number } & Frame;

/** Small frames that crossed together, to be read one by one. */
export class Crossed {
  #sequence: number;
  #index: Float64Array;
  #bytes: Uint8Array;
  #timescale: Timescale;
  /** Of the next frame: its place in the index, and its payload's. */
  #at = 0;
  #offset = 0;

  constructor({ sequence, index, bytes }: Given, timescale: Timescale) {
    this.#sequence = sequence;
    this.#index = index;
    this.#bytes = bytes;
    this.#timescale = timescale;
  }

  get empty(): boolean {
    return this.#at >= this.#index.length;
  }

  /** The next frame. Its payload is a copy, so that the caller may transfer it. */
  next(): Numbered {
    const timestamp = this.#index[this.#at] ?? 0;
    const end = this.#offset + (this.#index[this.#at + 1] ?? 0);
    const payload = this.#bytes.slice(this.#offset, end);
    this.#at += 2;
    this.#offset = end;
    return { sequence: this.#sequence++, payload, timestamp: new Timestamp(timestamp, this.#timescale) };
  }

  /** Those that are left. */
  rest(): FrameBatch {
    return { index: this.#index.slice(this.#at), bytes: this.#bytes.slice(this.#offset) };
  }
}
