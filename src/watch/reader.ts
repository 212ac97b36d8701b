/**
 * A rendition's frames in the order in which they are decoded: the container's consumer. It is asked for one frame
 * after the other, so that whoever asks sets the pace; what is too far behind by then is passed over.
 */
import type { Hang } from "../formats/index.ts";
import type { Group, Track } from "../net/api.ts";
import { formatOf } from "./formats.ts";
import { type GroupState, nextStep } from "./order.ts";

/** Groups that wait at most; the oldest are let go of. */
const GROUPS_MAX = 128;

/** Frames of a group that wait at most; more are left with the network. */
const FRAMES_MAX = 1024;

/** A frame of a codec's bitstream. */
export interface EncodedFrame {
  /** Microseconds. */
  timestampUs: number;
  /** Whether a decoder can begin with it. */
  keyframe: boolean;
  /** Whether frames were left out before it: a decoder that goes on would show what is not there. */
  afterGap: boolean;
  data: Uint8Array;
  /** When it was read, by `performance.now()`. */
  arrivedMs: number;
}

export interface ReaderOptions {
  /** How far behind the newest frame may be what is read, in milliseconds. Asked each time. */
  budgetMs: () => number;
  /** Each frame as it arrives, before its turn. */
  onArrived?: (timestampUs: number, nowMs: number) => void;
  /** A group that ended without a frame: the publisher has paused. */
  onEmptyGroup?: () => void;
}

/** Reads a track, which it owns. */
export class FrameReader {
  /** Groups that were left before their end, and frames that were none of the container's. */
  skippedGroups = 0;
  brokenFrames = 0;
  #track: Track.Subscriber;
  #format: Hang.Format;
  #options: ReaderOptions;
  #groups: Reading[] = [];
  #lastUs: number | undefined;
  #stalledSinceMs: number | undefined;
  #afterGap = false;
  #waitMs: number | undefined;
  #isClosed = false;
  #wake = Promise.withResolvers<void>();
  #over: { error?: unknown } | undefined;

  /** Throws a `FormatError` where the container is not known. */
  constructor(track: Track.Subscriber, container: Hang.Container, options: ReaderOptions) {
    this.#track = track;
    this.#format = formatOf(container);
    this.#options = options;
    void this.#read();
  }

  /** The next frame, or `undefined` at the end of the track. Rejects where that fails. One call at a time. */
  async next(): Promise<EncodedFrame | undefined> {
    for (;;) {
      const frame = this.tryNext();
      if (frame) return frame;
      if (this.#over && this.#groups.every(({ isRead }) => isRead)) {
        if (this.#over.error !== undefined) throw this.#over.error;
        return undefined;
      }
      await this.#somethingNew();
    }
  }

  /** The next frame if its turn is now. */
  tryNext(): EncodedFrame | undefined {
    for (;;) {
      const nowMs = performance.now();
      this.#note(nowMs);
      const step = nextStep(
        this.#groups,
        this.#options.budgetMs(),
        this.#stalledSinceMs === undefined ? 0 : nowMs - this.#stalledSinceMs,
        this.#lastUs,
      );
      if (step.type === "take") {
        const frame = this.#groups[0]?.take();
        if (!frame) return undefined;
        this.#lastUs = frame.timestampUs;
        const afterGap = this.#afterGap;
        this.#afterGap = false;
        return { ...frame, afterGap };
      }
      if (step.type === "wait") {
        this.#waitMs = step.ms;
        return undefined;
      }
      this.#skip(step.to);
    }
  }

  /** Ends the subscription; a call that waits is answered. Idempotent. */
  close(): void {
    this.#isClosed = true;
    this.#over ??= {};
    for (const group of this.#groups.splice(0)) group.close();
    this.#track.close();
    this.#notify();
  }

  /** Since when the first group has had nothing to take although there is a newer one. */
  #note(nowMs: number): void {
    const [first] = this.#groups;
    const isStalled = this.#groups.length > 1 && first?.headUs === undefined && !first?.ended;
    if (!isStalled) this.#stalledSinceMs = undefined;
    else this.#stalledSinceMs ??= nowMs;
  }

  #skip(to: number): void {
    for (const group of this.#groups.splice(0, to)) {
      if (!group.isRead) {
        this.skippedGroups++;
        this.#afterGap = true;
      }
      group.close();
    }
    this.#stalledSinceMs = undefined;
  }

