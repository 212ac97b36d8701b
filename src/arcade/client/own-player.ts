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
  #player: string | undefined;
  #held: Promise<(() => void) | undefined> | undefined;
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
  async claim(): Promise<string> {
    if (this.#player === undefined && this.#wanted !== undefined) {
      const held = hold(this.#lockName(this.#wanted), this.#waitMs);
      if (await held) {
        this.#player = this.#wanted;
        this.#held = held;
      }
      this.#wanted = undefined;
    }
    if (this.#player === undefined) {
      this.#player = crypto.randomUUID().slice(0, 8);
      this.#held = hold(this.#lockName(this.#player), WAIT_MS);
    }
    return this.#player;
  }

  /** Another may be it. */
  release(): void {
    void this.#held?.then((release) => release?.());
    this.#held = undefined;
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
