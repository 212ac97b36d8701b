import { createMemo, For, type JSX, Show } from "solid-js";
import type { Player } from "../../arcade/types.ts";
import { PadGlyph } from "../pad-glyph.tsx";
import { nameOf } from "../players.tsx";

export interface DeskPlayersProps {
  players: readonly Player[];
  /** The host itself: nobody mutes it. */
  own: string;
  onMute: (id: string, muted: boolean) => void;
  onRemove: (id: string) => void;
}

/** Who plays, with what the host can do about it. Names are text from the network. */
export function DeskPlayers(props: DeskPlayersProps): JSX.Element {
  const ids = createMemo(
    () => props.players.map(({ id }) => id).filter((id) => id !== props.own),
    undefined,
    { equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]) },
  );
  const byId = createMemo(() => new Map(props.players.map((player) => [player.id, player])));
  const player = (id: string): Player => byId().get(id) ?? { id, buttons: [] };
  const latency = (id: string) => {
    const { latencyMs } = player(id);
    return latencyMs === undefined ? "–" : `${Math.round(latencyMs)} ms`;
  };
  function remove(id: string) {
    const text = `Remove ${nameOf(player(id))}? They can watch on, and their buttons do nothing any more.`;
    if (window.confirm(text)) props.onRemove(id);
  }
  return (
    <Show when={ids().length > 0} fallback={<p class="desk-text">Nobody but you, so far.</p>}>
      <ul class="desk-players">
        <For each={ids()}>
          {(id) => {
            const isMuted = createMemo(() => player(id).muted === true);
            return (
              <li class="desk-player" classList={{ muted: isMuted() }}>
                <PadGlyph buttons={player(id).buttons} counted={player(id).counted} />
                <span class="desk-player-name" title={id}>
                  {nameOf(player(id))}
                </span>
                <span class="desk-player-latency" title="From input to picture, as they measure it">
                  {latency(id)}
                </span>
                <button
                  type="button"
                  class="small-button"
                  aria-pressed={isMuted()}
                  aria-label={`Mute ${nameOf(player(id))}`}
                  onClick={() => props.onMute(id, !isMuted())}
                >
                  {isMuted() ? "Muted" : "Mute"}
                </button>
                <button
                  type="button"
                  class="small-button"
                  aria-label={`Remove ${nameOf(player(id))}`}
                  onClick={() => remove(id)}
                >
                  Remove
                </button>
              </li>
            );
          }}
        </For>
      </ul>
    </Show>
  );
}
