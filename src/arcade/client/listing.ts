/** Which games are announced: a sorted list with an end, whatever is announced and however often. */
import { checkName } from "../name.ts";

/** Games that are listed at most: what is beyond is counted. */
export const LISTED_MAX = 2_000;

/** Changes are gathered for so long, in milliseconds: a relay gives all there is at once. */
const DELAY_MS = 30;
/** The same of a list that is long, which costs more to hand over. */
const LONG_DELAY_MS = 150;
const LONG = 200;

export interface Listed {
  /** Text from the network, in order. */
  names: string[];
  /** How many more games there are. */
  more: number;
}

/** "game 9" before "game 10", and capitals beside small letters; of what is alike there, by its code units. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const compare = (one: string, other: string) =>
  collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);

/** A game is one part below the prefix, under a name that a game can have; one with a dot before it is for those who know it. */
function isListed(path: string): boolean {
  return !path.startsWith(".") && checkName(path) === undefined;
}

export class Listing {
  #names = new Set<string>();
  /** All of them, in order. */
  #sorted: string[] = [];
  #hasChanged = false;

  /** @returns whether the list is another one than was taken last */
  announced(path: string, active: boolean): boolean {
    if (!isListed(path) || this.#names.has(path) === active) return this.#hasChanged;
    const at = this.#place(path);
    if (active) {
      this.#names.add(path);
      this.#sorted.splice(at, 0, path);
    } else {
      this.#names.delete(path);
      this.#sorted.splice(at, 1);
    }
    this.#hasChanged = true;
    return true;
  }

  /** How long to wait for further changes before the list is taken, in milliseconds. */
  get delayMs(): number {
    return this.#sorted.length < LONG ? DELAY_MS : LONG_DELAY_MS;
  }

  take(): Listed {
    this.#hasChanged = false;
    const names = this.#sorted.slice(0, LISTED_MAX);
    return { names, more: this.#sorted.length - names.length };
  }

  /** Where a name is, or would be. */
  #place(name: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#sorted[middle] ?? "", name) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
