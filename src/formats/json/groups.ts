/** What the producers and consumers have in common: groups being written, and reads that take turns. */
import { FormatError } from "../error.ts";
import { type GroupReader, type GroupWriter, now, type TrackReader, type TrackWriter } from "../track.ts";

/** The open group of a track that is written. */
export class OpenGroup {
  #track: TrackWriter;
  #group: GroupWriter | undefined;

  constructor(track: TrackWriter) {
    this.#track = track;
  }

  get isOpen(): boolean {
    return this.#group !== undefined;
  }

  /** Ends the group, and begins the next with a frame. */
  begin(payload: Uint8Array): void {
    this.end();
    const group = this.#track.appendGroup();
    this.#group = group;
    try {
      group.writeFrame({ payload, timestamp: now() });
    } catch (error) {
      // Readers would wait in a group that stays empty.
      this.end();
      throw error;
    }
  }

  append(payload: Uint8Array): void {
    if (!this.#group) throw new FormatError("out-of-order", "there is no open group for this frame");
    this.#group.writeFrame({ payload, timestamp: now() });
  }

  end(): void {
    this.#group?.close();
    this.#group = undefined;
  }

  /** Ends the group and the track. */
  finish(): void {
    this.end();
    this.#track.close();
  }
}

/** The frames of a track, group by group, each group to its end. Reads take turns. */
export class GroupFrames {
  #track: TrackReader;
  #group: GroupReader | undefined;
  #isFirst = false;
  #isLossy: boolean;

  /** @param options.isLossy goes on behind a group that broke off, where otherwise the read rejects */
  constructor(track: TrackReader, { isLossy = false } = {}) {
    this.#track = track;
    this.#isLossy = isLossy;
  }

  /**
   * The next frame, and whether it is its group's first; `undefined` at the end of the track. Rejects where
   * the track or a group failed: another read goes on with the next group.
   */
  async next(): Promise<{ payload: Uint8Array; first: boolean } | undefined> {
    for (;;) {
      if (!this.#group) {
        this.#group = await this.#track.nextGroup();
        if (!this.#group) return undefined;
        this.#isFirst = true;
      }
      const group = this.#group;
      let frame: { payload: Uint8Array } | undefined;
      try {
        frame = await group.readFrame();
      } catch (error) {
        if (this.#group === group) this.drop();
        if (this.#isLossy) continue;
        throw error;
      }
      if (frame) {
        const first = this.#isFirst;
        this.#isFirst = false;
        return { payload: frame.payload, first };
      }
      if (this.#group === group) this.drop();
    }
  }

  /** Leaves the group: the next read is in the one behind it. */
  drop(): void {
    this.#group?.close();
    this.#group = undefined;
  }

  close(): void {
    this.drop();
    this.#track.close();
  }
}

/** Runs calls one after the other, so that overlapping reads are answered in order. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#last.then(call, call);
    this.#last = result.catch(() => {});
    return result;
  }
}

/** What iterates over a consumer: to the end of the track, or to the first error. */
export async function* iterate<T>(next: () => Promise<T | undefined>): AsyncGenerator<T, void> {
  for (;;) {
    const value = await next();
    if (value === undefined) return;
    yield value;
  }
}
