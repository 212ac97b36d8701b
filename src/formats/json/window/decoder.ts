import { FormatError } from "../../error.ts";
import { applySchema, type Schema } from "../../schema.ts";
import { type Compression, FrameReader } from "../frames.ts";
import { isObject, type Json, type Limits } from "../value.ts";

/** How a window is read. */
export interface ConsumerConfig<T = Json> extends Compression, Limits {
  /** Applied to each record. */
  schema?: Schema<T>;
}

/** Indices from `start` to before `end`. */
export interface Span {
  start: number;
  end: number;
}

/** What happened to the window: a record came, some that were handed out left, some left before they were. */
export type Event<T = Json> = { push: { index: number; value: T } } | { pop: Span } | { skip: Span };

/** The frames of one group: the first is a header. */
export interface Group {
  /** Takes the next frame. Throws a `FormatError`; what is left of the group cannot be read then. */
  decode(payload: Uint8Array): void;
}

/** Events as they wait: records that came together stand together. */
type Queued = { pop: Span } | { skip: Span } | { index: number; records: Json[]; next: number };

/** Turns frames back into events. It keeps indices and what was not handed out, not the window. */
export class Decoder<T = Json> {
  #config: ConsumerConfig<T>;
  /** The group that may be read: a newer one ends it. */
  #current: object | undefined;
  #queue: Queued[] = [];
  #front = 0;
  /** Also the first index that was not told; `undefined` before the first header. */
  #end: number | undefined;

  constructor(config: ConsumerConfig<T> = {}) {
    this.#config = config;
  }

  /** The index of the oldest record in the window. */
  get offset(): number {
    return this.#front;
  }

  /** Begins a group; the one before it is read no more. */
  group(): Group {
    const frames = new FrameReader(this.#config);
    const token = {};
    this.#current = token;
    let hasHeader = false;
    return {
      decode: (payload) => {
        if (this.#current !== token)
          throw new FormatError("out-of-order", "the group was left, or one of its frames was refused");
        this.#current = undefined;
        const { value } = frames.read(payload);
        if (hasHeader) this.#op(value);
        else this.#header(value);
        hasHeader = true;
        this.#current = token;
      },
    };
  }

  /** The next event of the frames so far, or `undefined`. Throws a `FormatError` for a record that the schema refuses. */
  next(): Event<T> | undefined {
    const queued = this.#queue[0];
    if (!queued) return undefined;
    if (!("records" in queued)) {
      this.#queue.shift();
      return queued;
    }
    const { index, records, next } = queued;
    queued.next++;
    if (queued.next === records.length) this.#queue.shift();
    const value = applySchema(this.#config.schema, records[next]) as T;
    return { push: { index: index + next, value } };
  }

  #header(value: Json): void {
    if (!isObject(value) || !Array.isArray(value.records))
      throw new FormatError("malformed", "a window's header has `offset` and `records`");
    const offset = index(value.offset, "the window's offset");
    // Records between `offset` and `start` are in the window, and not told again.
    const start = value.start === undefined ? offset : index(value.start, "the first record's index");
    const end = index(start + value.records.length, "the window's end");
    const told = this.#end ?? offset;
    if (start < offset || offset < this.#front || end < told)
      throw new FormatError("malformed", "a window's header goes back behind the one before it");
    if (this.#end !== undefined) this.#leave("pop", this.#front, Math.min(told, offset));
    this.#leave("skip", told, start);
    const known = Math.max(told - start, 0);
    this.#push(start + known, value.records.slice(known));
    this.#front = offset;
    this.#end = end;
  }

  #op(value: Json): void {
    const [key, ...others] = isObject(value) ? Object.keys(value) : [];
    if (!isObject(value) || others.length > 0 || (key !== "push" && key !== "pop"))
      throw new FormatError("malformed", "a window's frame has either `push` or `pop`");
    const end = this.#end ?? 0;
    if (key === "push") {
      this.#end = index(end + 1, "the window's end");
      this.#push(end, [value.push as Json]);
      return;
    }
    const front = index(this.#front + index(value.pop, "the count to pop"), "the window's offset");
    if (front > end)
      throw new FormatError("malformed", `${value.pop} records are popped of ${end - this.#front}`);
    this.#leave("pop", this.#front, front);
    this.#front = front;
  }

  #push(index: number, records: Json[]): void {
    if (records.length > 0) this.#queue.push({ index, records, next: 0 });
  }

  #leave(how: "pop" | "skip", start: number, end: number): void {
    if (start >= end) return;
    this.#queue.push(how === "pop" ? { pop: { start, end } } : { skip: { start, end } });
  }
}

function index(value: Json | undefined, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new FormatError("malformed", `${what} is a whole number from 0 to 2^53 - 1`);
  return value;
}
