import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { BUTTON_LABELS, BUTTONS, type Button } from "../buttons.ts";
import {
  bindPadInput,
  type ConnectedPad,
  connectedGamepads,
  padInputName,
  padName,
  pressedInputs,
  STICK_MAX,
  STICK_MIN,
} from "../input/index.ts";
import type { PlayControls } from "../play-controls.tsx";
import { padMapping, setPadMapping, setStickReach, stickReach } from "../settings/index.ts";
import { Checkbox, Percent } from "./fields.tsx";

/** The gamepads that there are, and which parts of them stand for which buttons. */
export function GamepadSection(props: { controls: PlayControls }): JSX.Element {
  const { settings, pads } = props.controls;
  // Two of the same model are mapped together.
  const models = createMemo(() =>
    pads().filter((pad, at, all) => all.findIndex(({ id }) => id === pad.id) === at),
  );
  return (
    <>
      <Show
        when={models().length > 0}
        fallback={
          <p class="settings-empty">
            No gamepad yet. Plug one in, or connect it by Bluetooth, and press any of its buttons: browsers
            tell of it only then.
          </p>
        }
      >
        <For each={models()}>{(pad) => <Model pad={pad} controls={props.controls} />}</For>
      </Show>
      <Checkbox
        label="Rumble"
        text="A pad shakes shortly when you are given the baton or a seat."
        checked={settings.gamepad().rumble}
        onChange={(rumble) => settings.set("gamepad", { ...settings.gamepad(), rumble })}
      />
    </>
  );
}

function Model(props: { pad: ConnectedPad; controls: PlayControls }): JSX.Element {
  const { settings } = props.controls;
  const { id, isStandard } = props.pad;
  const [waiting, setWaiting] = createSignal<Button>();
  const [pressed, setPressed] = createSignal("");
  const [said, setSaid] = createSignal("");
  const mapping = createMemo(() => padMapping(settings, id));
  const isOwn = () => Object.hasOwn(settings.gamepad().mappings, id);
  const inputs = createMemo(() => pressed().split(" ").filter(Boolean));
  // What was held already when it was asked for: a trigger that rests in its middle is no press.
  let ignored: readonly string[] = [];

  function wait(button: Button) {
    ignored = inputs();
    setWaiting(button);
  }

  function look() {
    const pad = connectedGamepads()[props.pad.index];
    const now = pad?.connected ? pressedInputs(pad, stickReach(settings, id)) : [];
    setPressed(now.join(" "));
    const button = waiting();
    ignored = ignored.filter((input) => now.includes(input));
    const taken = now.find((input) => !ignored.includes(input));
    if (button && taken) {
      setWaiting(undefined);
      setPadMapping(settings, id, bindPadInput(mapping(), button, taken));
      setSaid(`${padInputName(taken, isStandard)} is ${BUTTON_LABELS[button]} now.`);
    }
    request = requestAnimationFrame(look);
  }
  // As long as this is looked at: the game does not play meanwhile.
  let request = 0;
  onMount(() => {
    request = requestAnimationFrame(look);
  });
  onCleanup(() => cancelAnimationFrame(request));

  const onEscape = (event: KeyboardEvent) => {
    if (event.code !== "Escape" || !waiting()) return;
    event.preventDefault();
    event.stopPropagation();
    setWaiting(undefined);
  };
  window.addEventListener("keydown", onEscape, { capture: true });
  onCleanup(() => window.removeEventListener("keydown", onEscape, { capture: true }));

  const names = (button: Button) =>
    mapping()
      [button].map((input) => padInputName(input, isStandard))
      .join(", ") || "nothing";
  const isHeld = (button: Button) => mapping()[button].some((input) => inputs().includes(input));

  return (
    <section class="pad-model" aria-label={padName(id)}>
      <h3 class="pad-model-name">{padName(id)}</h3>
      <Show when={!isStandard}>
        <p class="settings-hint">The browser does not know this model: say what its parts are.</p>
      </Show>
      <ul class="bindings">
        <For each={BUTTONS}>
          {(button) => (
            <li class="binding" classList={{ down: isHeld(button) }}>
              <span class="binding-name">{BUTTON_LABELS[button]}</span>
              <button
                type="button"
                class="binding-key binding-wide"
                classList={{ waiting: waiting() === button }}
                aria-label={
                  waiting() === button
                    ? `Press ${BUTTON_LABELS[button]} on the pad`
                    : `${BUTTON_LABELS[button]}: ${names(button)}`
                }
                onClick={() => wait(button)}
                onBlur={() => waiting() === button && setWaiting(undefined)}
              >
                {waiting() === button ? "press it on the pad…" : names(button)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Percent
        label="Sticks count from"
        value={stickReach(settings, id)}
        least={STICK_MIN}
        most={STICK_MAX}
        onInput={(reach) => setStickReach(settings, id, reach)}
      />
      <p class="settings-hint">
        Further out for a stick that presses by itself, further in for one that hardly does.
      </p>
      <p class="settings-said" role="status" aria-live="polite">
        {said()}
      </p>
      <Show when={isOwn()}>
        <button
          type="button"
          class="button"
          onClick={() => {
            setPadMapping(settings, id, undefined);
            setSaid("The pad is as it was at first.");
          }}
        >
          As it was at first
        </button>
      </Show>
    </section>
  );
}
