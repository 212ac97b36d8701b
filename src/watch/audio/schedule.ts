/** What becomes of each packet of sound: where it goes in the ring, how fast it is played, how long all is held. From numbers alone. */
import { type Alignment, SoundPlacer } from "./align.ts";
import { SoundFloor } from "./floor.ts";
import { SoundPace } from "./pace.ts";

/** With less than this left of it, in milliseconds, a ring that ran dry is still dry. */
const DRY_MS = 3;

/** The ring as a packet comes. */
export interface RingState {
  /** What waits, in milliseconds. */
  bufferedMs: number;
  /** How often it has run dry so far. */
  underruns: number;
}

/** A packet, in milliseconds. */
export interface Packet {
  /** When it is to be heard, on the local clock. */
  dueMs: number;
  /** How much of that is for holding it. */
  targetMs: number;
  durationMs: number;
}

export type Scheduled = Alignment & {
  /** How long it is to be, as a part of its length. */
  pace: number;
};

/** One player's. Of each packet, first {@link look} is asked, then {@link place}. */
export class SoundSchedule {
  #placer = new SoundPlacer();
  #pace = new SoundPace();
  #floor: SoundFloor;
  #underruns: number;
  #isDry = false;

  /**
   * @param blockMs what the device takes at a time, in milliseconds
   * @param underruns how often the ring has run dry before
   */
  constructor(blockMs: number, underruns: number) {
    this.#floor = new SoundFloor(blockMs);
    this.#underruns = underruns;
  }

  /** How long sound is held at least in real time, in milliseconds. */
  get floorMs(): number {
    return this.#floor.floorMs;
  }

  /** A packet has come: if the ring has run dry, there is more time for it, and those after it. */
  look({ bufferedMs, underruns }: RingState, nowMs: number): void {
    const ranDry = underruns > this.#underruns;
    this.#underruns = underruns;
    if (ranDry) this.#floor.ranDry(nowMs);
    // Over a port it is told of later, when there is sound again.
    this.#isDry = ranDry && bufferedMs < DRY_MS;
  }

  place({ dueMs, targetMs, durationMs }: Packet, { bufferedMs }: RingState, nowMs: number): Scheduled {
    const placed = this.#placer.place(dueMs, nowMs, bufferedMs, durationMs, this.#isDry);
    if (placed.type !== "write") {
      this.#pace.reset();
      return { ...placed, pace: 1 };
    }
    const lateMs = nowMs + bufferedMs - dueMs;
    this.#floor.note({ heldMs: lateMs + targetMs, bufferedMs, nowMs });
    return { ...placed, pace: this.#pace.next(lateMs - this.#placer.lagMs, bufferedMs) };
  }
}
