import { For, type JSX } from "solid-js";
import { BUTTONS, type Button } from "./buttons.ts";

const SHAPES: Record<Button, string> = {
  up: "M5 1h4v4H5z",
  left: "M1 5h4v4H1z",
  right: "M9 5h4v4H9z",
  down: "M5 9h4v4H5z",
  select: "M15 10h4v2h-4z",
  start: "M20 10h4v2h-4z",
  b: "M23 4h5v5h-5z",
  a: "M29 2h5v5h-5z",
};

export interface PadGlyphProps {
  /** What is held. */
  buttons: readonly string[];
  /** What reaches the game; what is held where nothing is said. */
  counted?: readonly string[] | undefined;
}

/** A controller in a corner's size: lit is what reaches the game, and faintly what is held in vain. */
export function PadGlyph(props: PadGlyphProps): JSX.Element {
  const isLit = (button: Button) => (props.counted ?? props.buttons).includes(button);
  return (
    <svg class="pad-glyph" viewBox="0 0 35 14" aria-hidden="true">
      <For each={BUTTONS}>
        {(button) => (
          <path
            d={SHAPES[button]}
            data-button={button}
            classList={{ lit: isLit(button), vain: props.buttons.includes(button) && !isLit(button) }}
          />
        )}
      </For>
    </svg>
  );
}
