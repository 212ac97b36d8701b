/** How long it takes to the peer and back, from how long it took to answer. */
import type { Milli } from "../time.ts";

/** Answers that count. About one comes a second. */
const NEWEST = 8;

/** What is shorter than this, in milliseconds, no network took: the browser has not waited for the peer. */
const SHORTEST_MS = 1;

/**
 * The shortest of the newest answers: each took a round trip, and perhaps waited. A peer's QUIC may wait with an
 * acknowledgement for 25 ms (RFC 9000, section 18.2, max_ack_delay), and a busy thread hears of it late.
 */
export class RoundTrip {
  #tookMs: number[] = [];

  add(tookMs: number): void {
    if (tookMs >= SHORTEST_MS) this.#tookMs = [tookMs, ...this.#tookMs.slice(0, NEWEST - 1)];
  }

  /** Undefined before the first answer. */
  get ms(): Milli | undefined {
    return this.#tookMs.length > 0 ? (Math.min(...this.#tookMs) as Milli) : undefined;
  }
}
