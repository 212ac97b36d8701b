/**
 * What can go wrong in a running emulator. What is wrong with a ROM is in `rom.ts`.
 *
 * - `bad-core`: the wasm is not a sealed core of the version this code knows.
 * - `crashed`: the game did something the core cannot do; load a state or reset.
 * - `closed`: it was closed.
 * - `bad-state`: not a state, or a damaged one.
 * - `wrong-core`, `wrong-rom`, `wrong-console`: a state of another build, game or console.
 */
export type EmulatorReason =
  | "bad-core"
  | "crashed"
  | "closed"
  | "bad-state"
  | "wrong-core"
  | "wrong-rom"
  | "wrong-console";

/** An error with a reason to switch on and a message fit to show. */
export class EmulatorError extends Error {
  readonly reason: EmulatorReason;

  constructor(reason: EmulatorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EmulatorError";
    this.reason = reason;
  }
}
