import { createUniqueId, For, type JSX, Show } from "solid-js";
import type { ResumableGame } from "../../arcade/types.ts";
import { ago } from "../ago.ts";
import { SavedPictureView } from "./saved-picture.tsx";

export interface ResumeListProps {
  /** The newest first. */
  games: readonly ResumableGame[];
  onResume: (game: ResumableGame) => void;
  onForget: (game: ResumableGame) => void;
}

/** Games that were hosted here, each as it was last: nothing where there are none. */
export function ResumeList(props: ResumeListProps): JSX.Element {
  const id = createUniqueId();
  const when = (game: ResumableGame) => {
    const words = ago(game.savedAtMs, Date.now());
    return words === "just now" ? words : `from ${words}`;
  };
  return (
    <Show when={props.games.length > 0}>
      <section class="resume" aria-labelledby={id}>
        <h2 class="section-title" id={id}>
          Go on with
        </h2>
        <ul class="resume-list">
          <For each={props.games}>
            {(game) => (
              <li class="resume-game">
                <button
                  type="button"
                  class="resume-button"
                  aria-label={`Go on with ${game.title}, ${game.name}, ${when(game)}`}
                  onClick={() => props.onResume(game)}
                >
                  <SavedPictureView picture={game.picture} />
                  <span class="resume-about">
                    <span class="resume-title">{game.title}</span>
                    <span class="resume-name">{game.name}</span>
                    <span class="resume-when">{when(game)}</span>
                  </span>
                </button>
                <button
                  type="button"
                  class="small-button"
                  aria-label={`Delete ${game.name}, ${when(game)}`}
                  onClick={() => props.onForget(game)}
                >
                  Delete
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
