import { createMemo, For, type JSX, Show } from "solid-js";
import { BUTTON_LABELS, BUTTONS, type Button } from "./buttons.ts";
import { keyHints, keyLayout } from "./input/index.ts";
import { pageSettings } from "./settings/index.ts";

/** What a game's buttons do: a sentence each. */
export type ControlTexts = Readonly<Partial<Record<Button, string>>>;

/** What each button does, with the key that stands for it. */
export function Controls(props: { texts: ControlTexts }): JSX.Element {
  const settings = pageSettings();
  const hints = createMemo(() => keyHints(settings.keys(), keyLayout()));
  return (
    <dl class="controls">
      <For each={BUTTONS}>
        {(button) => (
          <Show when={props.texts[button]}>
            {(text) => (
              <div class="controls-row">
                <dt>
                  <kbd class="key-cap" title={`${BUTTON_LABELS[button]}: key ${hints()[button]}`}>
                    {hints()[button] || BUTTON_LABELS[button]}
                  </kbd>
                </dt>
                <dd>{text()}</dd>
              </div>
            )}
          </Show>
        )}
      </For>
    </dl>
  );
}
