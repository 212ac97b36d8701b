import { createMemo, createSignal, For, Index, type JSX, onCleanup } from "solid-js";
import { BUTTON_LABELS, BUTTONS, type Button } from "../buttons.ts";
import {
  bindKey,
  fullKeyName,
  isBindable,
  KEY_PRESETS,
  KEYS_MAX,
  keyLayout,
  presetOf,
  unbindKey,
} from "../input/index.ts";
import type { PlayControls } from "../play-controls.tsx";

const OWN = "own";
const PLACES = Array.from({ length: KEYS_MAX }, (_, place) => place);

/** Which keys stand for which buttons. */
export function KeysSection(props: { controls: PlayControls }): JSX.Element {
  const { settings, shortcutTexts } = props.controls;
  const [waiting, setWaiting] = createSignal<{ button: Button; place: number }>();
  const [said, setSaid] = createSignal("");
  const preset = createMemo(() => presetOf(settings.keys())?.name ?? OWN);
  const name = (code: string) => fullKeyName(code, keyLayout());
  const isWaiting = (button: Button, place: number) =>
    waiting()?.button === button && waiting()?.place === place;

  function choose(chosen: string) {
    const found = KEY_PRESETS.find(({ name }) => name === chosen);
    if (!found) return;
    settings.set("keys", found.keys);
    setSaid("");
  }

  function take(event: KeyboardEvent) {
    const asked = waiting();
    if (!asked) return;
    // It is for nobody else: neither for the dialog, which Escape closes, nor for what has the focus.
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const { button, place } = asked;
    setWaiting(undefined);
    if (event.code === "Escape") return;
    const own = settings.keys()[button][place];
    if (event.code === "Delete") {
      if (own) settings.set("keys", unbindKey(settings.keys(), button, own));
      return setSaid(`${BUTTON_LABELS[button]} has one key less.`);
    }
    if (!isBindable(event.code)) return setSaid(`${event.key} cannot be used: the browser needs it.`);
    const { keys, from } = bindKey(settings.keys(), button, place, event.code);
    settings.set("keys", keys);
    setSaid(boundText(button, event.code, from));
  }

  function boundText(button: Button, code: string, from: Button | undefined): string {
    const stands = `${name(code)} is ${BUTTON_LABELS[button]} now`;
    const other = shortcutTexts.find(({ key }) => key === code);
    if (other) return `${stands}, and does not do anything else any more (${other.text}).`;
    if (!from) return `${stands}.`;
    const left = settings.keys()[from].length === 0 ? `, which has no key any more` : "";
    return `${stands}, and not ${BUTTON_LABELS[from]}${left}.`;
  }

  window.addEventListener("keydown", take, { capture: true });
  onCleanup(() => window.removeEventListener("keydown", take, { capture: true }));

  const label = (button: Button, place: number) => {
    const code = settings.keys()[button][place];
    const which = place === 0 ? "key" : "second key";
    if (isWaiting(button, place)) return `Press the ${which} for ${BUTTON_LABELS[button]}`;
    return `${BUTTON_LABELS[button]}, ${which}: ${code ? name(code) : "none"}`;
  };
  const text = (button: Button, place: number) => {
    if (isWaiting(button, place)) return "press…";
    const code = settings.keys()[button][place];
    return code ? name(code) : "–";
  };

  return (
    <>
      <label class="settings-row">
        <span class="field-label">Layout</span>
        <select class="text-field" value={preset()} onChange={(event) => choose(event.currentTarget.value)}>
          <For each={KEY_PRESETS}>
            {({ name, title }) => (
              <option value={name} selected={preset() === name}>
                {title}
              </option>
            )}
          </For>
          <option value={OWN} disabled selected={preset() === OWN}>
            Your own
          </option>
        </select>
      </label>
      <ul class="bindings">
        <For each={BUTTONS}>
          {(button) => (
            <li class="binding" classList={{ down: props.controls.controller.isDown(button) }}>
              <span class="binding-name">{BUTTON_LABELS[button]}</span>
              <Index each={PLACES}>
                {(place) => (
                  <button
                    type="button"
                    class="binding-key"
                    classList={{ waiting: isWaiting(button, place()) }}
                    aria-label={label(button, place())}
                    onClick={() => setWaiting({ button, place: place() })}
                    onBlur={() => isWaiting(button, place()) && setWaiting(undefined)}
                  >
                    {text(button, place())}
                  </button>
                )}
              </Index>
            </li>
          )}
        </For>
      </ul>
      <p class="settings-hint">
        Press one of these, then its new key. Escape leaves it as it is, Delete takes it away.
      </p>
      <p class="settings-said" role="status" aria-live="polite">
        {said()}
      </p>
      <button type="button" class="button" onClick={() => choose("arrows")}>
        Back to the first layout
      </button>
    </>
  );
}
