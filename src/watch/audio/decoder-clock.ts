/**
 * Whether an audio decoder still knows the time. Browsers stamp what they have decoded by counting samples from the
 * first packet on (Chromium 156 does), so behind a gap all sound would be taken for older than it is. From numbers
 * alone.
 */

/** Off by less is how packets are stamped, or a decoder that holds one back; in milliseconds. */
const OFF_MS = 30;

/** Follows one decoder, which is another after {@link reset}. */
export class DecoderClock {
  /** When what comes out next begins, by the decoder, in microseconds; unknown before its first output. */
  #nextUs: number | undefined;
  #durationUs = 0;
  /** Packets that have gone in and not come out. */
  #inside = 0;

  /** Whether the decoder would stamp this packet with another time than its own: it needs a new beginning. */
  isOff(timestampUs: number): boolean {
    if (this.#nextUs === undefined) return false;
    const stampUs = this.#nextUs + this.#inside * this.#durationUs;
    return Math.abs(timestampUs - stampUs) > OFF_MS * 1000;
  }

  /** A packet goes in. */
  in(): void {
    this.#inside++;
  }

  /** Sound has come out. */
  out(timestampUs: number, durationUs: number): void {
    this.#inside = Math.max(0, this.#inside - 1);
    this.#durationUs = durationUs;
    this.#nextUs = timestampUs + durationUs;
  }

  /** There is another decoder from here on. */
  reset(): void {
    this.#nextUs = undefined;
    this.#inside = 0;
  }
}
