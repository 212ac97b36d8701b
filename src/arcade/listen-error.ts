/**
 * - `relay`: it cannot be reached, or is gone.
 * - `no-game`: no such game was announced in time.
 * - `no-recording`: the game's host sends none.
 * - `stopped`: it was given up.
 */
export type ListenReason = "relay" | "no-game" | "no-recording" | "stopped";

/** Why a game cannot be recorded. Its message is a sentence. */
export class ListenError extends Error {
  readonly reason: ListenReason;
  constructor(reason: ListenReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ListenError";
    this.reason = reason;
  }
}
