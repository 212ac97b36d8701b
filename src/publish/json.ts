/** A JSON value on a track. */
import { Json } from "../formats/plain.ts";
import type { Track } from "../net/api.ts";

/**
 * Keeps a track at the newest state of a value. Whoever subscribes after the last one left gets a whole
 * snapshot, so that nothing has to be kept in a cache for them. Owns the track.
 */
export class JsonPublisher {
  #track: Track.Producer;
  #producer: Json.Snapshot.Producer;
  #value: Json.Json | undefined;
  #dispose: () => void;

  constructor(track: Track.Producer) {
    this.#track = track;
    this.#producer = new Json.Snapshot.Producer({ track });
    this.#dispose = track.used.subscribe((used) => {
      if (!used) return;
      this.#producer.reset();
      this.#write();
    });
  }

  /** Makes a value known. Writes nothing if it is the same as before, or nobody is subscribed. */
  update(value: Json.Json): void {
    this.#value = value;
    this.#write();
  }

  /** Ends the track. Idempotent. */
  close(): void {
    this.#dispose();
    this.#producer.finish();
  }

  #write(): void {
    // For nobody nothing is written: it would only be kept, and whoever comes gets the whole.
    const isOpen = this.#track.closed.peek() === undefined;
    if (this.#value !== undefined && isOpen && this.#track.used.peek()) this.#producer.update(this.#value);
  }
}
