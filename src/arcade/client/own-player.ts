/** Which player a play is, in the client's Worker: the one that its tab was before, where no other tab is that now. */

/**
 * How long to wait for whoever is it, in milliseconds: a page that is being reloaded is no more when its Worker has
 * ended, and another tab, of which this one is a duplicate, goes on.
 */
const WAIT_MS = 1_000;

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

  /** @param lockName what stands for a player among all that is open in this browser */
  constructor(wanted: string | undefined, lockName: (player: string) => string) {
    this.#wanted = wanted;
    this.#lockName = lockName;
  }

  /** The player's id, the same each time. At once, where the tab is new. */
  async claim(): Promise<string> {
    if (this.#player === undefined && this.#wanted !== undefined) {
      const held = hold(this.#lockName(this.#wanted));
      if (await held) {
        this.#player = this.#wanted;
        this.#held = held;
      }
      this.#wanted = undefined;
    }
    if (this.#player === undefined) {
      this.#player = crypto.randomUUID().slice(0, 8);
      this.#held = hold(this.#lockName(this.#player));
    }
    return this.#player;
  }

  /** Another may be it. */
  release(): void {
    void this.#held?.then((release) => release?.());
    this.#held = undefined;
  }
}

/** Holds a lock of the browser's until what it gives is called; nothing where it is not to be had. */
async function hold(name: string): Promise<(() => void) | undefined> {
  const granted = Promise.withResolvers<boolean>();
  const done = Promise.withResolvers<void>();
  const asked = globalThis.navigator?.locks?.request(name, { signal: AbortSignal.timeout(WAIT_MS) }, () => {
    granted.resolve(true);
    return done.promise;
  });
  if (!asked) return undefined;
  asked.catch(() => granted.resolve(false));
  return (await granted.promise) ? done.resolve : undefined;
}
