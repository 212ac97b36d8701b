/** What keeps clips is loaded after the first picture, so that nobody waits for it. */
import type { Broadcast } from "../../net/api.ts";
import type { KeptClip, Stretch } from "../types.ts";
import type { Keeping } from "./keeping.ts";

/** As {@link Keeping}, and does the same once its code is there. */
export class LateKeeping {
  #keeping: Keeping | undefined;
  #loading: Promise<Keeping> | undefined;
  /** What is followed, while there is nobody yet to be told. */
  #broadcast: Broadcast.Consumer | undefined;
  /** The frame of it that was shown last, if it goes on, while there is nobody yet to be told. */
  #shownUs: number | undefined;

  follow(broadcast: Broadcast.Consumer): void {
    this.#broadcast = broadcast;
    this.#shownUs = undefined;
    this.#keeping?.follow(broadcast);
  }

  shown(timestampUs: number): void {
    if (this.#keeping) {
      this.#keeping.shown(timestampUs);
      return;
    }
    this.#shownUs = timestampUs;
    // What is shown until it has come is not gathered. Where it does not come, whoever wants to keep something is told.
    void this.#load().catch(() => {});
  }

  pause(): void {
    this.#shownUs = undefined;
    this.#keeping?.pause();
  }

  end(): void {
    this.#broadcast = undefined;
    this.#shownUs = undefined;
    this.#keeping?.end();
  }

  /** @throws {Error} a sentence */
  async keep(stretch: Stretch): Promise<KeptClip> {
    return (await this.#load()).keep(stretch);
  }

  #load(): Promise<Keeping> {
    this.#loading ??= import("./keeping.ts").then(
      ({ Keeping }) => {
        this.#keeping = new Keeping();
        if (this.#broadcast) this.#keeping.follow(this.#broadcast);
        // Whoever asked meanwhile is answered at once.
        if (this.#shownUs !== undefined) this.#keeping.shown(this.#shownUs);
        return this.#keeping;
      },
      (cause: unknown) => {
        this.#loading = undefined;
        throw new Error(
          "What keeps clips could not be loaded: the app's server does not answer. Try again.",
          {
            cause,
          },
        );
      },
    );
    return this.#loading;
  }
}
