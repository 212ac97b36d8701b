import { applySchema, type WriteSchema } from "../../schema.ts";
import {
  type Compression,
  FrameWriter,
  GroupBudget,
  Outstanding,
  type Pending as Written,
} from "../frames.ts";
import { diff } from "../merge.ts";
import { equal, type Json, type Limits, textOf } from "../value.ts";

/** Deltas may take this many times the bytes of the snapshot before the next snapshot. */
export const DEFAULT_DELTA_RATIO = 8;

/** How values are written. */
export interface Config<T> extends Compression, Limits {
  /** Applied to each value: what it gives is written. */
  schema?: WriteSchema<T>;
  /**
   * A new snapshot is written once the deltas of a group have more bytes than this many times its snapshot.
   * With 0 there are no deltas. Default 8.
   */
  deltaRatio?: number;
}

/** A frame to be written. */
export interface Encoded {
  payload: Uint8Array<ArrayBuffer>;
  /** Whether it is a snapshot: it begins a new group. Otherwise it goes behind the frame before it. */
  keyframe: boolean;
}

/** A frame to be written and then committed. The next value after one that was not is a snapshot. */
export type Pending = Encoded & Pick<Written, "commit">;

/** Turns the states of a value into frames. */
export class Encoder<T = Json> {
  #schema: WriteSchema<T> | undefined;
  #budget: GroupBudget;
  #frames: FrameWriter;
  #outstanding = new Outstanding();
  /** What readers hold, or will once what is outstanding is written. */
  #last: Json | undefined;
  #isReset = true;

  constructor(config: Config<T> = {}) {
    this.#schema = config.schema;
    this.#budget = new GroupBudget("deltaRatio", config.deltaRatio ?? DEFAULT_DELTA_RATIO);
    this.#frames = new FrameWriter(config);
  }

  /** A copy of the last value, as JSON has it; `undefined` before the first. */
  get value(): T | undefined {
    return structuredClone(this.#last) as T | undefined;
  }

  /** Makes the next update a snapshot, also of the same value: the group has ended, or a frame was lost. */
  reset(): void {
    this.#isReset = true;
    this.#outstanding.clear();
  }

  /**
   * The frame that makes `value` known, or `undefined` if readers hold it. Throws a `FormatError` where
   * the schema refuses it or JSON has no text for it; nothing has changed then.
   */
  update(value: T): Pending | undefined {
    if (this.#outstanding.is) this.reset();
    const text = textOf(applySchema(this.#schema, value));
    // As it will be read: members that are undefined are not there.
    const json = JSON.parse(text) as Json;
    if (!this.#isReset && equal(this.#last as Json, json)) return undefined;
    const mayDelta = !this.#isReset && this.#budget.hasRoom;
    const patch = mayDelta ? diff(this.#last as Json, json) : undefined;
    const encoded = patch === undefined ? this.#snapshot(text) : this.#delta(textOf(patch));
    this.#last = json;
    return this.#outstanding.hand(encoded);
  }

  #snapshot(text: string): Encoded {
    const payload = this.#frames.start(text);
    this.#isReset = false;
    this.#budget.start(payload.byteLength);
    return { payload, keyframe: true };
  }

  #delta(text: string): Encoded {
    const payload = this.#frames.append(text);
    this.#budget.append(payload.byteLength);
    return { payload, keyframe: false };
  }
}
