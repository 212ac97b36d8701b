/**
 * Groups: ordered streams of frames within a track.
 *
 * @module
 */
import { type GetPromise, Once } from "@moq/signals";
import type * as Wasm from "./bindgen.ts";
import { codeOf, reasonOf, toError } from "./error.ts";
import { Timescale, Timestamp } from "./time.ts";

/** A frame: its payload and when it is presented. */
export interface Frame {
  payload: Uint8Array;
  timestamp: Timestamp;
}

/** A read fell behind what is kept: frames that were not read are gone. */
export class Lagged extends Error {
  constructor(options?: { cause?: unknown }) {
    super("the reader fell behind and frames were dropped", options);
    this.name = "Lagged";
  }
}

/** Many frames read at once; see {@link Consumer.readFrames}. */
export interface FrameBatch {
  /** The payloads, one behind the other. Owned by the caller. */
  bytes: Uint8Array;
  /** For each frame its timestamp, in units of the track's timescale, then its length in bytes. */
  index: Float64Array;
}

/** The write side of a group. Obtained from a track's producer. */
export class Producer {
  /** The group's number within its track. */
  readonly sequence: number;
  #handle: Wasm.GroupProducer | undefined;
  #closed = new Once<Error | null>();

  /** @internal Takes ownership of the handle. */
  constructor(handle: Wasm.GroupProducer) {
    this.#handle = handle;
    this.sequence = handle.sequence;
  }

  /** Settles once the group is closed: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  get isClosed(): boolean {
    return this.#handle === undefined;
  }

  /** A reader of this group, from its first frame that is kept. */
  consume(): Consumer {
    return new Consumer(this.#open().consume());
  }

  /** Appends a frame. The payload is copied. */
  writeFrame(frame: Frame): void {
    const { value, scale } = frame.timestamp;
    this.#open().write_frame(value, scale, frame.payload);
  }

  writeString(text: string): void {
    this.writeFrame({ payload: new TextEncoder().encode(text), timestamp: Timestamp.now() });
  }

  writeJson(json: unknown): void {
    this.writeString(JSON.stringify(json));
  }

  writeBool(bool: boolean): void {
    this.writeFrame({ payload: new Uint8Array([bool ? 1 : 0]), timestamp: Timestamp.now() });
  }

  /** Ends the group, or breaks it off with an error. Idempotent. */
  close(abort?: Error): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    if (abort) handle.abort(codeOf(abort));
    else handle.finish();
    handle.free();
    this.#closed.set(abort ?? null);
  }

  #open(): Wasm.GroupProducer {
    if (!this.#handle) throw new Error(`group ${this.sequence} is closed`);
    return this.#handle;
  }
}

/** The read side of a group. */
export class Consumer {
  /** The group's number within its track. */
  readonly sequence: number;
  #handle: Wasm.GroupConsumer | undefined;
  #timescale: Timescale;
  #closed = new Once<Error | null>();
  #done = false;

  /** @internal Takes ownership of the handle. */
  constructor(handle: Wasm.GroupConsumer) {
    this.#handle = handle;
    this.sequence = handle.sequence;
    this.#timescale = Timescale(handle.timescale);
  }

  /** Settles once every frame was read, or the group broke off, or {@link close} was called. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  get isClosed(): boolean {
    return this.#closed.peek() !== undefined;
  }

  /** Whether no frame can be read any more. */
  get done(): boolean {
    return this.#done;
  }

  /** How many frames the group has held so far. */
  get frameCount(): number {
    return this.#handle?.frame_count ?? 0;
  }

  /** The next frame if it is there now; `undefined` does not tell the end, {@link done} does. */
  tryReadFrame(): Frame | undefined {
    if (!this.#handle) return undefined;
    try {
      const read = this.#handle.try_read_frame() as [number, Uint8Array] | undefined | null;
      if (read === null) this.#finish(null);
      return read ? this.#frame(read) : undefined;
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** The next frame, or `undefined` at the end. Reads that overlap are answered in order. */
  async readFrame(): Promise<Frame | undefined> {
    const read = await this.#read(
      (handle) => handle.read_frame() as Promise<[number, Uint8Array] | undefined>,
    );
    return read && this.#frame(read);
  }

  /**
   * Every frame that is ready, with one crossing from wasm; waits for the first. `undefined` at the end.
   * Not in `@moq/net`: the crossing is what costs, so pipelines read with this.
   */
  async readFrames(): Promise<FrameBatch | undefined> {
    const read = await this.#read(
      (handle) => handle.read_frames() as Promise<[Float64Array, Uint8Array] | undefined>,
    );
    return read && { index: read[0], bytes: read[1] };
  }

  async readString(): Promise<string | undefined> {
    const frame = await this.readFrame();
    return frame && new TextDecoder().decode(frame.payload);
  }

  async readJson(): Promise<unknown | undefined> {
    const text = await this.readString();
    return text === undefined ? undefined : JSON.parse(text);
  }

  async readBool(): Promise<boolean | undefined> {
    const payload = (await this.readFrame())?.payload;
    if (!payload) return undefined;
    if (payload.byteLength !== 1 || (payload[0] ?? 2) > 1) throw new Error("the frame is not a boolean");
    return payload[0] === 1;
  }

  /** Lets the group go; a read that waits ends with `undefined`. Idempotent. */
  close(abort?: Error): void {
    this.#finish(abort ?? null);
  }

  async #read<T>(read: (handle: Wasm.GroupConsumer) => Promise<T | undefined>): Promise<T | undefined> {
    if (!this.#handle) return this.#end();
    let result: T | undefined;
    try {
      result = await read(this.#handle);
    } catch (error) {
      throw this.#fail(error);
    }
    if (result !== undefined) return result;
    this.#finish(null);
    return this.#end();
  }

  /** What a read gives at the end: nothing, or the error that the group broke off with. */
  #end(): undefined {
    const error = this.#closed.peek();
    if (error) throw error;
    return undefined;
  }

  #frame([timestamp, payload]: [number, Uint8Array]): Frame {
    return { payload, timestamp: new Timestamp(timestamp, this.#timescale) };
  }

  #fail(thrown: unknown): Error {
    const error = reasonOf(thrown) === "lagged" ? new Lagged({ cause: thrown }) : toError(thrown);
    this.#finish(error);
    return error;
  }

  #finish(error: Error | null): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    this.#done = true;
    handle.close();
    handle.free();
    this.#closed.set(error);
  }
}
