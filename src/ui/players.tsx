import { createMemo, For, type JSX } from "solid-js";
import type { Player } from "../arcade/types.ts";
import { BUTTON_LABELS, BUTTONS } from "./buttons.ts";
import { PadGlyph } from "./pad-glyph.tsx";

export interface PlayersProps {
  players: readonly Player[];
  /** Which of them is the one who looks. */
  own?: string;
}

const spoken = (buttons: readonly string[]) =>
  BUTTONS.filter((button) => buttons.includes(button))
    .map((button) => BUTTON_LABELS[button])
    .join(", ");

/** Who plays, and what each of them holds. Names are text from the network. */
export function Players(props: PlayersProps): JSX.Element {
  const ownFirst = () => {
    const ids = props.players.map((player) => player.id);
    // In a line that is cut off, one's own lamps are what one looks for.
    return ids.sort((a, b) => Number(b === props.own) - Number(a === props.own));
  };
  const ids = createMemo(ownFirst, undefined, {
    equals: (a, b) => a.length === b.length && a.every((id, index) => id === b[index]),
  });
  const byId = createMemo(() => new Map(props.players.map((player) => [player.id, player.buttons])));
  const held = (id: string) => byId().get(id) ?? [];
  const count = () => (ids().length === 1 ? "1 player" : `${ids().length} players`);
  return (
    <section class="players" aria-label="Players">
      <h2 class="players-count">{count()}</h2>
      <ul class="players-list">
        <For each={ids()}>
          {(id) => (
            <li class="player" classList={{ own: id === props.own }}>
              <PadGlyph buttons={held(id)} />
              <span class="player-name">{id === props.own ? "You" : id}</span>
              <span class="visually-hidden">{spoken(held(id))}</span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
