import { For, type JSX } from "solid-js";
import { BUTTON_LABELS, BUTTONS } from "../buttons.ts";
import { fullKeyName, keyLayout } from "../input/index.ts";
import type { PlayControls } from "../play-controls.tsx";
import { Panel } from "./panel.tsx";

/** Every key there is, and what it does. */
export function HelpDialog(props: { controls: PlayControls; onClose: () => void }): JSX.Element {
  const { settings, shortcutTexts } = props.controls;
  const name = (code: string) => (code === "Escape" ? "Esc" : fullKeyName(code, keyLayout()));
  return (
    <Panel title="Keys" class="help" onClose={props.onClose}>
      <div class="help-lists">
        <section aria-label="The game's buttons">
          <h3 class="section-title">The game</h3>
          <dl class="help-list">
            <For each={BUTTONS}>
              {(button) => (
                <div class="help-row">
                  <dt>
                    <For each={settings.keys()[button]} fallback="–">
                      {(code) => <kbd class="key-cap">{name(code)}</kbd>}
                    </For>
                  </dt>
                  <dd>{BUTTON_LABELS[button]}</dd>
                </div>
              )}
            </For>
          </dl>
        </section>
        <section aria-label="The page">
          <h3 class="section-title">The page</h3>
          <dl class="help-list">
            <For each={shortcutTexts}>
              {({ key, text }) => (
                <div class="help-row">
                  <dt>
                    <kbd class="key-cap">{name(key)}</kbd>
                  </dt>
                  <dd>{text}</dd>
                </div>
              )}
            </For>
          </dl>
        </section>
      </div>
      <div class="actions">
        <button type="button" class="button" onClick={() => props.controls.show("settings")}>
          Change them
        </button>
      </div>
    </Panel>
  );
}
