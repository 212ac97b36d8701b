/** What changes a picture's look is loaded when somebody wants it: most see games as their hosts have them. */
import type { Look } from "../../watch/decode.ts";
import type { PictureLook } from "../types.ts";

const AS_SENT: PictureLook = { palette: "", ghosting: false };

/** Knows what a viewer chose and what a host tells, and hands on the look that follows from both. */
export class LateLook {
  #choice = AS_SENT;
  #shades: readonly number[] | undefined;
  #use: (look: Look | undefined) => void;
  #turn = 0;

  /** @param use is given a look, which is then its own, or none where pictures are to be shown as they come */
  constructor(use: (look: Look | undefined) => void) {
    this.#use = use;
  }

  choose(look: PictureLook): void {
    this.#choice = look;
    void this.#apply();
  }

  /** What the host says that the game is made of: with every status. */
  told(shades: readonly number[] | undefined): void {
    if (String(shades) === String(this.#shades)) return;
    this.#shades = shades;
    if (this.#choice.palette !== "") void this.#apply();
  }

  async #apply(): Promise<void> {
    const turn = ++this.#turn;
    const [choice, shades] = [this.#choice, this.#shades];
    if (!choice.ghosting && (choice.palette === "" || !shades)) return this.#use(undefined);
    try {
      const { lookOf } = await import("./look.ts");
      if (turn === this.#turn) this.#use(lookOf(choice, shades));
    } catch (error) {
      // It cannot be loaded: the game is worth more than its look.
      console.debug("look:", error);
    }
  }
}
