/** A JSON value on a track. */
import { Json } from "../formats/index.ts";
import type { Group, Track } from "../net/api.ts";
import { Time } from "../net/api.ts";

/**
 * Keeps a track at the newest state of a value. Whoever subscribes after the last one left gets a whole
 * snapshot, so that nothing has to be kept in a cache for them. Owns the track.
 */
export class JsonPublisher {
  #track: Track.Producer;
  #group: Group.Producer | undefined;
  #encoder = new Json.Snapshot.Encoder();
  #value: Json.Json | undefined;
  #dispose: () => void;

  constructor(track: Track.Producer) {
    this.#track = track;
    this.#dispose = track.used.subscribe((used) => {
      if (!used) return;
      this.#encoder.reset();
      if (this.#value !== undefined) this.#write(this.#value);
    });
  }

  /** Makes a value known. Writes nothing if it is the same as before, or nobody is subscribed. */
  update(value: Json.Json): void {
    this.#value = value;
    this.#write(value);
  }

  /** Ends the track. Idempotent. */
  close(): void {
    this.#dispose();
    this.#group?.close();
    this.#group = undefined;
    this.#track.close();
  }

  #write(value: Json.Json): void {
    // For nobody nothing is written: it would only be kept, and whoever comes gets the whole.
    if (this.#track.closed.peek() !== undefined || !this.#track.used.peek()) return;
    const frame = this.#encoder.update(value);
    if (!frame) return;
    if (frame.keyframe) {
      this.#group?.close();
      this.#group = this.#track.appendGroup();
    }
    this.#group?.writeFrame({ payload: frame.payload, timestamp: Time.Timestamp.now() });
    frame.commit();
  }
}
