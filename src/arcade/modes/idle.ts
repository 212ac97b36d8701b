/** How long a hand has rested: what is held by nobody's fingers is given back. */

/** Frames in a second, near enough for every console: what is counted here is people's patience. */
const FRAMES_PER_SECOND = 60;

/** From so many seconds before the end on it is told how many are left. */
const WARNING_SECONDS = 5;

/** Seconds as frames. */
export function toFrames(seconds: number): number {
  return Math.round(seconds * FRAMES_PER_SECOND);
}

/** A hand's rest. A value. */
export interface Rest {
  /** The frame since which it holds nothing; it holds something where there is none. */
  readonly since: number | undefined;
  /** Seconds that are left, where few are. */
  readonly left: number | undefined;
}

const BUSY: Rest = { since: undefined, left: undefined };

/** One that begins now. */
export function restFrom(frame: number): Rest {
  return { since: frame, left: undefined };
}

/**
 * One frame on: the same value where nothing changed, and nothing where the time is over.
 * @param held what the hand holds in this frame
 */
export function watchRest(rest: Rest, held: number, frame: number, frames: number): Rest | undefined {
  if (held !== 0) return rest.since === undefined ? rest : BUSY;
  if (rest.since === undefined) return restFrom(frame);
  const leftFrames = rest.since + frames - frame;
  if (leftFrames <= 0) return undefined;
  const seconds = Math.ceil(leftFrames / FRAMES_PER_SECOND);
  const left = seconds <= WARNING_SECONDS ? seconds : undefined;
  return left === rest.left ? rest : { since: rest.since, left };
}
