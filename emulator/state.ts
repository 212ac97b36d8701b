import { deflateSync } from "fflate";

import { EmulatorError } from "./errors.ts";
import { xxh32 } from "./hash.ts";
import {
  applyDifference,
  BLOCK_SIZE,
  difference,
  differenceBound,
  isDifference,
  PAGE_SIZE,
  type Range,
} from "./image.ts";
import { inflate } from "./inflate.ts";
import type { Packer } from "./pack.ts";

/**
 * The wire form of a state: docs/core-abi.md, "File form". Pure functions over memory images.
 *
 * A state is what differs from the memory right after `init`, by blocks: most of memory never changes, and what
 * never does is not even looked at.
 */
export interface StateHeader {
  /** 1 Game Boy, 2 Game Boy Color, 3 NES: see `consoleOfState`. */
  readonly console: number;
  /** 16 bytes. */
  readonly coreHash: Uint8Array;
  /** 16 bytes. */
  readonly romHash: Uint8Array;
  /** Steps since power-on. */
  readonly frame: number;
}

const MAGIC = 0x5453514d; // "MQST"
const VERSION = 2;
/** Had its checksum over all of memory, which took longer than everything else of it. */
const OLD_VERSION = 1;
const HEADER_SIZE = 64;
const CHECKED_SIZE = 60;

/** A state may not make memory larger than the game's by more than this: 4 MiB, in pages. */
const PAGES_MORE = 64;

/** Where differences are put together, kept from one to the next: to ask for megabytes takes longer than to fill them. */
let scratch = new Uint32Array(0);

/**
 * Writes `memory` as what differs from `base` within some ranges. The caller's own.
 * @param ranges where it can differ
 */
export function encodeState(
  header: StateHeader,
  memory: Uint8Array,
  base: Uint8Array,
  ranges: readonly Range[],
  packer: Packer,
): Uint8Array<ArrayBuffer> {
  const wordsMax = differenceBound(memory.length);
  if (scratch.length < wordsMax) {
    scratch = new Uint32Array(wordsMax);
  }
  const words = difference(memory, base, ranges, scratch);
  const payload = packer.pack(new Uint8Array(words.buffer, 0, words.byteLength));
  const state = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(state.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint8(5, header.console);
  state.set(header.coreHash, 8);
  state.set(header.romHash, 24);
  view.setBigUint64(40, BigInt(header.frame), true);
  view.setUint32(48, memory.length / PAGE_SIZE, true);
  view.setUint32(CHECKED_SIZE, checksum(state, words), true);
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
  const version = view.getUint8(4);
  if (version !== VERSION && version !== OLD_VERSION) {
    throw new EmulatorError(
      "bad-state",
      `This saved state is of version ${version}, and this page reads up to ${VERSION}: load it where it was saved.`,
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
 * What a state says of memory. `base` is the memory right after `init` of the same core, ROM and console, which the
 * caller has checked.
 * @param rangesOf where memory of a length in bytes can differ from the base
 * @returns a difference for `applyDifference`, good until the packer's next call
 * @throws {EmulatorError} `bad-state`.
 */
export function decodeState(
  state: Uint8Array,
  base: Uint8Array,
  rangesOf: (length: number) => readonly Range[],
  packer: Packer,
): { readonly length: number; readonly words: Uint32Array } {
  const { pages } = readStateHeader(state);
  const basePages = base.length / PAGE_SIZE;
  if (pages < basePages || pages > basePages + PAGES_MORE) {
    throw damaged();
  }
  const length = pages * PAGE_SIZE;
  const bytes = packer.unpack(state.subarray(HEADER_SIZE), length + length / BLOCK_SIZE / 8);
  if (!bytes || bytes.length % 4 !== 0) {
    throw damaged();
  }
  const words = wordsOf(bytes);
  if (!isDifference(words, length, rangesOf(length))) {
    throw damaged();
  }
  const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
  const isOld = view.getUint8(4) === OLD_VERSION;
  const sum = isOld ? oldChecksum(state, words, base, length) : checksum(state, words);
  if (sum !== view.getUint32(CHECKED_SIZE, true)) {
    throw damaged();
  }
  return { length, words };
}

/** The same bytes, a word each four; in their own place where that is one for words. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  // To ask for as much memory again, for each state, costs more than to read it.
  const own = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}

/** More than any state's difference: what is longer is left as it is. */
const REPACK_MAX_BYTES = 16 * 1024 * 1024;

/** The same state in fewer bytes, slowly: for what is kept and sent. What is damaged stays as it is. The caller's own. */
export function repackState(state: Uint8Array): Uint8Array<ArrayBuffer> {
  let payload: Uint8Array;
  try {
    payload = deflateSync(inflate(state.subarray(HEADER_SIZE), REPACK_MAX_BYTES), { level: 9, mem: 12 });
  } catch {
    return state.slice();
  }
  if (HEADER_SIZE + payload.length >= state.length) return state.slice();
  const repacked = new Uint8Array(HEADER_SIZE + payload.length);
  repacked.set(state.subarray(0, HEADER_SIZE));
  repacked.set(payload, HEADER_SIZE);
  return repacked;
}

/** Over the header as well: a state with another frame number is another state. */
function checksum(state: Uint8Array, words: Uint32Array): number {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  return xxh32(bytes, xxh32(state.subarray(0, CHECKED_SIZE)));
}

/** Version 1 had it over the memory that the difference makes of the base. */
function oldChecksum(state: Uint8Array, words: Uint32Array, base: Uint8Array, length: number): number {
  const memory = new Uint8Array(length);
  memory.set(base);
  applyDifference(words, memory);
  return xxh32(memory, xxh32(state.subarray(0, CHECKED_SIZE)));
}

function damaged(): EmulatorError {
  return new EmulatorError("bad-state", "This saved state is damaged: load another.");
}
