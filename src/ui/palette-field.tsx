import { createUniqueId, For, type JSX, Show } from "solid-js";
import type { PaletteChoice } from "../arcade/palettes.ts";

export interface PaletteFieldProps {
  value: string;
  choices: readonly PaletteChoice[];
  /** Of which games it is. */
  text: string;
  onChoose: (value: string) => void;
}

/** The colours of a console that has none of its own. */
export function PaletteField(props: PaletteFieldProps): JSX.Element {
  const id = createUniqueId();
  const textId = createUniqueId();
  const colors = () => props.choices.find(({ value }) => value === props.value)?.colors ?? [];
  return (
    <div class="field palette-field">
      <label class="field-label" for={id}>
        Palette
      </label>
      <div class="palette-row">
        <select
          id={id}
          class="text-field palette-select"
          aria-describedby={textId}
          value={props.value}
          onChange={(event) => props.onChoose(event.currentTarget.value)}
        >
          <For each={props.choices}>
            {({ value, label }) => (
              <option value={value} selected={value === props.value}>
                {label}
              </option>
            )}
          </For>
        </select>
        <Show when={colors().length > 0}>
          <span class="palette-swatch" aria-hidden="true">
            <For each={colors()}>{(color) => <span style={{ background: color }} />}</For>
          </span>
        </Show>
      </div>
      <p class="palette-text" id={textId}>
        {props.text}
      </p>
    </div>
  );
}
