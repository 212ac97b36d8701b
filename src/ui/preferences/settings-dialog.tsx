import { createSignal, createUniqueId, For, type JSX, Match, Switch } from "solid-js";
import type { PlayControls } from "../play-controls.tsx";
import { GamepadSection } from "./gamepad-section.tsx";
import { KeysSection } from "./keys-section.tsx";
import { Panel } from "./panel.tsx";
import { PictureSection } from "./picture-section.tsx";
import { SoundSection } from "./sound-section.tsx";
import { TouchSection } from "./touch-section.tsx";

const TABS = [
  { name: "keys", title: "Keys" },
  { name: "gamepad", title: "Gamepad" },
  { name: "touch", title: "Touch" },
  { name: "picture", title: "Picture" },
  { name: "sound", title: "Sound" },
] as const;

type Tab = (typeof TABS)[number]["name"];

/** Who touches has no keys to choose, and whoever has a gamepad plugged in looks for it. */
function firstTab(controls: PlayControls): Tab {
  if (controls.pads().length > 0) return "gamepad";
  return window.matchMedia?.("(hover: none) and (pointer: coarse)").matches ? "touch" : "keys";
}

/** How somebody likes to play. What is changed counts at once. */
export function SettingsDialog(props: { controls: PlayControls; onClose: () => void }): JSX.Element {
  const id = createUniqueId();
  const [tab, setTab] = createSignal(firstTab(props.controls));
  const tabs = new Map<Tab, HTMLButtonElement>();

  function onKeyDown(event: KeyboardEvent) {
    const at = TABS.findIndex(({ name }) => name === tab());
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    const next = TABS[(to + TABS.length) % TABS.length];
    if (!next) return;
    event.preventDefault();
    setTab(next.name);
    tabs.get(next.name)?.focus();
  }

  return (
    <Panel title="Settings" class="settings" onClose={props.onClose}>
      <div class="tabs" role="tablist" aria-label="Settings of" onKeyDown={onKeyDown}>
        <For each={TABS}>
          {({ name, title }) => (
            <button
              type="button"
              role="tab"
              class="tab"
              id={`${id}-${name}`}
              aria-selected={tab() === name}
              aria-controls={`${id}-panel`}
              tabIndex={tab() === name ? 0 : -1}
              autofocus={tab() === name}
              ref={(element) => tabs.set(name, element)}
              onClick={() => setTab(name)}
            >
              {title}
            </button>
          )}
        </For>
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab()}`}>
        <Switch>
          <Match when={tab() === "keys"}>
            <KeysSection controls={props.controls} />
          </Match>
          <Match when={tab() === "gamepad"}>
            <GamepadSection controls={props.controls} />
          </Match>
          <Match when={tab() === "touch"}>
            <TouchSection controls={props.controls} />
          </Match>
          <Match when={tab() === "picture"}>
            <PictureSection controls={props.controls} />
          </Match>
          <Match when={tab() === "sound"}>
            <SoundSection volume={props.controls.volume} />
          </Match>
        </Switch>
        <p class="settings-note">Kept on this device alone.</p>
      </div>
    </Panel>
  );
}
