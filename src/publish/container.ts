/** The producing half of hang's legacy container. */
import { Hang } from "../formats/index.ts";
import type { Group, Track } from "../net/api.ts";
import { Time } from "../net/api.ts";

/** Writes a codec's frames to a track, a group from keyframe to keyframe. Owns the track. */
export class ContainerProducer {
  #track: Track.Producer;
  #group: Group.Producer | undefined;

  constructor(track: Track.Producer) {
    this.#track = track;
  }

  /** Writes a frame; what comes before the first keyframe is let go, since nobody could decode it. */
  write(data: Hang.Copyable | Uint8Array, timestampUs: number, keyframe: boolean): void {
    if (this.#track.closed.peek() !== undefined) return;
    if (keyframe) {
      this.#group?.close();
      this.#group = this.#track.appendGroup();
    }
    this.#group?.writeFrame({
      payload: Hang.Legacy.encodeFrame(data, timestampUs),
      timestamp: Time.Timestamp.fromMicros(timestampUs),
    });
  }

  /** Says that nothing comes for a while: ends the group, and puts an empty one behind it. */
  pause(): void {
    if (!this.#group) return;
    this.#group.close();
    this.#group = undefined;
    if (this.#track.closed.peek() === undefined) this.#track.appendGroup().close();
  }

  /** Ends the track. Idempotent. */
  close(): void {
    this.#group?.close();
    this.#group = undefined;
    this.#track.close();
  }
}
