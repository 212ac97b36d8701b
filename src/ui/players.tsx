import { createMemo, For, type JSX, Show } from "solid-js";
import type { Player } from "../arcade/types.ts";
import { BUTTON_SIGNS, isButton } from "./buttons.ts";
import { buttonsInWords } from "./mode-text.ts";
import { PadGlyph } from "./pad-glyph.tsx";

export interface PlayersProps {
  players: readonly Player[];
  /** Which of them is the one who looks. */
  own?: string;
  /** Hands the baton on to one of them: there where the one who looks can. */
  onPass?: ((id: string) => void) | undefined;
}

/** What a player is called: by its id, where it has not said. */
export const nameOf = ({ id, name }: Player): string => name ?? id;

/** What a player does, as it is read aloud: what counts, and what is held in vain. */
function spoken({ buttons, counted = buttons, muted }: Player): string {
  const inVain = buttonsInWords(buttons.filter((button) => !counted.includes(button)));
  return [muted && "muted", buttonsInWords(counted), inVain && `not counted: ${inVain}`]
    .filter(Boolean)
    .join("; ");
}

const signOf = (button: string) => (isButton(button) ? BUTTON_SIGNS[button] : button);

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
  const byId = createMemo(() => new Map(props.players.map((player) => [player.id, player])));
  const player = (id: string): Player => byId().get(id) ?? { id, buttons: [] };
  const canPass = createMemo(() => props.onPass !== undefined);
  let list: HTMLUListElement | undefined;
  function pass(id: string) {
    // The buttons are about to go, and who pressed one by a key should be where they were.
    if (list?.contains(document.activeElement)) list.focus();
    props.onPass?.(id);
  }
  const count = () => (ids().length === 1 ? "1 player" : `${ids().length} players`);
  return (
    <section class="players" aria-label="Players">
      <h2 class="players-count">{count()}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what does not fit is reached by scrolling, and not by a pointer alone */}
      <ul class="players-list" tabIndex={0} ref={list}>
        <For each={ids()}>
          {(id) => {
            const vote = createMemo(() => player(id).vote);
            return (
              <li class="player" classList={{ own: id === props.own, muted: player(id).muted === true }}>
                <PadGlyph buttons={player(id).buttons} counted={player(id).counted} />
                <span class="player-name">{id === props.own ? "You" : nameOf(player(id))}</span>
                <Show when={vote()}>{(button) => <span class="player-vote">{signOf(button())}</span>}</Show>
                <span class="visually-hidden">{spoken(player(id))}</span>
                <Show when={canPass() && id !== props.own && !player(id).muted}>
                  <button
                    type="button"
                    class="player-pass"
                    aria-label={`Pass to ${nameOf(player(id))}`}
                    title={`Pass the baton to ${nameOf(player(id))}`}
                    // By a pointer the keys stay with the game.
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => pass(id)}
                  >
                    Pass
                  </button>
                </Show>
              </li>
            );
          }}
        </For>
      </ul>
    </section>
  );
}
