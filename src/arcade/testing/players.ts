/** Players for tests, and what is said and seen of them. */
import { type Button, toButtons } from "../../../emulator/index.ts";
import { Players } from "../host/players.ts";
import type { Command } from "../protocol/index.ts";

export const held = (...buttons: string[]): Command => ({ type: "buttons", buttons });

export function joined(...ids: string[]): Players {
  const players = new Players();
  for (const id of ids) players.join(id);
  return players;
}

/** The buttons of each of the next frames, by name. */
export const take = (players: Players, frames: number, from = 0): Button[][] =>
  Array.from({ length: frames }, (_, i) => toButtons(players.take(from + i)));
