import { deflateSync, Inflate } from "fflate";

import { EmulatorError } from "./errors.ts";
import { xxh32 } from "./hash.ts";

/**
 * The wire form of a state: docs/core-abi.md, "States". Pure functions over memory images.
 *
 * A state is what differs from the memory right after `init`, by blocks: most of memory is the ROM, or never
 * touched, and what never changed is not even looked at by the deflater.
 */
export interface StateHeader {
  /** 1 Game Boy, 2 Game Boy Color. */
  readonly console: number;
  /** 16 bytes. */
  readonly coreHash: Uint8Array;
  /** 16 bytes. */
  readonly romHash: Uint8Array;
  /** Steps since power-on. */
  readonly frame: number;
}

const MAGIC = 0x5453514d; // "MQST"
const VERSION = 1;
const HEADER_SIZE = 64;
const PAGE_SIZE = 0x1_0000;
const BLOCK_SIZE = 256;
const BLOCK_WORDS = BLOCK_SIZE / 4;

/** A state may not make memory larger than the game's by more than this: 4 MiB, in pages. */
const PAGES_MORE = 64;

/** Bytes given to the inflater at a time, so that a small file cannot ask for much memory at once. */
const SLICE_SIZE = 8 * 1024;

/** Speed matters more than the last percent: 1 is the fastest that is smaller than none. */
const LEVEL = 1;

/** Writes `memory` as what differs from `base`. */
export function encodeState(
  header: StateHeader,
  memory: Uint8Array,
  base: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const payload = deflateSync(difference(memory, base), { level: LEVEL });
  const state = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(state.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint8(5, header.console);
  state.set(header.coreHash, 8);
  state.set(header.romHash, 24);
  view.setBigUint64(40, BigInt(header.frame), true);
  view.setUint32(48, memory.length / PAGE_SIZE, true);
  view.setUint32(60, checksum(state, memory), true);
  state.set(payload, HEADER_SIZE);
  return state;
}

/**
 * Reads a state's header without its memory, to say what it is of.
 *
 * @throws {EmulatorError} `bad-state`.
 */
export function readStateHeader(state: Uint8Array): StateHeader & { readonly pages: number } {
  if (state.length < HEADER_SIZE) {
    throw new EmulatorError("bad-state", "This is no saved state: it is too short. Choose another.");
  }
  const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new EmulatorError(
      "bad-state",
      "This is no saved state: its first bytes are not MQST. Choose another.",
    );
  }
  if (view.getUint8(4) !== VERSION) {
    throw new EmulatorError(
      "bad-state",
      `This saved state is of version ${view.getUint8(4)}, and this page reads ${VERSION}: load it where it was saved.`,
    );
  }
  const frame = view.getBigUint64(40, true);
  if (frame > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw damaged();
  }
  return {
    console: view.getUint8(5),
    coreHash: state.slice(8, 24),
    romHash: state.slice(24, 40),
    frame: Number(frame),
    pages: view.getUint32(48, true),
  };
}

/**
 * The memory that a state stands for. `base` is the memory right after `init` of the same core, ROM and console,
 * which the caller has checked.
 *
 * @throws {EmulatorError} `bad-state`.
 */
export function decodeState(state: Uint8Array, base: Uint8Array): Uint8Array<ArrayBuffer> {
  const { pages } = readStateHeader(state);
  const basePages = base.length / PAGE_SIZE;
  if (pages < basePages || pages > basePages + PAGES_MORE) {
    throw damaged();
  }
  const memory = new Uint8Array(pages * PAGE_SIZE);
  memory.set(base);
  const blocks = memory.length / BLOCK_SIZE;
  const bytes = inflate(state.subarray(HEADER_SIZE), blocks / 8 + memory.length);
  let at = blocks / 8;
  for (let block = 0; block < blocks; block += 1) {
    if (((bytes[block >> 3] ?? 0) & (1 << (block & 7))) === 0) {
      continue;
    }
    for (let offset = block * BLOCK_SIZE; offset < (block + 1) * BLOCK_SIZE; offset += 1, at += 1) {
      memory[offset] = (memory[offset] ?? 0) ^ (bytes[at] ?? 0);
    }
  }
  const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
  if (at !== bytes.length || checksum(state, memory) !== view.getUint32(60, true)) {
    throw damaged();
  }
  return memory;
}

/** A bitmap of the blocks that differ, and those blocks, XORed with the base. */
function difference(memory: Uint8Array, base: Uint8Array): Uint8Array {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const baseWords = new Uint32Array(base.buffer, base.byteOffset, base.length / 4);
  const blocks = memory.length / BLOCK_SIZE;
  const out = new Uint32Array(blocks / 32 + words.length);
  const bitmap = new Uint8Array(out.buffer, 0, blocks / 8);
  let at = blocks / 32;
  for (let block = 0; block < blocks; block += 1) {
    const start = block * BLOCK_WORDS;
    let changed = 0;
    for (let word = 0; word < BLOCK_WORDS; word += 1) {
      const bits = (words[start + word] ?? 0) ^ (baseWords[start + word] ?? 0);
      out[at + word] = bits;
      changed |= bits;
    }
    if (changed !== 0) {
      bitmap[block >> 3] = (bitmap[block >> 3] ?? 0) | (1 << (block & 7));
      at += BLOCK_WORDS;
    }
  }
  return new Uint8Array(out.buffer, 0, at * 4);
}

/** Over the header as well: a state with another frame number is another state. */
function checksum(state: Uint8Array, memory: Uint8Array): number {
  return xxh32(memory, xxh32(state.subarray(0, 60)));
}

function inflate(deflated: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflater = new Inflate((chunk) => {
    length += chunk.length;
    if (length > limit) {
      throw damaged();
    }
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < deflated.length; at += SLICE_SIZE) {
      inflater.push(deflated.subarray(at, at + SLICE_SIZE), at + SLICE_SIZE >= deflated.length);
    }
  } catch (cause) {
    throw damaged(cause);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function damaged(cause?: unknown): EmulatorError {
  return new EmulatorError("bad-state", "This saved state is damaged: load another.", { cause });
}
