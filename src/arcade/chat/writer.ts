/** What a viewer says, as it repeats it. No I/O. */
import { SAID_MAX, type Said, type ViewerChat } from "./schemas.ts";

/** Numbers what is said. */
export class ChatWriter {
  #seq: number;
  #said: Said[] = [];

  /** @param seq what the numbers follow on */
  constructor(seq = 0) {
    this.#seq = seq;
  }

  add(said: Omit<Said, "seq">): ViewerChat {
    this.#seq++;
    this.#said.push({ seq: this.#seq, ...said });
    if (this.#said.length > SAID_MAX) this.#said.shift();
    return this.value();
  }

  value(): ViewerChat {
    return { said: [...this.#said] };
  }

  /** Forgets what was said, for those who have not heard it: under a new id it would be said again. */
  forget(): void {
    this.#said = [];
  }
}
