/** The write side of a group. */
import { type GetPromise, type Getter, Once, Signal } from "@moq/signals";
import type * as Wasm from "../bindgen.ts";
import { wasm } from "../bindgen.ts";
import { ABORTS, type Expectation, expectClose } from "../dropped.ts";
import { codeOf } from "../error.ts";
import { Timescale } from "../time.ts";
import { type Consumer, consumerOf } from "./consumer.ts";
import type { Frame } from "./frame.ts";
import { Writer } from "./texts.ts";

/** What a track is told of its groups, and tells them. */
export interface Owner {
  onClose(group: Producer): void;
  /** A group broke off that only this process reads. The track has the handle from here on. */
  onBroken(sequence: number, error: Error, handle: Wasm.GroupProducer): void;
  /**
   * Whether nobody but this process reads the track: then wasm ends what breaks off, so that its readers get what
   * was written, and TypeScript tells them with which error.
   */
  isPrivate(): boolean;
}

/** A group of a track, taking ownership of the handle. */
export let producerOf: (handle: Wasm.GroupProducer, owner: Owner) => Producer;

/** Puts a group into a track besides: what was written is copied, what is written is written to both. */
export let insertInto: (group: Producer, handle: Wasm.GroupProducer, scale: Timescale, owner: Owner) => void;

/** The write side of a group: of a track's next one, or of one to be put into a track. */
export class Producer extends Writer {
  /** The group's number within its track. */
  readonly sequence: number;
  #handle: Wasm.GroupProducer | undefined;
  /** The same group in the tracks that it was put into. */
  #copies: { handle: Wasm.GroupProducer; owner: Owner }[] = [];
  /** In no track of its own: made by `new`. It can be read after its end. */
  #alone = true;
  #owner: Owner | undefined;
  #closed = new Once<Error | null>();
  #mirrors: Set<Consumer> | undefined;
  #used = new Signal(false);
  /** Nobody waits for the end of a group that is in no track. */
  #expectation: Pick<Expectation<unknown>, "meet"> | undefined;

  /** A group that is in no track yet: a track's `writeGroup` takes it. */
  constructor(sequence: number) {
    super();
    this.sequence = sequence;
  }

  static {
    producerOf = (handle, owner) => {
      const group = new Producer(handle.sequence);
      group.#handle = handle;
      group.#expectation = expectClose(group, "group", handle.sequence, ABORTS, handle);
      group.#alone = false;
      group.#owner = owner;
      return group;
    };
    insertInto = (group, handle, scale, owner) => group.#insertInto(handle, scale, owner);
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
    const closed = this.#closed;
    const handle = this.#alone ? this.#standalone() : this.#open();
    return consumerOf(handle.consume(), () => closed.peek() ?? undefined);
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
    for (const { handle } of this.#copies) handle.write_frame(value, scale, frame.payload);
  }

  /** Ends the group, or breaks it off with an error. Idempotent. */
  close(abort?: Error): void {
    if (this.#closed.peek() !== undefined) return;
    this.#closed.set(abort ?? null);
    // One that stands alone can be read and copied after its end.
    if (this.#alone) this.#standalone().finish();
    else if (this.#handle) end(this.#handle, abort, this.#owner);
    for (const { handle, owner } of this.#copies) {
      end(handle, abort, owner);
      owner.onClose(this);
    }
    this.#copies = [];
    if (!this.#alone) this.#handle = undefined;
    this.#expectation?.meet();
    this.#owner?.onClose(this);
    this.#owner = undefined;
  }

  #insertInto(handle: Wasm.GroupProducer, scale: Timescale, owner: Owner): void {
    const closed = this.#closed.peek();
    const source = this.#alone ? this.#standalone(scale) : this.#handle;
    // One that was broken off has nothing to copy where others are to know of it.
    if (!(closed instanceof Error) || owner.isPrivate()) source?.copy_to(handle);
    if (closed === undefined) {
      this.#copies.push({ handle, owner });
      return;
    }
    end(handle, closed ?? undefined, owner);
    owner.onClose(this);
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

function end(handle: Wasm.GroupProducer, abort: Error | undefined, owner: Owner | undefined): void {
  if (abort && owner?.isPrivate()) {
    handle.finish_here();
    owner.onBroken(handle.sequence, abort, handle);
    return;
  }
  if (abort) handle.abort(codeOf(abort));
  else handle.finish();
  handle.free();
}
