import { For, type JSX } from "solid-js";
import type { EmoteName } from "../../arcade/types.ts";
import { EMOTE_LOOKS } from "./emotes.ts";

/** What can be shown without a word, each with its key. */
export function EmoteRow(props: { onEmote: (emote: EmoteName) => void }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div class="emote-row" role="group" aria-label="Emotes">
      <For each={EMOTE_LOOKS}>
        {({ name, sign, label }, index) => (
          <button
            type="button"
            class="emote"
            aria-label={label}
            aria-keyshortcuts={String(index() + 1)}
            title={`${label} (${index() + 1})`}
            // The keyboard stays with the game.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onEmote(name)}
          >
            <span aria-hidden="true">{sign}</span>
          </button>
        )}
      </For>
    </div>
  );
}
