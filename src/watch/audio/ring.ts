/**
 * A ring of stereo samples between the one who writes (a Worker) and the one who plays (an AudioWorklet).
 *
 * Over a SharedArrayBuffer the two are in different threads; over an ordinary buffer they are in one. The
 * indices only grow (modulo 2^32), each is written by one side, and a sample is written before the index
 * that makes it visible.
 */

/** Seconds that the ring holds at least. */
const CAPACITY_SECONDS = 1;

const HEADER_INTS = 8;
const WRITTEN = 0;
const READ = 1;
const UNDERRUNS = 2;
const TARGET = 3;
const PLAYING = 4;
const SKIPPED = 5;
const LIMIT = 6;

/** Beyond the target by this much, what is old is passed over rather than heard late, where no limit was set. */
const SLACK_SECONDS = 0.12;

/** Frames in a ring: a power of two, so that places follow each other also where the indices begin anew. */
function capacityFrames(sampleRate: number): number {
  return 2 ** Math.ceil(Math.log2(sampleRate * CAPACITY_SECONDS));
}

/** The bytes that a ring needs for a sample rate. */
export function ringBytes(sampleRate: number): number {
  return HEADER_INTS * 4 + capacityFrames(sampleRate) * 2 * 4;
}

/** Both ends of the ring; each side uses its own half of the methods. */
export class Ring {
  readonly sampleRate: number;
  #header: Int32Array;
  #left: Float32Array;
  #right: Float32Array;
  #capacity: number;

  /** `buffer` has {@link ringBytes} bytes, all zero at first. */
  constructor(buffer: ArrayBufferLike, sampleRate: number) {
    this.sampleRate = sampleRate;
    this.#capacity = capacityFrames(sampleRate);
    this.#header = new Int32Array(buffer, 0, HEADER_INTS);
    this.#left = new Float32Array(buffer, HEADER_INTS * 4, this.#capacity);
    this.#right = new Float32Array(buffer, HEADER_INTS * 4 + this.#capacity * 4, this.#capacity);
  }

  /** How many frames (pairs of samples) wait. */
  get buffered(): number {
    return (Atomics.load(this.#header, WRITTEN) - Atomics.load(this.#header, READ)) >>> 0;
  }

  /** How often the sound ran dry. */
  get underruns(): number {
    return Atomics.load(this.#header, UNDERRUNS);
  }

  /** How many frames were passed over to catch up. */
  get skipped(): number {
    return Atomics.load(this.#header, SKIPPED);
  }

  /** How many frames are gathered before the sound starts. */
  set target(frames: number) {
    Atomics.store(this.#header, TARGET, frames);
  }

  get target(): number {
    return Atomics.load(this.#header, TARGET);
  }

  /** How many frames may wait before what is old is passed over; 0 for a little more than the target. */
  set limit(frames: number) {
    Atomics.store(this.#header, LIMIT, frames);
  }

  /** Writer: appends frames; what does not fit is let go. `right` may be `left` again, for mono. */
  write(left: Float32Array, right: Float32Array): void {
    const written = Atomics.load(this.#header, WRITTEN);
    const count = Math.min(left.length, this.#capacity - this.buffered);
    for (let i = 0; i < count; i++) {
      const at = (written + i) & (this.#capacity - 1);
      this.#left[at] = left[i] as number;
      this.#right[at] = right[i] as number;
    }
    Atomics.store(this.#header, WRITTEN, (written + count) | 0);
  }

  /** Writer: appends interleaved 16-bit frames. */
  writeInterleaved(samples: Int16Array): void {
    const written = Atomics.load(this.#header, WRITTEN);
    const count = Math.min(samples.length >> 1, this.#capacity - this.buffered);
    for (let i = 0; i < count; i++) {
      const at = (written + i) & (this.#capacity - 1);
      this.#left[at] = (samples[2 * i] as number) / 32_768;
      this.#right[at] = (samples[2 * i + 1] as number) / 32_768;
    }
    Atomics.store(this.#header, WRITTEN, (written + count) | 0);
  }

  /** Player: fills both outputs; silence while there is too little to start with. Allocates nothing. */
  read(left: Float32Array, right: Float32Array): void {
    const target = Atomics.load(this.#header, TARGET);
    const buffered = this.buffered;
    const playing = Atomics.load(this.#header, PLAYING) === 1;
    if (!playing && (buffered < target || buffered < left.length)) {
      left.fill(0);
      right.fill(0);
      return;
    }
    if (!playing) Atomics.store(this.#header, PLAYING, 1);
    let read = Atomics.load(this.#header, READ);
    const keep = Math.max(target, left.length);
    const limit = Atomics.load(this.#header, LIMIT) || keep + SLACK_SECONDS * this.sampleRate;
    if (buffered > Math.max(limit, keep)) {
      const skip = buffered - keep;
      Atomics.add(this.#header, SKIPPED, skip);
      read = (read + skip) | 0;
    }
    const count = Math.min(left.length, (Atomics.load(this.#header, WRITTEN) - read) >>> 0);
    for (let i = 0; i < count; i++) {
      const at = (read + i) & (this.#capacity - 1);
      left[i] = this.#left[at] as number;
      right[i] = this.#right[at] as number;
    }
    Atomics.store(this.#header, READ, (read + count) | 0);
    if (count === left.length) return;
    left.fill(0, count);
    right.fill(0, count);
    Atomics.add(this.#header, UNDERRUNS, 1);
    Atomics.store(this.#header, PLAYING, 0);
  }

  /** Player or writer, while the other is at rest: what waits is let go, and the next sound starts afresh. */
  clear(): void {
    Atomics.store(this.#header, READ, Atomics.load(this.#header, WRITTEN));
    Atomics.store(this.#header, PLAYING, 0);
  }
}
