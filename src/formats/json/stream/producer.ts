import type { TrackWriter } from "../../track.ts";
import { OpenGroup } from "../groups.ts";
import type { Json } from "../value.ts";
import { Encoder, type ProducerConfig } from "./encoder.ts";

/** Appends records to a track, which it owns, all in one group. */
export class Producer<T = Json> {
  #encoder: Encoder<T>;
  #group: OpenGroup;

  constructor(track: TrackWriter, config: ProducerConfig<T> = {}) {
    this.#encoder = new Encoder(config);
    this.#group = new OpenGroup(track);
  }

  /**
   * Appends a record. Throws where it is refused or the track has ended; after a write that failed, the next
   * record begins a new group.
   */
  append(value: T): void {
    const record = this.#encoder.encode(value);
    try {
      if (this.#group.isOpen) this.#group.append(record.payload);
      else this.#group.begin(record.payload);
    } catch (error) {
      this.#group.end();
      this.#encoder.reset();
      throw error;
    }
    record.commit();
  }

  /** Ends the track. Idempotent. */
  finish(): void {
    this.#group.finish();
  }
}
