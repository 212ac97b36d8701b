import type { ModeRequest, ModeStatus } from "../arcade/types.ts";

/** What hands the baton on to somebody, by an id, where the one who looks holds it. */
export function passing(
  mode: ModeStatus | undefined,
  own: string | undefined,
  request: (request: ModeRequest) => void,
): ((to: string) => void) | undefined {
  if (mode?.type !== "baton" || own === undefined || mode.holder !== own) return undefined;
  return (to) => request({ type: "give-baton", to });
}

/** Whether a player holds the baton or a seat: what only some have. */
export function hasTurn(mode: ModeStatus | undefined, own: string | undefined): boolean {
  if (own === undefined || mode === undefined) return false;
  if (mode.type === "baton") return mode.holder === own;
  return mode.type === "seats" && mode.seats.some(({ player }) => player === own);
}
