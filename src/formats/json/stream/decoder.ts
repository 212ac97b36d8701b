import { applySchema, type Schema } from "../../schema.ts";
import { type Compression, FrameReader } from "../frames.ts";
import type { Json, Limits } from "../value.ts";

/** How records are read. */
export interface ConsumerConfig<T = Json> extends Compression, Limits {
  /** Applied to each record. */
  schema?: Schema<T>;
}

/** Turns frames back into records. */
export class Decoder<T = Json> {
  #schema: Schema<T> | undefined;
  #frames: FrameReader;

  constructor(config: ConsumerConfig<T> = {}) {
    this.#schema = config.schema;
    this.#frames = new FrameReader(config);
  }

  /** Whether no more of this group can be read: its DEFLATE stream is lost. */
  get isBroken(): boolean {
    return this.#frames.isBroken;
  }

  /** Begins a new group. */
  reset(): void {
    this.#frames.start();
  }

  /** The record of the next frame. Throws a `FormatError`; unless {@link isBroken}, the next frame can be read. */
  decode(payload: Uint8Array): T {
    return applySchema(this.#schema, this.#frames.read(payload).value) as T;
  }
}
