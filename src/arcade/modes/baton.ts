/** One player holds the pad at a time. */
import { type Rest, restFrom, toFrames, watchRest } from "./idle.ts";
import { findHand, type Hand, type Mode } from "./mode.ts";
import type { ModeRequest, ModeStatus } from "./types.ts";

interface Holder {
  readonly id: string;
  readonly rest: Rest;
}

/**
 * Who holds the baton plays, and nobody else. It lies there at first, for who presses a button or asks for it. Whoever
 * has it may pass it on to the first of those who wait; who rests for too long loses it.
 */
export class Baton implements Mode {
  readonly #idle: number;
  readonly #holder: Holder | undefined;
  readonly #waiting: readonly string[];

  /** @param idle in seconds */
  constructor(idle: number, holder?: Holder | undefined, waiting: readonly string[] = []) {
    this.#idle = idle;
    this.#holder = holder;
    this.#waiting = waiting;
  }

  /** With another time of idleness, in seconds. */
  resting(idle: number): Baton {
    return new Baton(idle, this.#holder, this.#waiting);
  }

  step(frame: number, hands: readonly Hand[]): Mode {
    const holder = this.#holder;
    const hand = holder ? findHand(hands, holder.id) : hands.find(isPressing);
    if (!holder) return hand ? this.#give(hand.id, frame) : this;
    const rest = hand && watchRest(holder.rest, hand.held, frame, toFrames(this.#idle));
    if (!rest) return this.#pass(frame);
    return rest === holder.rest ? this : new Baton(this.#idle, { id: holder.id, rest }, this.#waiting);
  }

  counted({ id, held }: Hand): number {
    return id === this.#holder?.id ? held : 0;
  }

  request(id: string, request: ModeRequest, frame: number): Mode {
    switch (request.type) {
      case "ask-baton":
        if (!this.#holder) return this.#give(id, frame);
        if (id === this.#holder.id || this.#waiting.includes(id)) return this;
        return new Baton(this.#idle, this.#holder, [...this.#waiting, id]);
      case "pass-baton":
        return this.leave(id, frame);
      case "give-baton":
        return id === this.#holder?.id && request.to !== id ? this.#give(request.to, frame) : this;
      default:
        return this;
    }
  }

  leave(id: string, frame: number): Mode {
    if (id === this.#holder?.id) return this.#pass(frame);
    if (!this.#waiting.includes(id)) return this;
    return new Baton(this.#idle, this.#holder, without(this.#waiting, id));
  }

  vote(): undefined {
    return undefined;
  }

  status(): ModeStatus {
    const holder = this.#holder;
    return {
      type: "baton",
      idle: this.#idle,
      waiting: this.#waiting,
      ...(holder ? { holder: holder.id } : {}),
      ...(holder?.rest.left === undefined ? {} : { left: holder.rest.left }),
    };
  }

  #give(id: string, frame: number): Baton {
    return new Baton(this.#idle, { id, rest: restFrom(frame) }, without(this.#waiting, id));
  }

  /** To who waits first; else it lies there. */
  #pass(frame: number): Baton {
    const [next] = this.#waiting;
    return next === undefined ? new Baton(this.#idle) : this.#give(next, frame);
  }
}

const isPressing = (hand: Hand): boolean => hand.pressed !== 0;

function without(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : ids;
}
