/** What two libraries do with the same calls, written down so that it can be compared. */
import type * as Ours from "../index.ts";

/** What the scenarios use of a library. */
export type Library = Pick<
  typeof Ours,
  "Announce" | "Broadcast" | "Group" | "Path" | "RemoteError" | "Signals" | "Time" | "Track" | "Varint"
>;

/**
 * What an error is about, whatever its words are: those who use a library tell its errors apart by their class,
 * and at most by such a word.
 */
const KINDS =
  /closed|duplicate|lagged|not found|bool|JSON|too short|too large|empty|parts|timescale|timestamp|negative|bits|remote error/i;

/** A library's doings, line by line. */
export class Trace {
  readonly lines: string[] = [];
  #settled = 0;
  /** Errors that the scenario made itself: where one comes back it is that very one. */
  readonly #own = new Map<unknown, string>();

  /** An error to close something with. */
  error(name: string): Error {
    const error = new Error(name);
    this.#own.set(error, name);
    return error;
  }

  note(what: string, value: unknown): void {
    this.lines.push(`${what}: ${this.show(value)}`);
  }

  /** A call that answers or throws at once. */
  call<T>(what: string, call: () => T): T | undefined {
    try {
      const value = call();
      this.note(what, value);
      return value;
    } catch (error) {
      this.lines.push(`${what} throws ${this.show(error)}`);
      return undefined;
    }
  }

  /** A call whose promise settles now or later; {@link settle} lets it. It never throws. */
  async wait<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
    let promise: Promise<T>;
    try {
      promise = Promise.resolve(call());
    } catch (error) {
      this.lines.push(`${what} throws at once ${this.show(error)}`);
      return undefined;
    }
    try {
      const value = await promise;
      this.note(what, value);
      return value;
    } catch (error) {
      this.lines.push(`${what} rejects ${this.show(error)}`);
      return undefined;
    }
  }

  /** Lets everything that is due in this process happen. In which order it does is no promise of anybody's. */
  async settle(rounds = 4): Promise<void> {
    for (let round = 0; round < rounds; round++) await new Promise((resolve) => setImmediate(resolve));
    const batch = this.lines.splice(this.#settled).sort();
    this.#settled = this.lines.push(...batch, "·");
  }

  show(value: unknown): string {
    const own = this.#own.get(value);
    if (own !== undefined) return `the error ${own}`;
    if (value instanceof Error) return this.#showError(value);
    if (value instanceof Uint8Array) return `[${[...value].join(" ")}]`;
    if (Array.isArray(value)) return `[${value.map((item) => this.show(item)).join(", ")}]`;
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "number" || typeof value !== "object" || value === null)
      return Object.is(value, -0) ? "-0" : typeof value === "string" ? JSON.stringify(value) : String(value);
    if (isHandle(value)) return `${value.constructor.name} ${value.sequence ?? value.name ?? ""}`.trim();
    const fields = Object.entries(value).map(([key, field]) => `${key}=${this.show(field)}`);
    return `{${fields.sort().join(" ")}}`;
  }

  #showError(error: Error & { code?: unknown }): string {
    const kind = KINDS.exec(error.message)?.[0].toLowerCase() ?? "other";
    const name = error.name === "Error" || error.name === "MoqError" ? "Error" : error.name;
    return `${name} (${kind}${error.code === undefined ? "" : ` ${error.code}`})`;
  }
}

function isHandle(value: object): value is object & { sequence?: number; name?: string } {
  return ["Producer", "Consumer", "Subscriber", "Request"].includes(
    value.constructor.name.replace(/^_+|\d+$/g, ""),
  );
}
