/**
 * DEFLATE as frames are written and read with it. The library behind it is larger than everything else of JSON
 * together, and most tracks do without, so it is there only where it was asked for.
 */
import { FormatError } from "../error.ts";

/** What a stream's writer and reader must agree on: nothing in the bytes says it. */
export interface Compression {
  /** Whether each group is one DEFLATE stream. Default `false`. See {@link loadDeflate}. */
  compression?: boolean;
}

/** Compresses the frames of one group, in order. */
export interface FrameDeflater {
  /** The frame that `payload` becomes. */
  frame(payload: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** Decompresses the frames of one group, in order. */
export interface FrameInflater {
  /** Whether a frame could not be decompressed: none behind it can. */
  readonly isBroken: boolean;
  /** The payload of a frame. Throws a `FormatError`, and from then on for every frame. */
  frame(slice: Uint8Array): Uint8Array;
}

export interface Deflate {
  makeDeflater(): FrameDeflater;
  /** @param maxBytes of a frame, decompressed; work stops there too */
  makeInflater(maxBytes: number): FrameInflater;
}

let provided: Deflate | undefined;

/** What `compression` means from now on; `deflate.ts` calls it as it is loaded. */
export function provideDeflate(deflate: Deflate): void {
  provided = deflate;
}

/** Throws a `FormatError` where none has been loaded. */
export function getDeflate(): Deflate {
  if (!provided)
    throw new FormatError("unrepresentable", "DEFLATE is not loaded: wait for loadDeflate() before this");
  return provided;
}

/** Loads what `compression: true` needs. `moq-arcade/json` has it loaded already. */
export async function loadDeflate(): Promise<void> {
  await import("./deflate.ts");
}
