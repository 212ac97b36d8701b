import { FormatError } from "../../error.ts";
import type { TrackWriter } from "../../track.ts";
import { OpenGroup } from "../groups.ts";
import type { Json } from "../value.ts";
import { Encoder, type Pending, type ProducerConfig } from "./encoder.ts";

/** Publishes a window of records on a track, which it owns. */
export class Producer<T = Json> {
  #encoder: Encoder<T>;
  #group: OpenGroup;
  #isFinished = false;

  constructor(track: TrackWriter, config: ProducerConfig<T> = {}) {
    this.#encoder = new Encoder(config);
    this.#group = new OpenGroup(track);
  }

  /** The records that are kept, oldest first. */
  get window(): T[] {
    return this.#encoder.window;
  }

  /** The index of the oldest record. */
  get offset(): number {
    return this.#encoder.offset;
  }

  /** Appends a record. Throws where it is refused or the track has ended; the window is as before then. */
  push(value: T): void {
    this.#write(() => this.#encoder.push(value));
  }

  /** Lets go of the oldest records, as many as there are. */
  pop(count: number): void {
    this.#write(() => this.#encoder.pop(count));
  }

  /** Ends the track. Idempotent. */
  finish(): void {
    this.#isFinished = true;
    this.#group.finish();
  }

  #write(encode: () => Pending | undefined): void {
    if (this.#isFinished) throw new FormatError("out-of-order", "the window's track has ended");
    const frame = encode();
    if (!frame) return;
    if (frame.keyframe) this.#group.begin(frame.payload);
    else this.#group.append(frame.payload);
    frame.commit();
  }
}
