/** The read side of a group. */
import { type GetPromise, Once } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { closesUnless, expectClose } from "../dropped.ts";
import { reasonOf, toError } from "../error.ts";
import {
  type Given,
  type GivenFrame,
  nextRound,
  readerNumber,
  sleep,
  takeFrame,
  takeFrames,
  wake,
} from "../receiver.ts";
import { Timescale, Timestamp } from "../time.ts";
import { Crossed, type Numbered } from "./crossed.ts";
import { type Frame, type FrameBatch, Lagged, type ReadOptions } from "./frame.ts";
import { Reader } from "./texts.ts";

/** What a writer in this process has broken a group or a track off with, if it has. */
export type Failure = () => Error | undefined;

/** A reader, taking ownership of the handle. `failure` is of a writer in this process: wasm may call it an end. */
export let consumerOf: (handle: Wasm.GroupConsumer, failure?: Failure) => Consumer;

/** As {@link Consumer.tryReadFrameSequence}, but throws what the group broke off with, and where frames were dropped. */
export let tryRead: (group: Consumer) => Numbered | undefined;

// What wasm says that it gives. By number: its list of names is not to be downloaded.
const END: Wasm.Given.End = 1;
const FRAME: Wasm.Given.Frame = 2;
const FRAMES: Wasm.Given.Frames = 3;

/** For wasm: nobody is to be woken, and a try passes over what was dropped. */
const TRIES = 0;
/** For wasm: nobody is to be woken. */
const LOOKS = -1;

/**
 * A reader is woken by each group that comes after its own, as that may put an end to it. One that saw so many come
 * reads what is late in any case, and looks a little later; where many are read at once, they would do nothing else.
 */
const HURRIED = 4;

const BEHIND = closesUnless((handle: Wasm.GroupConsumer) => handle.is_ended());

/** The read side of a group: a track's subscriber gives one, or the group's producer. */
export class Consumer extends Reader {
  /** The group's number within its track. */
  readonly sequence: number;
  #handle: Wasm.GroupConsumer | undefined;
  #timescale: Timescale;
  #broken: Failure | undefined;
  #closed = new Once<Error | null>();
  #watched = false;
  #lagged = false;
  /** What reads throw once the handle is gone. */
  #failure: Error | undefined;
  #frameCount = 0;
  /** Frames that have crossed and were not read yet. */
  #crossed: Crossed | undefined;
  /** The last read that has not been answered. */
  #reading: Promise<void> | undefined;
  /** Whom wasm wakes. */
  #reader = readerNumber();
  #expectation;

  private constructor(handle: Wasm.GroupConsumer, failure: Failure | undefined) {
    super();
    this.#handle = handle;
    this.#broken = failure;
    this.sequence = handle.sequence;
    this.#timescale = Timescale(handle.timescale);
    this.#expectation = expectClose(this, "the reader of group", this.sequence, BEHIND, handle);
  }

  static {
    consumerOf = (handle, failure) => new Consumer(handle, failure);
    tryRead = (group) => group.#try(LOOKS);
  }

  /** Units a second of the timestamps that {@link readFrames} gives. Not in `@moq/net`. */
  get timescale(): Timescale {
    return this.#timescale;
  }

  /** Settles once the group has ended or broken off, read or not, or {@link close} was called. */
  get closed(): GetPromise<Error | null> {
    this.#watch();
    return this.#closed;
  }

  /** Whether the group has ended; there may be frames to read all the same. */
  get isClosed(): boolean {
    this.#look();
    return this.#closed.peek() !== undefined;
  }

  /** Whether no frame can be read any more: the group has ended, and all was read. */
  get done(): boolean {
    return !this.#crossed && (this.#handle === undefined || this.#handle.is_done);
  }

  /** Whether frames were dropped before they were read. */
  get skipped(): boolean {
    return this.#lagged || (this.#handle?.is_lagged ?? false);
  }

