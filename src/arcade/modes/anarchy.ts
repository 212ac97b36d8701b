/** Everybody plays at once. */
import type { Hand, Mode } from "./mode.ts";
import type { ModeStatus } from "./types.ts";

/** All held buttons joined. */
export class Anarchy implements Mode {
  step(): Mode {
    return this;
  }

  counted(hand: Hand): number {
    return hand.held;
  }

  request(): Mode {
    return this;
  }

  leave(): Mode {
    return this;
  }

  vote(): undefined {
    return undefined;
  }

  status(): ModeStatus {
    return { type: "anarchy" };
  }
}
