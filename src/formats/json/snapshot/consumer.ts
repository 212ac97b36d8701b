import type { GroupReader, TrackReader } from "../../track.ts";
import { iterate, Turns } from "../groups.ts";
import type { Json } from "../value.ts";
import { Decoder, type DecoderConfig } from "./decoder.ts";

/**
 * Reads the newest state of a value from a track, which it owns. What was superseded before it was asked for
 * is never handed out, and a group is left as soon as there is a newer one.
 */
export class Consumer<T = Json> {
  #track: TrackReader;
  #decoder: Decoder<T>;
  #turns = new Turns();
  #group: GroupReader | undefined;
  #isFirst = false;
  /** Whether a read of the group waits, and what came of it. */
  #isReading = false;
  #answer: { payload: Uint8Array } | "end" | undefined;
  /** Whether a read of the next group waits, and what came of it: a group, or the track's end. */
  #isWatching = false;
  #newer: GroupReader | undefined;
  #over: { error: unknown } | "end" | undefined;
  /** Wakes the read that waits for one of the two. */
  #wake: () => void = () => {};

  constructor(track: TrackReader, config: DecoderConfig<T> = {}) {
    this.#track = track;
    this.#decoder = new Decoder(config);
  }

  /**
   * The newest value, once there is one that is newer than the last, or `undefined` at the end of the track.
   * Rejects with a `FormatError` where a frame is refused, and with the track's error where that fails;
   * another call goes on, with the next group where this one is lost.
   */
  next(): Promise<T | undefined> {
    return this.#turns.run(() => this.#next());
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void> {
    return iterate(() => this.next());
  }

  /** Ends the subscription. Idempotent. */
  close(): void {
    this.#leave();
    this.#newer?.close();
    this.#newer = undefined;
    this.#track.close();
  }

  async #next(): Promise<T | undefined> {
    for (;;) {
      this.#watch();
      this.#enter();
      const group = this.#group;
      if (group) {
        // Not while a read waits: it may have been answered with the frame before.
        if (!this.#isReading && this.#drain(group)) return this.#decoder.decode();
        if (this.#group === group && (await this.#read(group))) return this.#decoder.decode();
      } else if (!this.#over) await this.#woken();
      else if (this.#over === "end") return undefined;
      else throw this.#over.error;
    }
  }

  /** Takes all that is there; whether there was anything. */
  #drain(group: GroupReader): boolean {
    let hasRead = false;
    for (let frame = this.#try(group); frame; frame = this.#try(group)) {
      this.#apply(frame.payload);
      hasRead = true;
    }
    return hasRead && this.#group === group;
  }

  /** A frame that is there, if none before it was dropped. */
  #try(group: GroupReader): { payload: Uint8Array } | undefined {
    try {
      const frame = group.tryReadFrame();
      if (frame && !group.skipped) return frame;
      if (frame) this.#leave();
    } catch {
      // It broke off, and the next is whole.
      this.#leave();
    }
    return undefined;
  }

  /** Waits for a frame or for a newer group; whether a frame was taken. */
  async #read(group: GroupReader): Promise<boolean> {
    this.#ask(group);
    while (!this.#answer && !this.#newer && this.#group === group) await this.#woken();
    const answer = this.#answer;
    if (!answer) return false;
    this.#isReading = false;
    this.#answer = undefined;
    if (answer === "end") {
      this.#leave();
      return false;
    }
    this.#apply(answer.payload);
    this.#drain(group);
    return true;
  }

  #apply(payload: Uint8Array): void {
    try {
      if (this.#isFirst) this.#decoder.snapshot(payload);
      else this.#decoder.delta(payload);
      this.#isFirst = false;
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  /** Reads a frame, unless a read waits. */
  #ask(group: GroupReader): void {
    if (this.#isReading) return;
    this.#isReading = true;
    const settle = (answer: { payload: Uint8Array } | "end") => {
      if (this.#group !== group) return;
      this.#answer = answer;
      this.#wake();
    };
    group.readFrame().then(
      (frame) => settle(frame ?? "end"),
      // It broke off, and the next is whole.
      () => settle("end"),
    );
  }

  /** Reads the next group, unless a read waits or there is one. */
  #watch(): void {
    if (this.#isWatching || this.#newer || this.#over) return;
    this.#isWatching = true;
    const settle = () => {
      this.#isWatching = false;
      this.#wake();
    };
    this.#track.nextGroup().then(
      (group) => {
        if (group) this.#newer = group;
        else this.#over = "end";
        settle();
      },
      (error: unknown) => {
        this.#over = { error };
        settle();
      },
    );
  }

  /** Not by a race of two promises: one that waits for long would keep each race. */
  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Goes to the newer group where there is one. */
  #enter(): void {
    if (!this.#newer) return;
    this.#leave();
    this.#group = this.#newer;
    this.#newer = undefined;
    this.#isFirst = true;
    this.#watch();
  }

  #leave(): void {
    this.#isReading = false;
    this.#answer = undefined;
    this.#group?.close();
    this.#group = undefined;
    this.#wake();
  }
}
