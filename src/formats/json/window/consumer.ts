import type { TrackReader } from "../../track.ts";
import { GroupFrames, iterate, Turns } from "../groups.ts";
import type { Json } from "../value.ts";
import { type ConsumerConfig, Decoder, type Event, type Group } from "./decoder.ts";

/** Reads what happens to a window from a track, which it owns. */
export class Consumer<T = Json> {
  #frames: GroupFrames;
  #decoder: Decoder<T>;
  #group: Group | undefined;
  #turns = new Turns();

  constructor(track: TrackReader, config: ConsumerConfig<T> = {}) {
    this.#frames = new GroupFrames(track, { isLossy: true });
    this.#decoder = new Decoder(config);
  }

  /** The index of the oldest record in the window. */
  get offset(): number {
    return this.#decoder.offset;
  }

  /**
   * The next event, or `undefined` at the end of the track. Rejects with a `FormatError` where a frame is
   * refused; another call goes on with the next group, which tells the window again. So does a group that
   * breaks off, without a word: what was lost with it is skipped or comes again.
   */
  next(): Promise<Event<T> | undefined> {
    return this.#turns.run(() => this.#next());
  }

  [Symbol.asyncIterator](): AsyncGenerator<Event<T>, void> {
    return iterate(() => this.next());
  }

  /** Ends the subscription. Idempotent. */
  close(): void {
    this.#frames.close();
  }

  async #next(): Promise<Event<T> | undefined> {
    for (;;) {
      const event = this.#decoder.next();
      if (event) return event;
      const frame = await this.#frames.next();
      if (!frame) return undefined;
      if (frame.first) this.#group = this.#decoder.group();
      try {
        this.#group?.decode(frame.payload);
      } catch (error) {
        this.#frames.drop();
        throw error;
      }
    }
  }
}
