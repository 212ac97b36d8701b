/**
 * Whether the peer of a session is still there, on evidence alone: asked, and not answered, while a new connection to
 * it was.
 *
 * Silence by itself proves nothing. A network that is gone for a moment is silent too, and a session that is given up
 * for it would have come back by itself; nor could there be a new one meanwhile. So silence is only a reason to try:
 * where a new connection comes about and the old one goes on saying nothing, the old one is lost.
 *
 * Time is counted in ticks that ran. A page in the background, a busy thread and a machine that slept have late
 * ticks or none, and each counts as one, however long it took: they can make this slow, and not wrong.
 */

/** How long a tick lasts where nothing holds it up. */
export const TICK_MS = 250;

/** Ticks from question to question while there are answers. */
const EVERY = 4;
/** Unanswered questions after which the next ones are in no hurry any more. */
const HURRIED = 5;
/** Questions that wait at once, at most. */
const WAITING_MAX = 32;
/** Ticks that the first answer may take: there is nothing yet to compare it with. */
const FIRST_PATIENCE = 12;
/** Ticks from an attempt that failed to the next, and the most that doubling makes of it. */
const PAUSE = 4;
const PAUSE_MAX = 40;

/** What is to be done now. */
export interface Deeds {
  /** Put a question, and say so with {@link Liveness.asked} once it is on its way. */
  ask: boolean;
  /** Try a new connection, and tell the end of it to {@link Liveness.reached} or {@link Liveness.unreached}. */
  attempt: boolean;
  /** Give the session up. */
  lost: boolean;
}

export class Liveness {
  #now = 0;
  #nextAsk = 1;
  /** How much sooner the second question comes. */
  #sooner: number;
  #nextId = 0;
  /** Of each question that waits for its answer the tick it was put in, the oldest first. */
  #waiting = new Map<number, number>();
  /** How many ticks an answer took lately, at the longest; undefined before the first. */
  #usual: number | undefined;
  #attempting = false;
  #nextAttempt = 0;
  #pause = PAUSE;
  /** The tick in which a new connection stood, while the old one is in doubt. */
  #reachedAt: number | undefined;

  /** @param phase from 0, and less than 1: a crowd that connects together is not to ask together for ever */
  constructor(phase = 0) {
    this.#sooner = Math.floor(phase * EVERY);
  }

  /** A question still waits although there has been time to answer it. */
  get doubted(): boolean {
    const [oldest] = this.#waiting.values();
    return oldest !== undefined && this.#now - oldest >= this.#patience(2);
  }

  tick(): Deeds {
    this.#now++;
    const { doubted } = this;
    if (doubted && this.#confirmed()) return { ask: false, attempt: false, lost: true };
    const waiting = this.#waiting.size;
    const hurry = doubted && (waiting < HURRIED || this.#reachedAt !== undefined);
    const ask = (hurry || this.#now >= this.#nextAsk) && waiting < WAITING_MAX;
    if (ask) {
      this.#nextAsk = this.#now + EVERY - this.#sooner;
      this.#sooner = 0;
    }
    const due = this.#reachedAt === undefined && this.#now >= this.#nextAttempt;
    const attempt = doubted && due && !this.#attempting;
    if (attempt) this.#attempting = true;
    return { ask, attempt, lost: false };
  }

  /** A question is on its way. Gives what {@link answered} is to be told. */
  asked(): number {
    const id = this.#nextId++;
    this.#waiting.set(id, this.#now);
    return id;
  }

  /** The peer was there to take this question: those before it do not matter any more, nor does what was tried. */
  answered(id: number): void {
    const at = this.#waiting.get(id);
    if (at === undefined) return;
    this.#usual = Math.max(this.#now - at, (this.#usual ?? 0) - 1);
    for (const earlier of this.#waiting.keys()) if (earlier <= id) this.#waiting.delete(earlier);
    this.#reachedAt = undefined;
    this.#pause = PAUSE;
  }

  /** The attempt came about. */
  reached(): void {
    this.#attempting = false;
    if (!this.doubted) return;
    this.#reachedAt = this.#now;
    // The next question is what counts now, and there must be room for it.
    const [oldest] = this.#waiting.keys();
    for (const id of this.#waiting.keys()) if (id !== oldest) this.#waiting.delete(id);
  }

  /** The attempt failed, or took too long, or was not wanted any more. */
  unreached(): void {
    this.#attempting = false;
    this.#nextAttempt = this.#now + this.#pause;
    this.#pause = Math.min(this.#pause * 2, PAUSE_MAX);
  }

  /** Whether a question that was put after the new connection stood has had time to be answered too. */
  #confirmed(): boolean {
    const reachedAt = this.#reachedAt;
    if (reachedAt === undefined) return false;
    const patience = this.#patience(1);
    return [...this.#waiting.values()].some((at) => at > reachedAt && this.#now - at >= patience);
  }

  /** Ticks that an answer may take: `least` of them, and twice as many as it took lately. */
  #patience(least: number): number {
    return this.#usual === undefined ? FIRST_PATIENCE : least + 2 * this.#usual;
  }
}
