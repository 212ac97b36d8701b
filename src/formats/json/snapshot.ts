/**
 * A value that changes, of which only the newest state matters. Each group begins with the whole value; the
 * frames after it are merge patches.
 *
 * Source: npm `@moq/json` 0.3.3, Snapshot, whose streams this reads and which reads ours.
 */
import { diff, equal, type Json, merge } from "./merge.ts";

/** Deltas may take this many times the size of the snapshot before the next snapshot. */
const DELTA_RATIO = 8;

/** Frames in a group at most: a late reader reads them all. */
const GROUP_MAX_FRAMES = 256;

/** A frame to write. */
export interface SnapshotFrame {
  payload: Uint8Array<ArrayBuffer>;
  /** Whether it starts a group. */
  keyframe: boolean;
}

/** Turns values into frames. Each frame must be written, in order. */
export class SnapshotEncoder {
  #last: Json | undefined;
  #snapshotBytes = 0;
  #deltaBytes = 0;
  #frames = 0;
  #restart = true;

  /** The frame that makes `value` known, or `undefined` if it is what was said last. */
  update(value: Json): SnapshotFrame | undefined {
    const text = JSON.stringify(value);
    // As it will be read: members that are undefined are not there.
    const json = JSON.parse(text) as Json;
    if (!this.#restart && this.#last !== undefined && equal(this.#last, json)) return undefined;
    const patch = this.#mayDelta() ? diff(this.#last as Json, json) : undefined;
    this.#last = json;
    const payload = new TextEncoder().encode(patch === undefined ? text : JSON.stringify(patch));
    if (patch === undefined) {
      this.#restart = false;
      this.#snapshotBytes = payload.byteLength;
      this.#deltaBytes = 0;
      this.#frames = 1;
    } else {
      this.#deltaBytes += payload.byteLength;
      this.#frames++;
    }
    return { payload, keyframe: patch === undefined };
  }

  /** Makes the next update a snapshot in a new group, also of the same value. */
  restart(): void {
    this.#restart = true;
  }

  #mayDelta(): boolean {
    if (this.#restart || this.#last === undefined) return false;
    return this.#frames < GROUP_MAX_FRAMES && this.#deltaBytes <= DELTA_RATIO * this.#snapshotBytes;
  }
}

/** Turns the frames of one group back into values. A new group wants a new decoder. */
export class SnapshotDecoder {
  #value: Json | undefined;
  #started = false;

  /** The value after this frame. Throws where the frame is not JSON; the value then is as before. */
  frame(payload: Uint8Array): Json {
    const json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)) as Json;
    this.#value = this.#started ? merge(this.#value, json) : json;
    this.#started = true;
    return this.#value;
  }
}
