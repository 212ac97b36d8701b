import { FormatError } from "../../error.ts";
import type { TrackWriter } from "../../track.ts";
import { OpenGroup } from "../groups.ts";
import type { Json } from "../value.ts";
import { type Config, Encoder } from "./encoder.ts";

/** How a value is published, and where. */
export interface ProducerConfig<T> extends Config<T> {
  /** Owned by the producer. */
  track: TrackWriter;
  /** What {@link Producer.mutate} begins with where nothing was published yet. */
  initial?: T;
}

/** Keeps a track at the newest state of a value. */
export class Producer<T = Json> {
  #encoder: Encoder<T>;
  #group: OpenGroup;
  #initial: T | undefined;
  #hasDeltas: boolean;

  constructor(config: ProducerConfig<T>) {
    this.#encoder = new Encoder(config);
    this.#group = new OpenGroup(config.track);
    this.#initial = config.initial;
    this.#hasDeltas = config.deltaRatio !== 0;
  }

  /**
   * Makes a value known; writes nothing if it is the same as before. Throws where the value is refused or the
   * track has ended; after a write that failed the next value goes out whole.
   */
  update(value: T): void {
    const frame = this.#encoder.update(value);
    if (!frame) return;
    if (frame.keyframe) this.#group.begin(frame.payload);
    else this.#group.append(frame.payload);
    if (!this.#hasDeltas) this.#group.end();
    frame.commit();
  }

  /** Publishes what `change` makes of a copy of the last value: several owners each change their own part. */
  mutate(change: (value: T) => void): void {
    const value = this.#encoder.value ?? structuredClone(this.#initial);
    if (value === undefined)
      throw new FormatError(
        "unrepresentable",
        "there is nothing to change: call update(), or give `initial`",
      );
    change(value);
    this.update(value);
  }

  /** Has the next update begin a group, also where nothing has changed: for those who have just come. */
  reset(): void {
    this.#encoder.reset();
  }

  /** Ends the track. Idempotent. */
  finish(): void {
    this.#encoder.reset();
    this.#group.finish();
  }
}
