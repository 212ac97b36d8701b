/** Players who have just gone and may be back: whoever reloads a page is away for a moment. No I/O. */
import type { Hand } from "../modes/index.ts";

/** For so many frames, ten seconds, a baton, a seat or a vote is kept for them. */
export const AWAY_FRAMES = 600;

/** Those who are waited for at most: of more, who went first is waited for no longer. */
const AWAY_MAX = 256;

/** Whom a game waits for. */
export class Away {
  /** By id, the frame on which they are waited for no longer. The first to go is the first here. */
  #until = new Map<string, number>();
  #hands: readonly Hand[] = [];

  /** A hand for each of them, which holds nothing. */
  get hands(): readonly Hand[] {
    return this.#hands;
  }

  /** One has gone. @returns who is not waited for any more in its place */
  add(id: string, frame: number): string | undefined {
    this.#until.delete(id);
    this.#until.set(id, frame + AWAY_FRAMES);
    const [first] = this.#until.keys();
    const isTooMany = this.#until.size > AWAY_MAX && first !== undefined;
    if (isTooMany) this.#until.delete(first);
    this.#changed();
    return isTooMany ? first : undefined;
  }

  /** One is back, or is not to come back. */
  delete(id: string): void {
    if (this.#until.delete(id)) this.#changed();
  }

  /** Who is not waited for any more, now that it is this frame. Nothing new where there is nobody. */
  takeLate(frame: number): readonly string[] {
    if (this.#until.size === 0) return NOBODY;
    const late = [...this.#until].filter(([, until]) => frame >= until).map(([id]) => id);
    for (const id of late) this.delete(id);
    return late;
  }

  #changed(): void {
    this.#hands = [...this.#until.keys()].map((id) => ({ id, held: 0, pressed: 0 }));
  }
}

const NOBODY: readonly string[] = [];
