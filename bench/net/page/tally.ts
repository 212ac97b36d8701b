/** What has come so far. */
import type { GroupReader, TrackReader } from "./library.ts";

/** A group so far behind the newest does not come any more: the newest are sent first. */
const LATE_GROUPS = 1000;

/** How frames are read: one by one, or all that are ready. */
export type Reading = "calls" | "bulk";

export interface Counts {
  /** The page's clock, in milliseconds. */
  atMs: number;
  frames: number;
  bytes: number;
  groups: number;
  /** Groups that never came, that broke off, or that had another number of frames than they should. */
  lost: number;
}

/** Counts what is read from tracks, all together. */
export class Tally {
  #groupFrames: number;
  #counts = { frames: 0, bytes: 0, groups: 0, lost: 0 };
  #onFrame: ((payload: Uint8Array) => void) | undefined;

  /** @param groupFrames how many frames each group has */
  constructor(groupFrames: number, onFrame?: (payload: Uint8Array) => void) {
    this.#groupFrames = groupFrames;
    this.#onFrame = onFrame;
  }

  now(): Counts {
    return { atMs: performance.now(), ...this.#counts };
  }

  /** Reads a track, each group as it comes, until the track ends. */
  async read(track: TrackReader, reading: Reading): Promise<void> {
    let next: number | undefined;
    const open = new Set<number>();
    for (;;) {
      const group = await track.recvGroup();
      if (!group) return;
      const { sequence } = group;
      for (let missing = next ?? sequence; missing < sequence; missing++) open.add(missing);
      open.delete(sequence);
      next = Math.max(next ?? 0, sequence + 1);
      for (const missing of open) {
        if (missing >= next - LATE_GROUPS) break;
        open.delete(missing);
        this.#counts.lost++;
      }
      void this.#readGroup(group, reading);
    }
  }

  async #readGroup(group: GroupReader, reading: Reading): Promise<void> {
    let frames = 0;
    try {
      frames = reading === "bulk" ? await this.#bulk(group) : await this.#calls(group);
    } catch {
      // It broke off: it has too few frames.
    }
    group.close();
    this.#counts.groups++;
    if (frames !== this.#groupFrames) this.#counts.lost++;
  }

  async #calls(group: GroupReader): Promise<number> {
    const counts = this.#counts;
    for (let frames = 0; ; frames++) {
      const frame = await group.readFrame();
      if (!frame) return frames;
      counts.frames++;
      counts.bytes += frame.payload.byteLength;
      this.#onFrame?.(frame.payload);
    }
  }

  async #bulk(group: GroupReader): Promise<number> {
    if (!group.readFrames) throw new Error("this library has no bulk read");
    const counts = this.#counts;
    for (let frames = 0; ; ) {
      const batch = await group.readFrames();
      if (!batch) return frames;
      const { index, bytes } = batch;
      let begin = 0;
      for (let at = 1; at < index.length; at += 2) {
        const end = begin + (index[at] ?? 0);
        // As an application does, who wants each by itself.
        const payload = bytes.subarray(begin, end);
        frames++;
        counts.frames++;
        counts.bytes += payload.byteLength;
        this.#onFrame?.(payload);
        begin = end;
      }
    }
  }
}
