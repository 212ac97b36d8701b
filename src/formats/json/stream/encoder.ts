import { FormatError } from "../../error.ts";
import { applySchema, type WriteSchema } from "../../schema.ts";
import { type Compression, FrameWriter, Outstanding, type Pending } from "../frames.ts";
import { type Json, type Limits, textOf } from "../value.ts";

/** How records are written. */
export interface ProducerConfig<T = Json> extends Compression, Limits {
  /** Applied to each record: what it gives is written. */
  schema?: WriteSchema<T>;
}

/** Turns records into frames, a frame a record. */
export class Encoder<T = Json> {
  #schema: WriteSchema<T> | undefined;
  #isCompressed: boolean;
  #frames: FrameWriter;
  #outstanding = new Outstanding();
  #isFirst = true;

  constructor(config: ProducerConfig<T> = {}) {
    this.#schema = config.schema;
    this.#isCompressed = config.compression ?? false;
    this.#frames = new FrameWriter(config);
  }

  /** Begins a new group, where the one before had to be given up. */
  reset(): void {
    this.#isFirst = true;
    this.#outstanding.clear();
  }

  /**
   * The frame of a record, to be written and then committed. Throws a `FormatError` where the record is
   * refused, and, with compression, where a frame before this one was not committed: what comes behind it
   * could not be read, so a new group has to begin with {@link reset}.
   */
  encode(value: T): Pending {
    if (this.#isCompressed && this.#outstanding.is)
      throw new FormatError(
        "out-of-order",
        "a compressed record was never written: begin a new group and call reset()",
      );
    const text = textOf(applySchema(this.#schema, value));
    const payload = this.#isFirst ? this.#frames.start(text) : this.#frames.append(text);
    this.#isFirst = false;
    return this.#outstanding.hand({ payload });
  }
}
