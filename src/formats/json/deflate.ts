/**
 * DEFLATE over the frames of a group: one window for all of them, so that a frame costs little where it
 * resembles those before it.
 *
 * On the wire each frame is raw DEFLATE (RFC 1951) up to a sync flush, without the flush's last four bytes,
 * as permessage-deflate (RFC 7692, section 7.2.1) leaves them out. Source: npm `@moq/flate` 0.1.3, whose
 * frames these are to the byte.
 */
import { Deflate, Inflate, Z_SYNC_FLUSH } from "pako";
import { FormatError } from "../error.ts";
import { type FrameDeflater, type FrameInflater, provideDeflate } from "./compression.ts";

/** What a sync flush ends with. */
const FLUSH_END = new Uint8Array([0x00, 0x00, 0xff, 0xff]);

/** Larger pieces would be allocated for each frame, and most frames are small. */
const INFLATE_CHUNK_BYTES = 16 * 1024;

export class Deflater implements FrameDeflater {
  #deflate = new Deflate({ raw: true });
  #chunks: Uint8Array[] = [];

  constructor() {
    this.#deflate.onData = (chunk: Uint8Array) => {
      this.#chunks.push(chunk);
    };
  }

  frame(payload: Uint8Array): Uint8Array<ArrayBuffer> {
    this.#chunks = [];
    this.#deflate.push(payload, Z_SYNC_FLUSH);
    const all = join(this.#chunks);
    return all.slice(0, all.length - FLUSH_END.length);
  }
}

export class Inflater implements FrameInflater {
  #inflate = new Inflate({ raw: true, chunkSize: INFLATE_CHUNK_BYTES });
  #chunks: Uint8Array[] = [];
  #size = 0;
  #maxBytes: number;
  #isBroken = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#inflate.onData = (chunk: Uint8Array) => {
      this.#size += chunk.length;
      if (this.#size > this.#maxBytes)
        throw new FormatError("too-large", `a frame inflates to more than ${this.#maxBytes} bytes`);
      this.#chunks.push(chunk);
    };
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  frame(slice: Uint8Array): Uint8Array {
    if (this.#isBroken || this.#inflate.ended)
      throw new FormatError(
        "out-of-order",
        "the frames before this one could not be inflated, or were the last",
      );
    this.#chunks = [];
    this.#size = 0;
    try {
      this.#inflate.push(slice, false);
      if (!this.#inflate.ended) this.#inflate.push(FLUSH_END, Z_SYNC_FLUSH);
    } catch (cause) {
      this.#isBroken = true;
      if (cause instanceof FormatError) throw cause;
      throw new FormatError("malformed", "the frame is not DEFLATE", { cause });
    }
    if (this.#inflate.err) {
      this.#isBroken = true;
      throw new FormatError("malformed", `the frame is not DEFLATE: ${this.#inflate.msg}`);
    }
    return join(this.#chunks);
  }
}

provideDeflate({
  makeDeflater: () => new Deflater(),
  makeInflater: (maxBytes) => new Inflater(maxBytes),
});

function join(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