  /** How many frames the group has held so far. */
  get frameCount(): number {
    return this.#handle?.frame_count ?? this.#frameCount;
  }

  /** The next frame if it is there now; `undefined` does not tell the end, {@link done} does. */
  tryReadFrame(): Frame | undefined {
    return frameOf(this.tryReadFrameSequence());
  }

  /** As {@link tryReadFrame}, with the frame's sequence. */
  tryReadFrameSequence(): Numbered | undefined {
    try {
      return this.#try(TRIES);
    } catch {
      // Reads that wait say so.
      return undefined;
    }
  }

  /** Resolves once {@link readFrame} would not wait. */
  async readable(): Promise<void> {
    if (!this.#crossed) await this.#handle?.readable();
  }

  /** The next frame, or `undefined` at the end. Reads that overlap are answered in order. */
  async readFrame(): Promise<Frame | undefined> {
    return frameOf(await this.#frame());
  }

  /** As {@link readFrame}, with the frame's sequence. */
  async readFrameSequence(options: ReadOptions = {}): Promise<Numbered | undefined> {
    const from = options.from ?? 0;
    for (;;) {
      if (!this.#crossed && from > 0) this.#handle?.skip_to(from);
      const frame = await this.#frame();
      if (!frame || frame.sequence >= from) return frame;
    }
  }

  /**
   * Every frame that is ready, with one crossing from wasm; waits for the first. `undefined` at the end.
   * Not in `@moq/net`: the crossing is what costs, so pipelines read with this.
   */
  async readFrames(): Promise<FrameBatch | undefined> {
    return this.#inTurn(async () => {
      const crossed = this.#crossed;
      this.#crossed = undefined;
      if (crossed) return crossed.rest();
      for (let woken = 0; ; woken++) {
        const given = this.#ask((handle) => handle.poll_all_frames(this.#reader));
        if (given === FRAMES) return takeFrames();
        if (given === FRAME) return batchOf(takeFrame());
        if (!this.#handle) return this.#end();
        await this.#sleep(woken);
      }
    });
  }

  async readBool(): Promise<boolean | undefined> {
    const frame = await this.readFrame();
    return frame && frame.payload[0] === 1;
  }

  /** Lets the group go; a read that waits ends with `undefined`. Idempotent. */
  close(abort?: Error): void {
    this.#crossed = undefined;
    this.#finish(abort ?? null);
  }

  /**
   * A frame that is there now: one that has crossed already, or the first of those that cross now.
   * @param reader is woken where there is none, unless it is {@link TRIES} or {@link LOOKS}
   */
  #try(reader: number): Numbered | undefined {
    if (this.#crossed) return this.#next(this.#crossed);
    switch (this.#ask((handle) => handle.poll_frames(reader))) {
      case FRAME:
        return numbered(takeFrame(), this.#timescale);
      case FRAMES:
        return this.#accept(takeFrames());
      default:
        return undefined;
    }
  }

  /** What wasm gives, with what an end means to this reader. */
  #ask(poll: (handle: Wasm.GroupConsumer) => Wasm.Given): Wasm.Given | undefined {
    if (!this.#handle) return undefined;
    try {
      const given = poll(this.#handle);
      if (given !== END) return given;
    } catch (error) {
      throw this.#fail(error);
    }
    const failure = this.#broken?.();
    this.#finish(failure ?? null);
    if (failure) throw failure;
    return END;
  }

  #next(crossed: Crossed): Numbered {
    const frame = crossed.next();
    if (crossed.empty) this.#crossed = undefined;
    return frame;
  }

  #accept(given: Given | undefined): Numbered | undefined {
    if (!given) return undefined;
    this.#crossed = new Crossed(given, this.#timescale);
    return this.#next(this.#crossed);
  }

  /** The next frame: at once where there is one, else after those that were asked for before. */
  async #frame(): Promise<Numbered | undefined> {
    if (this.#reading) return this.#inTurn(async () => this.#try(this.#reader) ?? this.#wait());
    const ready = this.#try(this.#reader);
    return ready ?? this.#inTurn(() => this.#wait());
  }

  /** The next frame, where there was none and wasm wakes this reader. */
  async #wait(): Promise<Numbered | undefined> {
    for (let woken = 0; ; woken++) {
      if (!this.#handle) return this.#end();
      await this.#sleep(woken);
      const ready = this.#try(this.#reader);
      if (ready) return ready;
    }
  }

  /** Waits for wasm to wake this reader. @param woken how often it did so for nothing */
  async #sleep(woken: number): Promise<void> {
    await sleep(this.#reader);
    if (woken >= HURRIED && this.#handle) await nextRound();
  }

  /** Runs a read once those before it have been answered. */
  #inTurn<T>(read: () => Promise<T>): Promise<T> {
    const before = this.#reading;
    const result = before ? before.then(read) : read();
    // The next in line waits for the answer, whatever it is.
    const answered: Promise<void> = result.then(
      () => this.#answered(answered),
      () => this.#answered(answered),
    );
    this.#reading = answered;
    return result;
  }

  #answered(read: Promise<void>): void {
    if (this.#reading === read) this.#reading = undefined;
  }

  /** What a read gives at the end: nothing, or the error that the group broke off with. */
  #end(): undefined {
    if (this.#failure) throw this.#failure;
    return undefined;
  }

  /** Settles what is known of the end now. */
  #look(): void {
    if (!this.#handle || this.#closed.peek() !== undefined) return;
    try {
      if (this.#handle.is_ended()) this.#ended();
    } catch (error) {
      this.#ended(error);
    }
  }

  /** Settles the end when it comes. Only where somebody asks: most groups are read and forgotten. */
  #watch(): void {
    this.#look();
    const handle = this.#handle;
    if (!handle || this.#watched || this.#closed.peek() !== undefined) return;
    this.#watched = true;
    // By a weak reference: wasm would hold a reader that was dropped for as long as the group lasts.
    const weak = new WeakRef(this);
    const ended = (thrown?: unknown) => {
      const self = weak.deref();
      if (self) self.#ended(thrown);
    };
    handle.ended().then(() => ended(), ended);
  }

  /** @param thrown what wasm says, where the group broke off */
  #ended(thrown?: unknown): void {
    this.#settle(this.#broken?.() ?? (thrown === undefined ? null : toError(thrown)));
  }

  #settle(error: Error | null): void {
    if (this.#closed.peek() === undefined) this.#closed.set(error);
  }

  #fail(thrown: unknown): Error {
    // A read that overlaps may have failed before.
    if (this.#failure) return this.#failure;
    this.#lagged ||= reasonOf(thrown) === "lagged";
    // The error that `closed` has told of, where it has.
    const known = this.#broken?.() ?? this.#closed.peek();
    const error = this.#lagged ? new Lagged({ cause: thrown }) : (known ?? toError(thrown));
    this.#finish(error);
    return error;
  }

  #finish(error: Error | null): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    this.#failure = error ?? undefined;
    this.#frameCount = handle.frame_count;
    this.#expectation.meet();
    handle.close();
    handle.free();
    wake(this.#reader);
    this.#settle(error);
  }
}

/** A frame that came alone, as {@link Consumer.readFrames} gives it. */
function batchOf(given: GivenFrame | undefined): FrameBatch | undefined {
  return given && { index: Float64Array.of(given.timestamp, given.payload.byteLength), bytes: given.payload };
}

function numbered(given: GivenFrame | undefined, timescale: Timescale): Numbered | undefined {
  if (!given) return undefined;
  const { sequence, payload, timestamp } = given;
  return { sequence, payload, timestamp: new Timestamp(timestamp, timescale) };
}

function frameOf(read: Numbered | undefined): Frame | undefined {
  return read && { payload: read.payload, timestamp: read.timestamp };
}
