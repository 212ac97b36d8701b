/** The frames of a track as one stream, whichever groups they are in. */
import type { Consumer as GroupConsumer } from "../group/consumer.ts";
import { type Frame, Lagged } from "../group/frame.ts";
import type { Location } from "./info.ts";

/** Where the groups come from. */
interface Groups {
  recvGroup(): Promise<GroupConsumer | undefined>;
  tryRecvGroup(): GroupConsumer | undefined;
}

/** Reads frames from the oldest group that has one ready; groups before it are let go. Owns the groups. */
export class Frames {
  #source: Groups;
  /** By sequence. */
  #groups: GroupConsumer[] = [];
  /** A read of the source that has not been answered yet. */
  #arrival: Promise<void> | undefined;
  #ended = false;

  constructor(source: Groups) {
    this.#source = source;
  }

  /** The next frame, or `undefined` at the end. Throws {@link Lagged} where frames were dropped, and goes on. */
  async read(): Promise<(Location & Frame) | undefined> {
    for (;;) {
      const frame = this.#tryRead();
      if (frame) return frame;
      const group = this.#groups[0];
      if (this.#ended) {
        if (!group) return undefined;
        await group.readable();
        continue;
      }
      this.#arrival ??= this.#arrive();
      await (group ? Promise.race([this.#arrival, group.readable()]) : this.#arrival);
    }
  }

  close(): void {
    this.#ended = true;
    for (const group of this.#groups.splice(0)) group.close();
  }

  #tryRead(): (Location & Frame) | undefined {
    for (let ready = this.#source.tryRecvGroup(); ready; ready = this.#source.tryRecvGroup())
      this.#insert(ready);
    for (;;) {
      const group = this.#groups[0];
      if (!group) return undefined;
      let read: ReturnType<GroupConsumer["tryReadFrameSequence"]>;
      try {
        read = group.tryReadFrameSequence();
      } catch (error) {
        this.#groups.shift();
        if (error instanceof Lagged) throw error;
        // A group that broke off is let go as one that is behind: the track itself goes on.
        continue;
      }
      if (read)
        return {
          group: group.sequence,
          frame: read.sequence,
          payload: read.payload,
          timestamp: read.timestamp,
        };
      if (this.#groups.length === 1 && !group.done) return undefined;
      this.#groups.shift()?.close();
    }
  }

  async #arrive(): Promise<void> {
    try {
      const group = await this.#source.recvGroup();
      if (group) this.#insert(group);
      else this.#ended = true;
    } finally {
      this.#arrival = undefined;
    }
  }

  #insert(group: GroupConsumer): void {
    if (this.#ended) {
      group.close();
      return;
    }
    const after = this.#groups.findIndex(({ sequence }) => sequence > group.sequence);
    this.#groups.splice(after < 0 ? this.#groups.length : after, 0, group);
  }
}
