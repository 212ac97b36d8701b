/**
 * How the controller is shared, as far as the page has to know to leave room for it. What checks statuses is loaded after
 * the first picture (`late.ts`), and then the picture would have to make room; so this is looked at before.
 */
import { Json } from "../../formats/plain.ts";
import type { Broadcast } from "../../net/api.ts";
import type { ModeOutline } from "../types.ts";

/** So long after the first picture nothing is waited for any more, in milliseconds: a host may tell nothing. */
const WAIT_MS = 500;

/** What of a status takes room. Of what is no status, or tells no mode, nothing does. */
export function modeOutlineOf(status: unknown): ModeOutline {
  const { type, seats } = fieldsOf(fieldsOf(status).mode);
  switch (type) {
    case "anarchy":
    case "democracy":
    case "baton":
      return { type };
    case "seats":
      return { type, seats: Array.isArray(seats) ? seats.length : 0 };
    default:
      return typeof type === "string" ? { type: "other" } : {};
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Looks at what a host tells, from a broadcast of the caller's, until it is closed. */
export class ModeLook {
  #consumer: Json.Snapshot.Consumer;
  #onOutline: (outline: ModeOutline) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isTold = false;

  /** @param onOutline hears of it when there is something to hear, or nothing more to wait for, and of each change */
  constructor(broadcast: Broadcast.Consumer, onOutline: (outline: ModeOutline) => void) {
    this.#onOutline = onOutline;
    this.#consumer = new Json.Snapshot.Consumer(broadcast.subscribe("status", { priority: 3 }));
    this.#read().catch((error: unknown) => console.debug("mode:", error));
  }

  /** There is a picture, which waits for its place. */
  shown(): void {
    if (!this.#isTold) this.#timer ??= setTimeout(() => this.#tell({}), WAIT_MS);
  }

  /** Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#consumer.close();
  }

  async #read(): Promise<void> {
    for await (const status of this.#consumer) this.#tell(modeOutlineOf(status));
  }

  #tell(outline: ModeOutline): void {
    clearTimeout(this.#timer);
    this.#isTold = true;
    this.#onOutline(outline);
  }
}
