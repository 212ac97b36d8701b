/**
 * Why something that is needed to play is not at hand.
 *
 * - `unreadable`: a file or address that cannot be read.
 * - `unwritable`: a file that cannot be written.
 * - `no-core`: the emulator core has not been built.
 * - `no-rom`: no ROM with the wanted hash is at hand.
 * - `bad-png`: a picture that is no PNG, or one of a kind that is not read.
 */
export type HeadlessReason = "unreadable" | "unwritable" | "no-core" | "no-rom" | "bad-png";

/** An error with a reason to switch on and a message fit to show. */
export class HeadlessError extends Error {
  readonly reason: HeadlessReason;

  constructor(reason: HeadlessReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HeadlessError";
    this.reason = reason;
  }
}
