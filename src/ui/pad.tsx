import { For, type JSX, onCleanup } from "solid-js";
import { BUTTON_LABELS, type Button } from "./buttons.ts";
import type { Controller } from "./controller.ts";
import { DEFAULT_HINTS } from "./input/key-names.ts";
import { hitButtons, hitCross, makeTouchZone } from "./touch.ts";

/** How long a click without a pointer (a screen reader's) holds a button: some frames of the game. */
const CLICK_MS = 100;

/** A press for those who can only click. */
function makeClicks(element: HTMLElement, controller: Controller): () => void {
  const timers = new Map<Button, ReturnType<typeof setTimeout>>();
  const onClick = (event: MouseEvent) => {
    if (event.detail !== 0 || !(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>("[data-button]")?.dataset.button as Button | undefined;
    if (!button) return;
    clearTimeout(timers.get(button));
    controller.hold("click", button);
    timers.set(
      button,
      setTimeout(() => controller.release("click", button), CLICK_MS),
    );
  };
  element.addEventListener("click", onClick);
  return () => {
    element.removeEventListener("click", onClick);
    for (const [button, timer] of timers) {
      clearTimeout(timer);
      controller.release("click", button);
    }
  };
}

interface PadPartProps {
  controller: Controller;
  /** What is printed beside each button: its key. */
  hints?: Readonly<Record<Button, string>> | undefined;
}

/** A button that shows whether it is down; the zone around it takes the fingers. */
function PadButton(props: PadPartProps & { button: Button }): JSX.Element {
  return (
    <button
      type="button"
      // The keyboard plays by its own keys; Tab goes on to what is not the game.
      tabIndex={-1}
      class={`pad-button pad-${props.button}`}
      classList={{ down: props.controller.isDown(props.button) }}
      data-button={props.button}
      aria-label={BUTTON_LABELS[props.button]}
    >
      <span class="pad-cap" aria-hidden="true">
        {props.button.length > 1 ? "" : BUTTON_LABELS[props.button]}
      </span>
      {/* Printed by the style sheet: a key's name is not what the button is called. */}
      <span class="pad-hint" aria-hidden="true" data-key={(props.hints ?? DEFAULT_HINTS)[props.button]} />
    </button>
  );
}

const CROSS: readonly Button[] = ["up", "left", "right", "down"];

/** The cross: slide a finger over it, two directions at once on its diagonals. */
export function Cross(props: PadPartProps): JSX.Element {
  const attach = (element: HTMLElement) => {
    const hit = (x: number, y: number) => hitCross(element.getBoundingClientRect(), x, y);
    onCleanup(makeTouchZone(element, props.controller, hit));
    onCleanup(makeClicks(element, props.controller));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays out its children in a way of its own
    <div class="pad-cross" role="group" aria-label="Directions" ref={attach}>
      <For each={CROSS}>
        {(button) => <PadButton controller={props.controller} hints={props.hints} button={button} />}
      </For>
      <span class="pad-cross-middle" aria-hidden="true" />
    </div>
  );
}

/** Some buttons that one finger can slide between. */
function PadButtons(props: PadPartProps & { class: string; label: string; buttons: readonly Button[] }) {
  const attach = (element: HTMLElement) => {
    const boxes = () =>
      [...element.querySelectorAll<HTMLElement>("[data-button]")].map(
        (child) => [child.dataset.button as Button, child.getBoundingClientRect()] as const,
      );
    onCleanup(makeTouchZone(element, props.controller, (x, y) => hitButtons(boxes(), x, y)));
    onCleanup(makeClicks(element, props.controller));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays out its children in a way of its own
    <div class={props.class} role="group" aria-label={props.label} ref={attach}>
      <For each={props.buttons}>
        {(button) => <PadButton controller={props.controller} hints={props.hints} button={button} />}
      </For>
    </div>
  );
}

/** A and B. */
export function FaceButtons(props: PadPartProps): JSX.Element {
  return <PadButtons class="pad-face" label="A and B" buttons={["b", "a"]} {...props} />;
}

/** Select and Start. */
export function MenuButtons(props: PadPartProps): JSX.Element {
  return <PadButtons class="pad-menu" label="Select and Start" buttons={["select", "start"]} {...props} />;
}
