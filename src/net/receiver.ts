/**
 * What takes what wasm gives, and is woken where there may be more; `rust/moq-wasm/src/receiver.rs` is the other side.
 *
 * A read that waits is a promise on this side and a number on the other: one crossing asks, one wakes, one gives.
 */

/** Frames that wasm gave together. */
export interface Given {
  /** The first one's sequence in the group. */
  sequence: number;
  /** For each frame its timestamp, in units of the track's timescale, then its length in bytes. */
  index: Float64Array;
  /** The payloads, one behind the other. */
  bytes: Uint8Array;
}

/** A frame that wasm gave alone. */
export interface GivenFrame {
  sequence: number;
  /** In units of the track's timescale. */
  timestamp: number;
  payload: Uint8Array;
}

/** Those who wait, by number. */
const asleep = new Map<number, () => void>();
let lastReader = 0;

/** A number for a reader; 0 is nobody's. */
export function readerNumber(): number {
  return ++lastReader;
}

/** Resolves when `reader` is woken: by wasm, which it has asked, or by {@link wake}. One wait at a time each. */
export function sleep(reader: number): Promise<void> {
  return new Promise((resolve) => {
    asleep.set(reader, resolve);
  });
}

/** Wakes `reader`, if it sleeps. */
export function wake(reader: number): void {
  const resolve = asleep.get(reader);
  if (!resolve) return;
  asleep.delete(reader);
  resolve();
}

/** How long those wait together who were woken again and again for nothing. */
const ROUND_MS = 8;
let round: Promise<void> | undefined;

/** Resolves with the next round, which is the same for all who wait for it. */
export function nextRound(): Promise<void> {
  round ??= new Promise((resolve) => {
    setTimeout(() => {
      round = undefined;
      resolve();
    }, ROUND_MS);
  });
  return round;
}

/** Up to here a payload has its place in memory that it shares: memory of its own costs several times the copy. */
const SHARED_MAX_BYTES = 4 * 1024;
/** So much of it stays for as long as one payload in it is kept. */
const BLOCK_BYTES = 32 * 1024;
let block = new Uint8Array(0);
let blockUsedBytes = 0;

/** A copy, which may share its buffer with others: as with npm's, whose payloads are parts of what arrived. */
function copyOf(payload: Uint8Array): Uint8Array {
  const { byteLength } = payload;
  if (byteLength > SHARED_MAX_BYTES) return payload.slice();
  if (blockUsedBytes + byteLength > block.byteLength) {
    block = new Uint8Array(BLOCK_BYTES);
    blockUsedBytes = 0;
  }
  const copy = block.subarray(blockUsedBytes, blockUsedBytes + byteLength);
  copy.set(payload);
  blockUsedBytes += byteLength;
  return copy;
}

let frame: GivenFrame | undefined;
let frames: Given | undefined;

/** The methods that wasm calls. What they are passed is wasm's memory, to be copied before they return. */
export const receiver = {
  frame(sequence: number, timestamp: number, payload: Uint8Array): void {
    frame = { sequence, timestamp, payload: copyOf(payload) };
  },
  frames(sequence: number, index: Float64Array, bytes: Uint8Array): void {
    frames = { sequence, index: index.slice(), bytes: bytes.slice() };
  },
  room(sequence: number, index: Float64Array, length: number): void {
    frames = { sequence, index: index.slice(), bytes: new Uint8Array(length) };
  },
  part(offset: number, bytes: Uint8Array): void {
    frames?.bytes.set(bytes, offset);
  },
  woken: wake,
};

/** The frame that was given last; to be taken at once. */
export function takeFrame(): GivenFrame | undefined {
  const taken = frame;
  frame = undefined;
  return taken;
}

/** The frames that were given last; to be taken at once. */
export function takeFrames(): Given | undefined {
  const taken = frames;
  frames = undefined;
  return taken;
}
