import { FormatError } from "../../error.ts";
import { applySchema, type Schema } from "../../schema.ts";
import { type Compression, FrameReader } from "../frames.ts";
import { merge } from "../merge.ts";
import { type Json, type Limits, textOf } from "../value.ts";

/** How values are read. */
export interface DecoderConfig<T> extends Compression, Limits {
  /** Applied to each value that is handed out. */
  schema?: Schema<T>;
}

/**
 * Turns frames back into the states of a value. A group's first frame is a {@link snapshot}, each one behind
 * it a {@link delta}. Both throw a `FormatError`; the value then is as before, and what is left of the group
 * cannot be read.
 */
export class Decoder<T = Json> {
  #schema: Schema<T> | undefined;
  #frames: FrameReader;
  #value: Json | undefined;
  /** Bytes of deltas since the value's size was known. */
  #grown = 0;
  #isWhole = false;

  constructor(config: DecoderConfig<T> = {}) {
    this.#schema = config.schema;
    this.#frames = new FrameReader(config);
  }

  /** Takes a group's first frame. */
  snapshot(payload: Uint8Array): void {
    this.#isWhole = false;
    this.#frames.start();
    const { value, size } = this.#frames.read(payload);
    this.#value = value;
    this.#grown = size;
    this.#isWhole = true;
  }

  /** Takes one of a group's later frames. */
  delta(payload: Uint8Array): void {
    if (!this.#isWhole)
      throw new FormatError("out-of-order", "a delta builds on a snapshot, and none of this group was read");
    this.#isWhole = false;
    const { value: patch, size } = this.#frames.read(payload);
    const value = merge(this.#value, patch);
    this.#grown += size;
    if (this.#grown > 2 * this.#frames.maxBytes) this.#grown = this.#measure(value);
    this.#value = value;
    this.#isWhole = true;
  }

  /** A copy of the value as JSON, or `undefined` before the first snapshot. */
  get value(): Json | undefined {
    return structuredClone(this.#value);
  }

  /** The value as the schema gives it, the caller's own; `undefined` before the first snapshot. */
  decode(): T | undefined {
    if (this.#value === undefined) return undefined;
    return applySchema(this.#schema, structuredClone(this.#value)) as T;
  }

  /** Deltas that only add make a value of any size, each of them small. */
  #measure(value: Json): number {
    const size = textOf(value).length;
    if (size > this.#frames.maxBytes)
      throw new FormatError("too-large", `the value has grown beyond ${this.#frames.maxBytes} bytes`);
    return size;
  }
}
