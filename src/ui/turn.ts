import type { ModeStatus } from "../arcade/types.ts";

/** Whether a player holds the baton or a seat: what only some have. */
export function hasTurn(mode: ModeStatus | undefined, own: string | undefined): boolean {
  if (own === undefined || mode === undefined) return false;
  if (mode.type === "baton") return mode.holder === own;
  return mode.type === "seats" && mode.seats.some(({ player }) => player === own);
}
