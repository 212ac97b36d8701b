import { FormatError } from "../../error.ts";
import { applySchema, type WriteSchema } from "../../schema.ts";
import {
  type Compression,
  FrameWriter,
  GroupBudget,
  Outstanding,
  type Pending as Written,
} from "../frames.ts";
import { checkSize, type Json, type Limits, textOf } from "../value.ts";

/** Bytes in a group at most: what MoQ libraries keep of one. */
const GROUP_MAX_BYTES = 32 * 1024 * 1024;

/** Pushes and pops may take this many times the bytes of the header before the next header. */
export const DEFAULT_OP_RATIO = 8;

/** How a window is written. */
export interface ProducerConfig<T = Json> extends Compression, Limits {
  /** Applied to each record: what it gives is written. */
  schema?: WriteSchema<T>;
  /**
   * A new group is begun once the pushes and pops of one have more bytes than this many times its header.
   * With 0 each change is a group. Default 8.
   */
  opRatio?: number;
}

/** A frame to be written. */
export interface Encoded {
  payload: Uint8Array<ArrayBuffer>;
  /** Whether it is a header: it begins a new group. Otherwise it goes behind the frame before it. */
  keyframe: boolean;
}

/** A frame to be written and then committed; one that is not leaves the window as it was. */
export type Pending = Encoded & Pick<Written, "commit">;

/** Turns pushes and pops into frames. Keeps the records of the window, as text. */
export class Encoder<T = Json> {
  #schema: WriteSchema<T> | undefined;
  #budget: GroupBudget;
  #frames: FrameWriter;
  #outstanding = new Outstanding();
  #records: string[] = [];
  #offset = 0;
  #isReset = true;

  constructor(config: ProducerConfig<T> = {}) {
    this.#schema = config.schema;
    this.#budget = new GroupBudget("opRatio", config.opRatio ?? DEFAULT_OP_RATIO);
    this.#frames = new FrameWriter(config);
  }

  /** The records that are kept, oldest first, as JSON has them. */
  get window(): T[] {
    return this.#records.map((text) => JSON.parse(text) as T);
  }

  /** The index of the oldest record. */
  get offset(): number {
    return this.#offset;
  }

  /** The index that the next record gets. */
  get end(): number {
    return this.#offset + this.#records.length;
  }

  /** Appends a record. Throws a `FormatError` where it is refused; nothing has changed then. */
  push(value: T): Pending {
    if (this.end >= Number.MAX_SAFE_INTEGER)
      throw new FormatError("unrepresentable", "the window's indices are used up: they end at 2^53 - 1");
    const text = textOf(applySchema(this.#schema, value));
    return this.#encode(
      `{"push":${text}}`,
      () => header(this.#offset, [...this.#records, text]),
      () => this.#records.push(text),
    );
  }

  /** Lets go of the oldest records, as many as there are; `undefined` where there are none or `count` is 0. */
  pop(count: number): Pending | undefined {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new FormatError("unrepresentable", `the count to pop is a whole number from 0 on, not ${count}`);
    const dropped = Math.min(count, this.#records.length);
    if (dropped === 0) return undefined;
    return this.#encode(
      `{"pop":${dropped}}`,
      () => header(this.#offset + dropped, this.#records.slice(dropped)),
      () => {
        this.#records.splice(0, dropped);
        this.#offset += dropped;
      },
    );
  }

  /** An op where the group has room for it, else the header of a new group. */
  #encode(op: string, headerText: () => string, onCommit: () => void): Pending {
    if (this.#outstanding.is) {
      this.#isReset = true;
      this.#outstanding.clear();
    }
    if (!this.#isReset && this.#budget.hasRoom) {
      const payload = this.#frames.append(op);
      this.#budget.append(payload.byteLength);
      if (this.#budget.bytes <= GROUP_MAX_BYTES)
        return this.#outstanding.hand({ payload, keyframe: false }, onCommit);
    }
    // Until the header is there no op is.
    this.#isReset = true;
    const payload = this.#frames.start(headerText());
    checkSize(payload.byteLength, GROUP_MAX_BYTES);
    this.#budget.start(payload.byteLength);
    this.#isReset = false;
    return this.#outstanding.hand({ payload, keyframe: true }, onCommit);
  }
}

function header(offset: number, records: string[]): string {
  return `{"offset":${offset},"records":[${records.join(",")}]}`;
}