  async #somethingNew(): Promise<void> {
    const { promise } = this.#wake;
    const ms = this.#waitMs;
    if (ms === undefined) return promise;
    const timer = setTimeout(this.#notify, Math.max(1, ms));
    await promise;
    clearTimeout(timer);
  }

  #notify = (): void => {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  };

  async #read(): Promise<void> {
    try {
      for (;;) {
        const group = await this.#track.nextGroup();
        if (!group) break;
        if (this.#isClosed) {
          group.close(new Error("the track is left"));
          break;
        }
        const reading = new Reading(group, this.#format, {
          onFrames: this.#notify,
          onArrived: this.#options.onArrived,
          onEmpty: this.#options.onEmptyGroup,
          onBroken: () => {
            this.brokenFrames++;
          },
        });
        this.#groups.push(reading);
        if (this.#groups.length > GROUPS_MAX) this.#skip(this.#groups.length - GROUPS_MAX);
        void reading.ending.then(this.#notify);
        this.#notify();
      }
      this.#over ??= {};
    } catch (error) {
      this.#over ??= { error };
    }
    this.#notify();
  }
}

interface ReadingEvents {
  onFrames: () => void;
  onArrived?: ((timestampUs: number, nowMs: number) => void) | undefined;
  onEmpty?: (() => void) | undefined;
  onBroken: () => void;
}

/** A group that is read ahead of its turn. */
class Reading implements GroupState {
  newestUs: number | undefined;
  ended = false;
  /** Resolves when no more is read of it. Never rejects. */
  readonly ending: Promise<void>;
  #group: Group.Consumer;
  #frames: Omit<EncodedFrame, "afterGap">[] = [];
  #at = 0;
  #count = 0;
  #room: PromiseWithResolvers<void> | undefined;
  #isClosed = false;

  constructor(group: Group.Consumer, format: Hang.Format, events: ReadingEvents) {
    this.#group = group;
    this.ending = this.#read(format, events);
  }

  get headUs(): number | undefined {
    return this.#frames[this.#at]?.timestampUs;
  }

  get isWhole(): boolean {
    return this.#at === 0 && this.#frames[0]?.keyframe === true;
  }

  /** Whether there is nothing left of it. */
  get isRead(): boolean {
    return this.ended && this.#at >= this.#frames.length;
  }

  take(): Omit<EncodedFrame, "afterGap"> | undefined {
    const frame = this.#frames[this.#at++];
    // Those taken are let go of now and then, not each time.
    if (this.#at >= 64 && this.#at * 2 > this.#frames.length) {
      this.#frames.splice(0, this.#at);
      this.#at = 0;
    }
    if (this.#frames.length - this.#at < FRAMES_MAX / 2) this.#room?.resolve();
    return frame;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.ended = true;
    this.#frames.length = 0;
    this.#room?.resolve();
    // With an error, so that it is not taken for a group that ended empty.
    this.#group.close(new Error("the group is left"));
  }

  async #read(format: Hang.Format, events: ReadingEvents): Promise<void> {
    try {
      for (;;) {
        const batch = await this.#group.readFrames();
        if (!batch || this.#isClosed) break;
        const nowMs = performance.now();
        let offset = 0;
        for (let i = 1; i < batch.index.length; i += 2) {
          const end = offset + (batch.index[i] ?? 0);
          this.#decode(format, batch.bytes.subarray(offset, end), nowMs, events);
          offset = end;
        }
        events.onFrames();
        if (this.#frames.length - this.#at > FRAMES_MAX) {
          this.#room = Promise.withResolvers();
          await this.#room.promise;
        }
      }
      if (this.#count === 0 && !this.#isClosed) events.onEmpty?.();
    } catch {
      // Lagged, reset or too old: what there was is handed on, and the next group is whole.
    } finally {
      this.ended = true;
      this.#group.close();
    }
  }

  #decode(format: Hang.Format, payload: Uint8Array, nowMs: number, events: ReadingEvents): void {
    const isFirst = this.#count++ === 0;
    let frames: Hang.MediaFrame[];
    try {
      frames = format.decode(payload);
    } catch {
      // What comes from the network may be anything.
      events.onBroken();
      return;
    }
    for (const [i, { timestampUs, data, keyframe = isFirst && i === 0 }] of frames.entries()) {
      this.#frames.push({ timestampUs, keyframe, data, arrivedMs: nowMs });
      this.newestUs = timestampUs;
      events.onArrived?.(timestampUs, nowMs);
    }
  }
}
