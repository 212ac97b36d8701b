/** What came of the matrix against what is known. */
import type { BehaviourName } from "./behaviours/index.ts";
import { type Cell, type Place, titleOf } from "./cells.ts";
import type { Outcome } from "./run.ts";

/** Whose limitation it is that something does not work. */
export type Culprit = "ours" | "npm's" | "moq-net's" | "the protocol's";

/** What cannot work, as it is seen. */
export interface Known {
  behaviours: readonly BehaviourName[];
  /** Which cells: titles such as "ours moq-lite-06", and places by their titles; all where not given. */
  publisher?: RegExp;
  consumer?: RegExp;
  /** Either of the two. */
  either?: RegExp;
  place?: RegExp;
  /** What is seen instead. */
  signature: RegExp;
  whose: Culprit;
  /** A sentence. */
  why: string;
  /** It depends on how packets happen to fall: it may work, too. */
  sometimes?: boolean;
}

/** The entries for a behaviour in a cell. */
export function knownOf(
  known: readonly Known[],
  place: Place,
  cell: Cell,
  behaviour: BehaviourName,
): Known[] {
  const [publisher, consumer] = [titleOf(cell.publisher), titleOf(cell.consumer)];
  const fits = (pattern: RegExp | undefined, ...titles: string[]) =>
    pattern === undefined || titles.some((title) => pattern.test(title));
  return known.filter(
    (entry) =>
      entry.behaviours.includes(behaviour) &&
      fits(entry.publisher, publisher) &&
      fits(entry.consumer, consumer) &&
      fits(entry.either, publisher, consumer) &&
      fits(entry.place, place.title),
  );
}

/** What is wrong with an outcome, given the entries for it; `undefined` where it is as it should be. */
export function judge({ seen }: Pick<Outcome, "seen">, entries: readonly Known[]): string | undefined {
  if (seen === undefined) {
    const doomed = entries.find(({ sometimes }) => !sometimes);
    return doomed && `works, though it is known not to: ${doomed.why}`;
  }
  if (entries.some(({ signature }) => signature.test(seen))) return undefined;
  return entries.length > 0 ? `fails in another way than it is known to: ${seen}` : seen;
}
