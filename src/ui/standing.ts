/** What the host has decided about the one who looks. */
import type { GameStatus } from "../arcade/types.ts";

/** A sentence where a viewer's buttons do not count. */
export function standingOf(game: GameStatus | undefined, viewerId: string | undefined): string | undefined {
  if (!game || viewerId === undefined) return undefined;
  if (game.removed.includes(viewerId))
    return "The host has removed you. You can watch on, and your buttons do nothing.";
  if (game.players.find(({ id }) => id === viewerId)?.muted)
    return "The host has muted you. Your buttons do not count.";
  return undefined;
}
