import { type Core, type CoreExports, instantiate } from "./core.ts";
import type { Snapshot } from "./emulator.ts";
import { EmulatorError } from "./errors.ts";
import { changingRanges, gather, PAGE_SIZE, type Range, scatter, sizeOf } from "./image.ts";

/**
 * The memory of a core with a game in it, which is all of its state: the module's only mutable global is the stack
 * pointer, which between two calls is where it began (after a trap it is not, hence a new instance), and nothing in it
 * writes to its function table.
 *
 * Owns the instance; another takes its place after a crash, and where memory is to be smaller.
 */
export class CoreMemory {
  /** Memory right after `init`: what states are told against, and what a reset goes back to. */
  readonly base: Uint8Array<ArrayBuffer>;
  #core: Core;
  #exports: CoreExports;
  #constant: Range[];
  #ranges: { readonly length: number; readonly ranges: readonly Range[]; readonly size: number };

  /** @param exports of an instance that has just been through `init` */
  constructor(core: Core, exports: CoreExports) {
    this.#core = core;
    this.#exports = exports;
    this.base = this.bytes.slice();
    this.#constant = constantRanges(exports);
    this.#ranges = this.#measure(this.base.length);
  }

  get exports(): CoreExports {
    return this.#exports;
  }

  /** All of it. Good until the next call of the core. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#exports.memory.buffer) as Uint8Array<ArrayBuffer>;
  }

  /** Where it can differ from the base. */
  get ranges(): readonly Range[] {
    return this.#measured(this.bytes.length).ranges;
  }

  /** The same for memory of another length, in bytes. */
  rangesOf(length: number): readonly Range[] {
    return this.#measure(length).ranges;
  }

  /** Makes memory what it was right after `init`, with zeros behind it up to `length` bytes. */
  toBase(length: number, isCrashed: boolean): void {
    this.#resize(length, isCrashed);
    const memory = this.bytes;
    for (const { start, end } of this.ranges) {
      memory.set(this.base.subarray(start, Math.min(end, this.base.length)), start);
    }
    memory.fill(0, this.base.length);
  }

  /** Copies what can change. `into` is overwritten, where it is a snapshot of this memory's. */
  snapshot(frame: number, into?: Snapshot): Snapshot {
    const memory = this.bytes;
    const { ranges, size } = this.#measured(memory.length);
    const taken = into instanceof MemorySnapshot && into.owner === this ? into : new MemorySnapshot(this);
    if (taken.parts.length !== size) {
      taken.parts = new Uint8Array(size);
    }
    gather(memory, ranges, taken.parts);
    taken.length = memory.length;
    taken.frame = frame;
    return taken;
  }

  /** Returns the frame that it was taken after. */
  restore(snapshot: Snapshot, isCrashed: boolean): number {
    if (!(snapshot instanceof MemorySnapshot) || snapshot.owner !== this) {
      throw new EmulatorError(
        "bad-state",
        "This snapshot was taken of another game: take states (saveState) from one to another.",
      );
    }
    this.#resize(snapshot.length, isCrashed);
    const { ranges } = this.#measured(snapshot.length);
    scatter(snapshot.parts, ranges, this.bytes);
    return snapshot.frame;
  }

  /** Sees to an instance that can be called and has this much memory; what is constant in it is as it was. */
  #resize(length: number, isCrashed: boolean): void {
    if (isCrashed || this.bytes.length > length) {
      this.#exports = instantiate(this.#core);
      this.#grow(this.base.length);
      this.bytes.set(this.base);
    }
    this.#grow(length);
  }

  #grow(length: number): void {
    const missing = length - this.bytes.length;
    if (missing > 0) {
      this.#exports.memory.grow(missing / PAGE_SIZE);
    }
  }

  #measured(length: number) {
    if (this.#ranges.length !== length) {
      this.#ranges = this.#measure(length);
    }
    return this.#ranges;
  }

  #measure(length: number) {
    const ranges = changingRanges(this.#constant, length);
    return { length, ranges, size: sizeOf(ranges) };
  }
}

/** A copy of what can change in a machine's memory. */
class MemorySnapshot implements Snapshot {
  readonly owner: CoreMemory;
  parts = new Uint8Array(0);
  /** Of the memory, in bytes. */
  length = 0;
  frame = 0;

  constructor(owner: CoreMemory) {
    this.owner = owner;
  }

  get byteLength(): number {
    return this.parts.length;
  }
}

/** What the core says it never writes to again. */
function constantRanges(exports: CoreExports): Range[] {
  const words = new Uint32Array(
    exports.memory.buffer,
    exports.constant_ptr(),
    2 * exports.constant_len(),
  ).slice();
  return Array.from({ length: words.length / 2 }, (_, at) => ({
    start: words[2 * at] ?? 0,
    end: words[2 * at + 1] ?? 0,
  }));
}
