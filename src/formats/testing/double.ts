/** A track in this process, in as few lines as the interface takes. */
import type { GroupReader, GroupWriter, TrackReader, TrackWriter } from "../track.ts";

/** Something that grows until it is ended, and that any number read, each from its start. */
class Log<T> {
  #items: T[] = [];
  #isEnded = false;
  #waiting: (() => void)[] = [];

  push(item: T): void {
    if (this.#isEnded) throw new Error("it has ended");
    this.#items.push(item);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  at(index: number): T | undefined {
    return this.#items[index];
  }

  async wait(index: number, isLeft: () => boolean): Promise<T | undefined> {
    while (index >= this.#items.length && !this.#isEnded && !isLeft())
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return isLeft() ? undefined : this.#items[index];
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Lets those who wait see whether they have left. */
  nudge(): void {
    this.#wake();
  }
}

/** The write side of a track; {@link subscribe} gives the read side. */
export class DoubleTrack implements TrackWriter {
  #groups = new Log<Log<Uint8Array>>();

  appendGroup(): GroupWriter {
    const frames = new Log<Uint8Array>();
    this.#groups.push(frames);
    return { writeFrame: ({ payload }) => frames.push(payload), close: () => frames.end() };
  }

  close(): void {
    this.#groups.end();
  }

  subscribe(): TrackReader {
    const groups = this.#groups;
    let next = 0;
    let isLeft = false;
    return {
      async nextGroup() {
        const frames = await groups.wait(next, () => isLeft);
        next++;
        return frames && readerOf(frames);
      },
      close() {
        isLeft = true;
        groups.nudge();
      },
    };
  }
}

function readerOf(frames: Log<Uint8Array>): GroupReader {
  let next = 0;
  let isLeft = false;
  return {
    async readFrame() {
      const payload = await frames.wait(next, () => isLeft);
      if (payload) next++;
      return payload && { payload };
    },
    tryReadFrame() {
      const payload = isLeft ? undefined : frames.at(next);
      if (payload) next++;
      return payload && { payload };
    },
    close() {
      isLeft = true;
      frames.nudge();
    },
  };
}
