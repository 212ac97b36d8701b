/**
 * What can be wrong with a clip.
 *
 * - `not-a-clip`: the file is something else.
 * - `damaged`: a part is missing, or was changed.
 * - `too-new`: it was written by a later version.
 * - `too-large`: it is longer than a clip may be, or says that it holds more than it may.
 * - `wrong-rom`: it is of another game.
 * - `wrong-core`: it begins from a state of another build of the core.
 * - `wrong-console`: it is of another console.
 * - `unrelated`: two clips that were to be joined do not meet.
 */
export type ClipReason =
  | "not-a-clip"
  | "damaged"
  | "too-new"
  | "too-large"
  | "wrong-rom"
  | "wrong-core"
  | "wrong-console"
  | "unrelated";

/** An error with a reason to switch on and a message fit to show. */
export class ClipError extends Error {
  readonly reason: ClipReason;

  constructor(reason: ClipReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ClipError";
    this.reason = reason;
  }
}
