/**
 * Images of a core's memory: what of it can change, and by how much it has. Pure functions.
 */

export const PAGE_SIZE = 0x1_0000;

/** What a difference is told in. */
export const BLOCK_SIZE = 256;
const BLOCK_WORDS = BLOCK_SIZE / 4;

/** From `start` up to and without `end`, in bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The parts of memory outside the constant ones, in order, by whole blocks.
 * @param constant in any order, disjoint
 * @param length of memory, in bytes
 */
export function changingRanges(constant: readonly Range[], length: number): Range[] {
  const ranges: Range[] = [];
  let at = 0;
  for (const { start, end } of [...constant].sort((one, other) => one.start - other.start)) {
    const from = Math.ceil(start / BLOCK_SIZE) * BLOCK_SIZE;
    const to = Math.floor(end / BLOCK_SIZE) * BLOCK_SIZE;
    if (to > from) {
      ranges.push({ start: at, end: from });
      at = to;
    }
  }
  ranges.push({ start: at, end: length });
  return ranges.filter(({ start, end }) => end > start);
}

/** Bytes of all ranges. */
export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((size, { start, end }) => size + end - start, 0);
}

/** Copies these parts of memory, one behind the other. */
export function gather(memory: Uint8Array, ranges: readonly Range[], out: Uint8Array): void {
  let at = 0;
  for (const { start, end } of ranges) {
    out.set(memory.subarray(start, end), at);
    at += end - start;
  }
}

/** Puts back what `gather` copied. */
export function scatter(parts: Uint8Array, ranges: readonly Range[], memory: Uint8Array): void {
  let at = 0;
  for (const { start, end } of ranges) {
    memory.set(parts.subarray(at, at + end - start), start);
    at += end - start;
  }
}

/** Words that a difference has at most. */
export function differenceBound(length: number): number {
  return length / BLOCK_SIZE / 32 + length / 4;
}

/**
 * By how much `memory` differs from `base` within some ranges: a bitmap with a bit for each block of memory, lowest
 * first, and then the blocks whose bit is set, each XORed with the base (with zeros beyond its end).
 * @param out at least `differenceBound(memory.length)` long; what the result is a part of
 */
export function difference(
  memory: Uint8Array,
  base: Uint8Array,
  ranges: readonly Range[],
  out: Uint32Array,
): Uint32Array {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const baseWords = new Uint32Array(base.buffer, base.byteOffset, base.length / 4);
  const bitmap = memory.length / BLOCK_SIZE / 32;
  out.fill(0, 0, bitmap);
  let at = bitmap;
  for (const { start, end } of ranges) {
    for (let block = start / BLOCK_SIZE; block < end / BLOCK_SIZE; block += 1) {
      const first = block * BLOCK_WORDS;
      const changed =
        first < baseWords.length ? xor(words, baseWords, first, out, at) : copy(words, first, out, at);
      if (changed) {
        out[block >> 5] = (out[block >> 5] ?? 0) | (1 << (block & 31));
        at += BLOCK_WORDS;
      }
    }
  }
  return out.subarray(0, at);
}

function xor(words: Uint32Array, base: Uint32Array, first: number, out: Uint32Array, to: number): boolean {
  if (isSame(words, base, first)) {
    return false;
  }
  for (let word = 0; word < BLOCK_WORDS; word += 1) {
    out[to + word] = (words[first + word] ?? 0) ^ (base[first + word] ?? 0);
  }
  return true;
}

/** Four words at a time: most blocks are the same, and this is most of what a state costs. */
function isSame(words: Uint32Array, base: Uint32Array, first: number): boolean {
  for (let at = first; at < first + BLOCK_WORDS; at += 4) {
    if (
      words[at] !== base[at] ||
      words[at + 1] !== base[at + 1] ||
      words[at + 2] !== base[at + 2] ||
      words[at + 3] !== base[at + 3]
    ) {
      return false;
    }
  }
  return true;
}

function copy(words: Uint32Array, first: number, out: Uint32Array, to: number): boolean {
  let any = 0;
  for (let word = 0; word < BLOCK_WORDS; word += 1) {
    const value = words[first + word] ?? 0;
    out[to + word] = value;
    any |= value;
  }
  return any !== 0;
}

/**
 * Whether a difference has as many blocks as its bitmap says, all of them within the ranges.
 * @param length of the memory that it is of, in bytes
 */
export function isDifference(words: Uint32Array, length: number, ranges: readonly Range[]): boolean {
  const blocks = length / BLOCK_SIZE;
  let count = 0;
  for (let block = 0; block < blocks; block += 1) {
    count += isSet(words, block) ? 1 : 0;
  }
  let inside = 0;
  for (const { start, end } of ranges) {
    for (let block = start / BLOCK_SIZE; block < end / BLOCK_SIZE; block += 1) {
      inside += isSet(words, block) ? 1 : 0;
    }
  }
  return count === inside && words.length === blocks / 32 + count * BLOCK_WORDS;
}

/**
 * Applies a difference to memory that is as the base: `difference` the other way.
 * @param words which `isDifference` has said yes to
 */
export function applyDifference(words: Uint32Array, memory: Uint8Array): void {
  const target = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const blocks = memory.length / BLOCK_SIZE;
  let at = blocks / 32;
  for (let block = 0; block < blocks; block += 1) {
    if (isSet(words, block)) {
      const first = block * BLOCK_WORDS;
      for (let word = first; word < first + BLOCK_WORDS; word += 1, at += 1) {
        target[word] = (target[word] ?? 0) ^ (words[at] ?? 0);
      }
    }
  }
}

function isSet(bitmap: Uint32Array, block: number): boolean {
  return ((bitmap[block >> 5] ?? 0) & (1 << (block & 31))) !== 0;
}
