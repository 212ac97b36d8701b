/** Samples of a game that is watched: from counts that only grow to what they are a second. No I/O. */
import type { PlaySample } from "../statistics/types.ts";
import type { InputLegs } from "./input.ts";

/** Rates are counted over so long, in milliseconds. */
const RATE_MS = 1_000;

/** What a playback counts, and what the host tells. */
export interface PlayCounts {
  framesShown: number;
  framesSkipped: number;
  groupsSkipped: number;
  videoBytes: number;
  audioBytes: number;
  pictureBufferMs: number;
  soundBufferMs: number;
  soundGaps: number;
  /** As the host tells them; `NaN` where it does not. */
  hostEmulationMs: number;
  hostEncodeMs: number;
  players: number;
}

/** Makes a sample of each set of counts. */
export class PlaySampler {
  #atMs: number | undefined;
  #before = { framesShown: 0, videoBytes: 0, audioBytes: 0 };
  #rates = { framesPerSecond: 0, videoBitsPerSecond: 0, audioBitsPerSecond: 0 };

  /** Pictures shown over the last second. */
  get framesPerSecond(): number {
    return this.#rates.framesPerSecond;
  }

  /**
   * @param legs of the presses that were answered since the sample before
   * @param nowMs a clock that does not go back
   */
  sample(counts: PlayCounts, legs: readonly InputLegs[], nowMs: number): PlaySample {
    this.#count(counts, nowMs);
    const { framesShown: _, videoBytes: __, audioBytes: ___, ...told } = counts;
    return {
      ...this.#rates,
      inputMs: medianOf(legs, "inputMs"),
      sendMs: medianOf(legs, "sendMs"),
      travelMs: medianOf(legs, "travelMs"),
      presentMs: medianOf(legs, "presentMs"),
      answerMs: medianOf(legs, "answerMs"),
      ...told,
    };
  }

  #count({ framesShown, videoBytes, audioBytes }: PlayCounts, nowMs: number): void {
    const elapsedMs = nowMs - (this.#atMs ?? Number.NEGATIVE_INFINITY);
    if (elapsedMs < RATE_MS) return;
    const before = this.#before;
    // Of the first there is nothing to count from.
    if (Number.isFinite(elapsedMs)) {
      const perSecond = 1000 / elapsedMs;
      this.#rates = {
        framesPerSecond: (framesShown - before.framesShown) * perSecond,
        videoBitsPerSecond: (videoBytes - before.videoBytes) * 8 * perSecond,
        audioBitsPerSecond: (audioBytes - before.audioBytes) * 8 * perSecond,
      };
    }
    this.#atMs = nowMs;
    this.#before = { framesShown, videoBytes, audioBytes };
  }
}

function medianOf(legs: readonly InputLegs[], leg: keyof InputLegs): number {
  const measured = legs.map((each) => each[leg]).filter(Number.isFinite);
  if (measured.length === 0) return Number.NaN;
  measured.sort((a, b) => a - b);
  return measured[measured.length >> 1] as number;
}
