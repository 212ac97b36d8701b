/** The write side of a group. */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { ABORTS, type Expectation, expectClose } from "../dropped.ts";
import { codeOf } from "../error.ts";
import { Timescale, Timestamp } from "../time.ts";
import { type Consumer, consumerOf } from "./consumer.ts";
import type { Frame } from "./frame.ts";

/** A group of a track, taking ownership of the handle. */
export let producerOf: (handle: Wasm.GroupProducer, onClose: (group: Producer) => void) => Producer;

/** Puts a group into a track besides: what was written is copied, what is written is written to both. */
export let insertInto: (group: Producer, handle: Wasm.GroupProducer, scale: Timescale) => void;

/** The write side of a group: of a track's next one, or of one to be put into a track. */
export class Producer {
  /** The group's number within its track. */
  readonly sequence: number;
  #handle: Wasm.GroupProducer | undefined;
  /** The same group in the tracks that it was put into. */
  #copies: Wasm.GroupProducer[] = [];
  /** In no track of its own: made by `new`. It can be read after its end. */
  #alone = true;
  #onClose: ((group: Producer) => void) | undefined;
  #closed = new Once<Error | null>();
  #mirrors: Set<Consumer> | undefined;
  #used = new Signal(false);
  /** Nobody waits for the end of a group that is in no track. */
  #expectation: Pick<Expectation<unknown>, "meet"> | undefined;

  /** A group that is in no track yet: a track's `writeGroup` takes it. */
  constructor(sequence: number) {
    this.sequence = sequence;
  }

  static {
    producerOf = (handle, onClose) => {
      const group = new Producer(handle.sequence);
      group.#handle = handle;
      group.#expectation = expectClose(group, "group", handle.sequence, ABORTS, handle);
      group.#alone = false;
      group.#onClose = onClose;
      return group;
    };
    insertInto = (group, handle, scale) => group.#insertInto(handle, scale);
  }

  /** Settles once the group is closed: `null`, or the error it was closed with. */
  get closed(): GetPromise<Error | null> {
    return this.#closed;
  }

  get isClosed(): boolean {
    return this.#closed.peek() !== undefined;
  }

  /** A reader of this group, from its first frame that is kept. */
  consume(): Consumer {
    return consumerOf(this.#alone ? this.#standalone().consume() : this.#open().consume());
  }

  /** @internal As {@link consume}, and counted by {@link used}. */
  mirror(): Consumer {
    const mirror = this.consume();
    this.#mirrors ??= new Set();
    const mirrors = this.#mirrors.add(mirror);
    this.#used.set(true);
    void mirror.closed.then(() => {
      mirrors.delete(mirror);
      this.#used.set(mirrors.size > 0);
    });
    return mirror;
  }

  /** @internal Whether a {@link mirror} is read. */
  get used(): Getter<boolean> {
    return this.#used;
  }

  /** @internal Resolves once no {@link mirror} is read, or the group is closed. */
  async unused(): Promise<void> {
    while (this.#used.peek() && !this.isClosed) await Signal.race(this.#used, this.#closed);
  }

  /** Appends a frame. The payload is copied. */
  writeFrame(frame: Frame): void {
    const { value, scale } = frame.timestamp;
    this.#open(scale).write_frame(value, scale, frame.payload);
    for (const copy of this.#copies) copy.write_frame(value, scale, frame.payload);
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
    if (this.#closed.peek() !== undefined) return;
    this.#closed.set(abort ?? null);
    if (this.#alone) end(this.#standalone(), abort);
    for (const handle of this.#alone ? this.#copies : [this.#handle, ...this.#copies]) {
      if (handle) end(handle, abort);
      handle?.free();
    }
    this.#copies = [];
    if (!this.#alone) this.#handle = undefined;
    this.#expectation?.meet();
    this.#onClose?.(this);
    this.#onClose = undefined;
  }

  #insertInto(handle: Wasm.GroupProducer, scale: Timescale): void {
    const closed = this.#closed.peek();
    const source = this.#alone ? this.#standalone(scale) : this.#handle;
    // One that was broken off has nothing to copy.
    if (!(closed instanceof Error)) source?.copy_to(handle);
    if (closed === undefined) {
      this.#copies.push(handle);
      return;
    }
    end(handle, closed ?? undefined);
    handle.free();
  }

  /** The handle of a group that stands alone; the first use decides on the scale. */
  #standalone(scale: Timescale = Timescale.MILLI): Wasm.GroupProducer {
    this.#handle ??= wasm.GroupProducer.standalone(this.sequence, scale);
    return this.#handle;
  }

  #open(scale?: Timescale): Wasm.GroupProducer {
    if (this.#closed.peek() === undefined) {
      if (this.#handle) return this.#handle;
      if (this.#alone) return this.#standalone(scale);
    }
    throw new Error(`group is closed: ${this.sequence}`);
  }
}

function end(handle: Wasm.GroupProducer, abort: Error | undefined): void {
  if (abort) handle.abort(codeOf(abort));
  else handle.finish();
}
