import { Inflate } from "fflate";

/** Bytes given to the inflater at a time, so that a small file cannot ask for much memory at once. */
const SLICE_SIZE = 8 * 1024;

/**
 * What raw DEFLATE stands for, up to `limit` bytes. The caller's own.
 *
 * @throws {Error} where it is damaged, or more than that.
 */
export function inflate(deflated: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const inflater = new Inflate((chunk, final) => {
    ended = final;
    length += chunk.length;
    if (length > limit) throw new RangeError(`more than ${limit} bytes`);
    chunks.push(chunk);
  });
  for (let at = 0; at < deflated.length; at += SLICE_SIZE)
    inflater.push(deflated.subarray(at, at + SLICE_SIZE), at + SLICE_SIZE >= deflated.length);
  if (!ended) throw new RangeError("it ends too early");
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
