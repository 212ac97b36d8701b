/**
 * In which order the groups of a track are gone through, and when one is left for the next: decisions from
 * numbers alone.
 */

/** What is known of a group whose frames are read but not all taken. */
export interface GroupState {
  /** The timestamp of the frame that would be taken next, in microseconds, if there is one. */
  headUs: number | undefined;
  /** The timestamp of the newest frame that was read, in microseconds, if any was. */
  newestUs: number | undefined;
  /** Whether its first frame waits to be taken: a decoder can begin with it. */
  isWhole: boolean;
  /** Whether no more frames will come. */
  ended: boolean;
}

export type Step =
  /** Take the first group's next frame. */
  | { type: "take" }
  /** Leave all groups before this one. */
  | { type: "skip"; to: number }
  /** Nothing to do before something arrives, or so many milliseconds have gone by. */
  | { type: "wait"; ms?: number };

/**
 * What to do next with the groups that there are, oldest first.
 *
 * A group is gone through to its end. It is left for the newest one that a decoder can begin with where it is behind
 * the newest frame by more than the budget, and for the next one where it has had nothing to take for that long
 * since the next began.
 *
 * @param budgetMs how far behind the newest frame a reader may be, in milliseconds
 * @param stalledMs how long there has been nothing to take although a newer group is there, in milliseconds
 * @param lastUs the timestamp of the frame that was taken last, in microseconds
 */
export function nextStep(
  groups: readonly GroupState[],
  budgetMs: number,
  stalledMs: number,
  lastUs: number | undefined,
): Step {
  const [first] = groups;
  if (!first) return { type: "wait" };
  const newestWhole = groups.findLastIndex(({ isWhole }) => isWhole);
  const newestUs = groups.findLast((group) => group.newestUs !== undefined)?.newestUs;
  const headUs = first.headUs ?? lastUs;
  const behindMs = newestUs === undefined || headUs === undefined ? 0 : (newestUs - headUs) / 1000;
  if (newestWhole > 0 && behindMs > budgetMs) return { type: "skip", to: newestWhole };
  if (first.headUs !== undefined) return { type: "take" };
  if (first.ended) return groups.length > 1 ? { type: "skip", to: 1 } : { type: "wait" };
  if (groups.length === 1) return { type: "wait" };
  return stalledMs >= budgetMs ? { type: "skip", to: 1 } : { type: "wait", ms: budgetMs - stalledMs };
}
