import { createMemo, type JSX, Show } from "solid-js";
import type { GameStatus, ModeStatus, Player } from "../arcade/types.ts";
import { MODE_NAMES } from "./mode-text.ts";

/** The host plays too, and is among the players of its game under this name. */
const HOST = "host";

/** How many play with the host. */
export function playersText(players: readonly Player[]): string {
  const count = players.filter(({ id }) => id !== HOST).length;
  if (count === 0) return "No players yet";
  return count === 1 ? "1 player" : `${count} players`;
}

/** What the mode is called: one that this page does not know, as its host calls it. */
function modeText(mode: ModeStatus): string {
  return mode.type === "other" ? mode.name : MODE_NAMES[mode.type];
}

export interface TileFactsProps {
  /** What is known of the game, once something is. */
  game: GameStatus | undefined;
  /** From this page to the relay and back, in milliseconds, while that is known. */
  roundTripMs: number | undefined;
}

/** Who plays a game, how, and how far away it is: each a text of its own, and nothing where it is not known. */
export function TileFacts(props: TileFactsProps): JSX.Element {
  const players = createMemo(() => (props.game ? playersText(props.game.players) : ""));
  const mode = createMemo(() => (props.game?.mode ? modeText(props.game.mode) : ""));
  const away = createMemo(() => {
    const host = props.game?.roundTripMs;
    if (host === undefined || props.roundTripMs === undefined) return "";
    return `≈${host + props.roundTripMs} ms away`;
  });
  return (
    <span class="tile-facts">
      <Show when={players()}>
        <span class="tile-fact">{players()}</span>
      </Show>
      <Show when={mode()}>
        <span class="tile-fact">{mode()}</span>
      </Show>
      <Show when={away()}>
        <span
          class="tile-fact"
          title="What the network adds to a press: from this page over the relay to the host, and back with the picture"
        >
          {away()}
        </span>
      </Show>
    </span>
  );
}
