/** Votes are counted, and the button with the most is pressed. */
import { BUTTONS, type Button } from "../../../emulator/index.ts";
import { toFrames } from "./idle.ts";
import type { Hand, Mode } from "./mode.ts";
import type { ModeStatus } from "./types.ts";

/**
 * How long what has won is pressed, in frames: a quarter of a second, which is a step in most games, and shorter than
 * what a menu takes for several. Shorter than the shortest window, so that to win twice is to be pressed twice.
 */
const PRESS_FRAMES = 15;

interface Vote {
  /** A bit's number. */
  readonly button: number;
  /** When it was cast. */
  readonly frame: number;
}

interface Won {
  readonly button: number;
  readonly voters: ReadonlySet<string>;
  readonly of: number;
  /** The frame on which it is let go; it is over where there is none. */
  readonly releases: number | undefined;
}

const NO_VOTES: ReadonlyMap<string, Vote> = new Map();

/**
 * A window opens with the first vote. Each player has one: the button that was pressed last, or one that is held since
 * before. When the window closes, the button with the most is pressed; of several, the one that had them first.
 */
export class Democracy implements Mode {
  readonly #window: number;
  readonly #votes: ReadonlyMap<string, Vote>;
  readonly #closes: number | undefined;
  readonly #won: Won | undefined;

  /** @param window in seconds */
  constructor(
    window: number,
    votes: ReadonlyMap<string, Vote> = NO_VOTES,
    closes?: number | undefined,
    won?: Won | undefined,
  ) {
    this.#window = window;
    this.#votes = votes;
    this.#closes = closes;
    this.#won = won;
  }

  /** With another window from the next one on, in seconds. */
  lasting(window: number): Democracy {
    return new Democracy(window, this.#votes, this.#closes, this.#won);
  }

  step(frame: number, hands: readonly Hand[]): Mode {
    return this.#release(frame).#close(frame, hands).#count(frame, hands);
  }

  counted({ id }: Hand): number {
    const won = this.#won;
    return won?.releases !== undefined && won.voters.has(id) ? 1 << won.button : 0;
  }

  request(): Mode {
    return this;
  }

  leave(id: string): Mode {
    if (!this.#votes.has(id)) return this;
    const votes = new Map(this.#votes);
    votes.delete(id);
    return this.#with(votes, votes.size === 0 ? undefined : this.#closes, this.#won);
  }

  vote(id: string): Button | undefined {
    const vote = this.#votes.get(id);
    return vote && BUTTONS[vote.button];
  }

  status(): ModeStatus {
    const tally: Record<string, number> = {};
    for (const { button } of this.#votes.values()) {
      const name = BUTTONS[button];
      if (name) tally[name] = (tally[name] ?? 0) + 1;
    }
    const won = this.#won;
    const name = won && BUTTONS[won.button];
    return {
      type: "democracy",
      window: this.#window,
      tally,
      ...(this.#closes === undefined ? {} : { closes: this.#closes }),
      ...(won && name ? { won: { button: name, votes: won.voters.size, of: won.of } } : {}),
    };
  }

  #with(votes: ReadonlyMap<string, Vote>, closes: number | undefined, won: Won | undefined): Democracy {
    return new Democracy(this.#window, votes, closes, won);
  }

  #release(frame: number): Democracy {
    const won = this.#won;
    if (won?.releases === undefined || frame < won.releases) return this;
    return this.#with(this.#votes, this.#closes, { ...won, releases: undefined });
  }

  #close(frame: number, hands: readonly Hand[]): Democracy {
    if (this.#closes === undefined || frame < this.#closes) return this;
    const button = winner(this.#votes);
    const voters = new Set<string>();
    for (const [id, vote] of this.#votes) if (vote.button === button) voters.add(id);
    const won = { button, voters, of: this.#votes.size, releases: frame + PRESS_FRAMES };
    // Who goes on holding a button goes on voting for it.
    const votes = new Map<string, Vote>();
    for (const { id, held } of hands) {
      const vote = this.#votes.get(id);
      if (vote && held & (1 << vote.button)) votes.set(id, { button: vote.button, frame });
    }
    return this.#with(votes, votes.size === 0 ? undefined : frame + toFrames(this.#window), won);
  }

  #count(frame: number, hands: readonly Hand[]): Democracy {
    let votes: Map<string, Vote> | undefined;
    for (const { id, held, pressed } of hands) {
      const now = this.#votes.get(id);
      const wanted = pressed || (now ? 0 : held);
      if (wanted === 0) continue;
      const button = lowestBit(wanted);
      if (now?.button === button) continue;
      votes ??= new Map(this.#votes);
      votes.set(id, { button, frame });
    }
    if (!votes) return this;
    return this.#with(votes, this.#closes ?? frame + toFrames(this.#window), this.#won);
  }
}

/** The button with the most votes; of several, the one whose last vote came first, and then the one of the lowest bit. */
function winner(votes: ReadonlyMap<string, Vote>): number {
  const counts = new Uint32Array(BUTTONS.length);
  const reached = new Float64Array(BUTTONS.length);
  for (const { button, frame } of votes.values()) {
    counts[button] = (counts[button] ?? 0) + 1;
    reached[button] = Math.max(reached[button] ?? 0, frame);
  }
  let best = 0;
  for (let button = 1; button < BUTTONS.length; button++) {
    const ahead = (counts[button] ?? 0) - (counts[best] ?? 0);
    if (ahead > 0 || (ahead === 0 && (reached[button] ?? 0) < (reached[best] ?? 0))) best = button;
  }
  return best;
}

function lowestBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}
