/** Which player a play is, in the client's Worker: the one that its tab was before, where no other tab is that now. */

/**
 * How long to wait for whoever is it, in milliseconds: another tab, of which this one is a duplicate, goes on, and what
 * was in this tab before is soon no more.
 */
const WAIT_MS = 1_000;

/** The same in a page that was reloaded: whoever is it is no more when its Worker has ended, which takes what it takes. */
const RELOADED_WAIT_MS = 5_000;

/** How many numbers each session has to itself, so that those of the next are always higher. */
const NUMBERS = 1_000_000_000;

/** What the first number of a session follows on. */
export function numbersFrom(session: number): number {
  return session * NUMBERS;
}

export class OwnPlayer {
  #wanted: string | undefined;
  #lockName: (player: string) => string;
  #claimed: Promise<string> | undefined;
  /** The locks that were asked for, each to be let go of where it was granted. */
  #locks: Promise<(() => void) | undefined>[] = [];
  #isReleased = false;
  #waitMs: number;

  /**
   * @param wanted who the tab was before, if it was anybody
   * @param isReloaded whether that was in this page, before it was reloaded
   * @param lockName what stands for a player among all that is open in this browser
   */
  constructor(wanted: string | undefined, isReloaded: boolean, lockName: (player: string) => string) {
    this.#wanted = wanted;
    this.#waitMs = isReloaded ? RELOADED_WAIT_MS : WAIT_MS;
    this.#lockName = lockName;
  }

  /** The player's id, the same each time. At once, where the tab is new. */
  claim(): Promise<string> {
    this.#claimed ??= this.#claim();
    return this.#claimed;
  }

  /** Another may be it. */
  release(): void {
    this.#isReleased = true;
    for (const lock of this.#locks.splice(0)) void lock.then((release) => release?.());
  }

  async #claim(): Promise<string> {
    if (this.#wanted !== undefined && (await this.#hold(this.#wanted, this.#waitMs))) return this.#wanted;
    const player = crypto.randomUUID().slice(0, 8);
    if (!this.#isReleased) void this.#hold(player, WAIT_MS);
    return player;
  }

  async #hold(player: string, waitMs: number): Promise<boolean> {
    const lock = hold(this.#lockName(player), waitMs);
    this.#locks.push(lock);
    return (await lock) !== undefined;
  }
}

/** Holds a lock of the browser's until what it gives is called; nothing where it is not to be had in time. */
async function hold(name: string, waitMs: number): Promise<(() => void) | undefined> {
  const granted = Promise.withResolvers<boolean>();
  const done = Promise.withResolvers<void>();
  const asked = globalThis.navigator?.locks?.request(name, { signal: AbortSignal.timeout(waitMs) }, () => {
    granted.resolve(true);
    return done.promise;
  });
  if (!asked) return undefined;
  asked.catch(() => granted.resolve(false));
  return (await granted.promise) ? done.resolve : undefined;
}
