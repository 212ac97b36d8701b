import type { TrackReader } from "../../track.ts";
import { GroupFrames, iterate, Turns } from "../groups.ts";
import type { Json } from "../value.ts";
import { type ConsumerConfig, Decoder } from "./decoder.ts";

/** Reads every record of a track, which it owns, in order. */
export class Consumer<T = Json> {
  #frames: GroupFrames;
  #decoder: Decoder<T>;
  #turns = new Turns();

  constructor(track: TrackReader, config: ConsumerConfig<T> = {}) {
    this.#frames = new GroupFrames(track);
    this.#decoder = new Decoder(config);
  }

  /**
   * The next record, or `undefined` at the end of the track. Rejects with a `FormatError` where a record is
   * refused, and with the track's error where records were lost; another call goes on behind that.
   */
  next(): Promise<T | undefined> {
    return this.#turns.run(async () => {
      const frame = await this.#frames.next();
      if (!frame) return undefined;
      if (frame.first) this.#decoder.reset();
      try {
        return this.#decoder.decode(frame.payload);
      } finally {
        if (this.#decoder.isBroken) this.#frames.drop();
      }
    });
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void> {
    return iterate(() => this.next());
  }

  /** Ends the subscription. Idempotent. */
  close(): void {
    this.#frames.close();
  }
}
