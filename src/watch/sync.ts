/**
 * When pictures and sound are due, together: the jitter buffer's size, from what arrives and what is asked. From
 * numbers alone, so that it can be tested without media.
 *
 * A frame is due so long after its timestamp as the fastest frame of late took to arrive, and the target on top.
 */
import { FLOOR_MAX_MS, type SoundFloor } from "./audio/floor.ts";
import { ArrivalClock, isJump, RecentMean } from "./timing.ts";

/** One bound of the latency: as small as the path allows, or so many milliseconds. */
export type Bound = "real-time" | number;

/** The latency that is asked for: one bound, or a range in which frames that come early are kept. */
export type Latency = Bound | { min?: Bound; max?: Bound };

export type Kind = "audio" | "video";

/** Behind the target by this much more, frames are passed over rather than shown late. */
export const SLACK_MS = 250;

/** Clocks that are further apart than this are not one clock. */
const APART_MS = 1_000;

/** A range's bounds, of any way to write a latency. */
export function latencyBounds(latency: Latency): { min: Bound; max: Bound } {
  if (typeof latency === "object")
    return { min: latency.min ?? "real-time", max: latency.max ?? "real-time" };
  return { min: latency, max: latency };
}

/** One broadcast's clock. Allocates nothing a frame. */
export class Sync {
  latency: Latency = "real-time";
  /**
   * Whether pictures wait for the sound's longer buffer, so that lips and words are together. Where pictures answer
   * to a player, they do not: sound is then late by {@link FLOOR_MAX_MS} at most.
   */
  waitsForSound = true;
  /** Whether there is sound. */
  hasSound = false;
  /** How long sound is held at least in real time, in milliseconds: see {@link SoundFloor}. */
  soundFloorMs = FLOOR_MAX_MS;
  #clocks = { audio: new ArrivalClock(), video: new ArrivalClock() };
  #lastUs: { audio: number | undefined; video: number | undefined } = { audio: undefined, video: undefined };
  /** The delay that frames are measured by where early ones are kept. */
  #anchorMs: number | undefined;
  #held = new RecentMean();

  /** Takes note of a frame that arrived; whether its timestamp begins a new run. */
  arrived(kind: Kind, timestampUs: number, nowMs: number): boolean {
    const jumped = isJump(this.#lastUs[kind], timestampUs);
    if (jumped) {
      this.#clocks[kind].reset();
      this.#anchorMs = undefined;
    }
    this.#lastUs[kind] = timestampUs;
    this.#clocks[kind].arrived(timestampUs, nowMs);
    this.#hold(nowMs - timestampUs / 1000);
    return jumped;
  }

  /** How long a frame is held beyond the path's fastest, in milliseconds. */
  get targetMs(): number {
    return this.waitsForSound ? this.soundTargetMs : this.#baseMs;
  }

  /** As {@link targetMs}, of sound. */
  get soundTargetMs(): number {
    const isRealTime = latencyBounds(this.latency).min === "real-time";
    return this.hasSound && isRealTime ? Math.max(this.#baseMs, this.soundFloorMs) : this.#baseMs;
  }

  /** How long frames are really held, in milliseconds: a mean over the last of them. */
  get actualMs(): number {
    return this.#held.mean;
  }

  /** How far behind the newest frame may be what is read, in milliseconds. */
  get budgetMs(): number {
    const { max } = latencyBounds(this.latency);
    return Math.max(this.targetMs, max === "real-time" ? 0 : max) + SLACK_MS;
  }

  /** When a frame is due, on the local clock, in milliseconds. */
  dueMs(kind: Kind, timestampUs: number): number {
    const targetMs = kind === "audio" ? this.soundTargetMs : this.targetMs;
    return timestampUs / 1000 + this.#referenceMs(kind) + targetMs;
  }

  /** Takes note of a frame that is shown or heard now. */
  presented(kind: Kind, timestampUs: number, nowMs: number): void {
    const heldMs = nowMs - timestampUs / 1000 - this.#referenceMs(kind);
    if (Number.isFinite(heldMs)) this.#held.add(heldMs);
  }

  /** Forgets one kind's arrivals: another track is read, or the same one anew. */
  reset(kind: Kind): void {
    this.#clocks[kind].reset();
    this.#lastUs[kind] = undefined;
    this.#anchorMs = undefined;
    this.#held.reset();
  }

  get #baseMs(): number {
    const { min } = latencyBounds(this.latency);
    return min === "real-time" ? this.#jitterMs : Math.max(0, min);
  }

  /** Until when all but the slowest frames of both kinds are there, after the fastest. */
  get #jitterMs(): number {
    const { audio, video } = this.#clocks;
    if (!this.#areTwo || this.#areApart) return Math.max(audio.targetMs, video.targetMs);
    const least = Math.min(audio.leastMs, video.leastMs);
    return Math.max(audio.leastMs + audio.targetMs, video.leastMs + video.targetMs) - least;
  }

  get #areTwo(): boolean {
    return Number.isFinite(this.#clocks.audio.leastMs) && Number.isFinite(this.#clocks.video.leastMs);
  }

  get #areApart(): boolean {
    return this.#areTwo && Math.abs(this.#clocks.audio.leastMs - this.#clocks.video.leastMs) > APART_MS;
  }

  /** The delay that a frame's due time is counted from. */
  #referenceMs(kind: Kind): number {
    const { audio, video } = this.#clocks;
    if (this.#areApart) return this.#clocks[kind].leastMs;
    return this.#anchorMs ?? Math.min(audio.leastMs, video.leastMs);
  }

  /** In a range, a frame that comes early does not bring the others forward before it is early beyond the range. */
  #hold(delayMs: number): void {
    const { min, max } = latencyBounds(this.latency);
    if (max === "real-time" || (min !== "real-time" && max <= min)) {
      this.#anchorMs = undefined;
      return;
    }
    const roomMs = Math.max(0, max - this.targetMs);
    this.#anchorMs = Math.min(this.#anchorMs ?? delayMs, delayMs + roomMs);
  }
}
