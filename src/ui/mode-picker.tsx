import { createMemo, For, type JSX, Match, Switch } from "solid-js";
import type { ModeSettings } from "../arcade/types.ts";
import { inWords } from "./duration.ts";
import { MODE_NAMES, MODE_RULES } from "./mode-text.ts";

export interface ModePickerProps {
  /** Those there are, each as it is at first. */
  modes: readonly ModeSettings[];
  mode: ModeSettings;
  onChange: (mode: ModeSettings) => void;
}

const WINDOWS = [0.5, 1, 2, 3, 5, 10, 20, 30];
const IDLES = [3, 5, 10, 20, 30, 60, 120, 300];
const SEATS = [2, 3, 4];

const seconds = (value: number) => (value === 0.5 ? "½ second" : inWords(value));

/** How the players share the controller: the host's to choose, while the game goes on. */
export function ModePicker(props: ModePickerProps): JSX.Element {
  const type = createMemo(() => props.mode.type);
  const of = <T extends ModeSettings["type"]>(wanted: T) =>
    props.mode.type === wanted ? (props.mode as Extract<ModeSettings, { type: T }>) : undefined;
  // Whoever chooses with the mouse goes on playing with the keys.
  const keepFocus = (event: MouseEvent) => event.preventDefault();
  return (
    <section class="mode-picker" aria-label="Who plays" onMouseDown={keepFocus}>
      <h3 class="section-title">Who plays</h3>
      <div class="mode-choices">
        <For each={props.modes}>
          {(mode) => (
            <button
              type="button"
              class="mode-choice"
              aria-pressed={type() === mode.type}
              onClick={() => type() !== mode.type && props.onChange(mode)}
            >
              {MODE_NAMES[mode.type]}
            </button>
          )}
        </For>
      </div>
      <p class="mode-rule">{MODE_RULES[type()]}</p>
      <Switch>
        <Match when={of("democracy")}>
          {(mode) => (
            <Stepper
              label="Votes are counted for"
              values={WINDOWS}
              value={mode().window}
              text={seconds}
              onChange={(window) => props.onChange({ ...mode(), window })}
            />
          )}
        </Match>
        <Match when={of("baton")}>
          {(mode) => (
            <Stepper
              label="Taken back after"
              values={IDLES}
              value={mode().idle}
              text={seconds}
              onChange={(idle) => props.onChange({ ...mode(), idle })}
            />
          )}
        </Match>
        <Match when={of("seats")}>
          {(mode) => (
            <>
              <Stepper
                label="Seats"
                values={SEATS}
                value={mode().seats}
                text={String}
                onChange={(seats) => props.onChange({ ...mode(), seats })}
              />
              <Stepper
                label="Free again after"
                values={IDLES}
                value={mode().idle}
                text={seconds}
                onChange={(idle) => props.onChange({ ...mode(), idle })}
              />
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}

/** One of some numbers, the next or the one before. */
function Stepper(props: {
  label: string;
  values: readonly number[];
  value: number;
  text: (value: number) => string;
  onChange: (value: number) => void;
}): JSX.Element {
  const less = () => props.values.findLast((value) => value < props.value);
  const more = () => props.values.find((value) => value > props.value);
  const step = (to: number | undefined) => to !== undefined && props.onChange(to);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div class="stepper" role="group" aria-label={props.label}>
      <span class="stepper-label">{props.label}</span>
      <button
        type="button"
        class="stepper-button"
        aria-label="Less"
        aria-disabled={less() === undefined}
        onClick={() => step(less())}
      >
        −
      </button>
      <output class="stepper-value">{props.text(props.value)}</output>
      <button
        type="button"
        class="stepper-button"
        aria-label="More"
        aria-disabled={more() === undefined}
        onClick={() => step(more())}
      >
        +
      </button>
    </div>
  );
}
