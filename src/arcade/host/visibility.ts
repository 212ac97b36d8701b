/**
 * Whether others see a game. A relay that does not let somebody send takes no notice of what they announce, and does not
 * say so; nor does it tell anybody of what is their own. So it is asked over a second session, as a viewer would ask.
 */
import { Connection, Path } from "../../net/lite.ts";

/** How long a relay may take to tell others of a game, in milliseconds: a cluster's machines tell each other first. */
const UNSEEN_MS = 5_000;

/** Looks until it is seen. */
export class Visibility {
  #isUnseen = false;
  #onChange: () => void;
  #looking: AbortController | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Whether it should be seen by now, and is not. */
  get isUnseen(): boolean {
    return this.#isUnseen;
  }

  /** It was announced, in a session that has just begun. */
  look(relay: URL, path: Path.Valid): void {
    this.close();
    const looking = new AbortController();
    this.#looking = looking;
    const timer = setTimeout(() => this.#tell(true), UNSEEN_MS);
    looking.signal.addEventListener("abort", () => clearTimeout(timer));
    // Where it cannot be asked there is nothing to tell.
    const found = () => {
      if (looking.signal.aborted) return;
      this.close();
      this.#tell(false);
    };
    seen(relay, path, looking.signal).then(found, found);
  }

  /** Looks no more. Idempotent. */
  close(): void {
    this.#looking?.abort();
    this.#looking = undefined;
  }

  #tell(isUnseen: boolean): void {
    if (this.#isUnseen === isUnseen) return;
    this.#isUnseen = isUnseen;
    this.#onChange();
  }
}

/** Resolves once a broadcast is announced at this path. Rejects where the relay cannot be asked, or any more. */
async function seen(relay: URL, path: Path.Valid, signal: AbortSignal): Promise<void> {
  const connection = await Connection.connect(relay, { interest: [path], signal });
  signal.addEventListener("abort", () => connection.close());
  const announced = connection.announced(path);
  try {
    for (;;) {
      const event = await announced.next();
      if (!event) throw new Error("the session has ended");
      if (event.active && event.path === Path.empty()) return;
    }
  } finally {
    announced.close();
    connection.close();
  }
}
